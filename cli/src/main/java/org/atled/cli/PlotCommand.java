package org.atled.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.data.Dataset;
import org.atled.data.Datasets;
import org.atled.formats.json.JsonObject;
import org.atled.generative.GenerativeFigures;
import org.atled.images.ImageModel;
import org.atled.nn.file.ModelFolder;
import org.atled.plot.Filters;
import org.atled.plot.ModelFigures;
import org.atled.tables.AnomalyModel;
import org.atled.tables.TableModel;
import org.atled.tables.series.ForecastModel;
import org.atled.tables.series.SeriesModel;
import org.atled.text.LanguageModel;
import org.atled.text.LineModel;
import org.atled.train.EpochReport;
import org.atled.train.SavedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code atled plot}. */
@SuppressWarnings("NullAway.Init")
@Command(
    name = "plot",
    sortOptions = false,
    description = {
      "Draw a saved model, as SVG and PNG.",
      "",
      "Draws how the loss and the metrics went. With the data that were kept from the model in"
          + " training it draws, of classes, which were taken for which and, where an example is"
          + " two numbers, where each is found; of numbers, those that were found against the true"
          + " ones. Of a first linear layer on grey images it draws the weights, of a first"
          + " convolution the kernels. Of a model that makes examples it draws what it makes, and"
          + " of what.",
      "",
      "With --image or --example it draws, in place of these, what a model of images sees in one:"
          + " features, the maps of a layer; activations, the strongest map of each layer; cam,"
          + " which places speak for a class (a class activation map, or Grad-CAM where the network"
          + " does not end in means and one linear layer); occlusion, by how much the probability"
          + " of the class falls as parts are covered.",
      ""
    })
final class PlotCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The folder that train saved to.")
  Path folder;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to write the figures (default: MODEL/figures).")
  Optional<Path> out = Optional.empty();

  @Mixin FigureOptions options;
  @Mixin BadImages bad;
  @Mixin DataOption data;
  @Mixin ThreadsOption threads;
  @Mixin Common common;

  @Override
  public Integer call() {
    threads.apply();
    options.check(spec.commandLine());
    SavedModel saved = Models.load(folder);
    List<EpochReport> history = SavedModel.history(folder);
    if (Models.makes(saved)) {
      return ofMaker(saved, history);
    }
    // Of these the learning curves are all there is, which take no data.
    boolean drawsNoData =
        LanguageModel.isMeant(saved) || LineModel.isMeant(saved) || AnomalyModel.isMeant(saved);
    Optional<TableModel> table =
        saved.preparation().isPresent()
                && !ImageModel.isMeant(saved)
                && !SeriesModel.isMeant(saved)
                && !ForecastModel.isMeant(saved)
                && !drawsNoData
            ? Optional.of(TableModel.of(folder, saved))
            : Optional.empty();
    if (!ImageModel.isMeant(saved) || isByName(saved)) {
      bad.refuse(spec.commandLine(), "the model did not learn from one; leave it out");
    }
    if (!options.takeData()) {
      bad.refuse(spec.commandLine(), "none of these figures reads one; leave it out");
      if (data.folder.isPresent()) {
        throw new ParameterException(
            spec.commandLine(),
            "Option '--data' is for figures that are drawn of data, and none of these is; leave it"
                + " out.");
      }
    }
    PrintWriter standard = spec.commandLine().getOut();
    PrintWriter people = common.json ? spec.commandLine().getErr() : standard;
    Optional<ImageModel> images =
        options.haveImage() ? Optional.of(ImageModel.of(folder, saved)) : Optional.empty();
    Optional<Dataset> test = Optional.empty();
    Optional<String> withoutData = Optional.empty();
    try {
      test = options.takeData() && !drawsNoData ? Optional.of(kept(saved, table, people)) : test;
    } catch (AtledException e) {
      if (data.folder.isPresent() || bad.isGiven() || options.example.isPresent()) {
        throw e;
      }
      withoutData = Optional.of("drawn without data: " + e.getMessage());
    }
    List<ModelFigures.Named> all = new ArrayList<>();
    if (options.drawUsual()) {
      FigureFiles.usual(saved, history, test, table.map(TableModel::preparation)).stream()
          .filter(figure -> options.want(figure.name()))
          .forEach(all::add);
    }
    List<String> notDrawn = new ArrayList<>();
    if (images.isPresent()) {
      all.addAll(options.ofImage(images.get(), test, notDrawn));
    }
    checkDrawn(saved, all, withoutData);
    FigureFiles figures = FigureFiles.write(out.orElse(folder.resolve(ModelFolder.FIGURES)), all);
    figures.lines().forEach(people::println);
    notDrawn.forEach(people::println);
    withoutData.ifPresent(people::println);
    if (common.json) {
      JsonObject.Builder json = JsonObject.builder().put("model", folder.toString());
      figures.describe(json);
      standard.println(json.put("no_data", FigureFiles.text(withoutData)).build().compact());
    }
    return 0;
  }

  /** What is drawn of a model that makes examples. */
  private int ofMaker(SavedModel saved, List<EpochReport> history) {
    if (options.haveImage()) {
      throw new ParameterException(
          spec.commandLine(),
          "The model in %s makes images and sees none; leave '--image' and '--example' out."
              .formatted(folder));
    }
    bad.refuse(spec.commandLine(), "the model did not learn from one; leave it out");
    PrintWriter standard = spec.commandLine().getOut();
    PrintWriter people = common.json ? spec.commandLine().getErr() : standard;
    Datasets.Known known = Datasets.named(saved.info().name());
    Progress progress = Progress.on(people, Streams.of(spec).watched());
    Dataset test = NamedExam.of(folder, saved, known, data, progress);
    List<ModelFigures.Named> all =
        GenerativeFigures.of(saved, history, Optional.of(test)).stream()
            .filter(figure -> options.want(figure.name()))
            .toList();
    checkDrawn(saved, all, Optional.empty());
    FigureFiles figures = FigureFiles.write(out.orElse(folder.resolve(ModelFolder.FIGURES)), all);
    figures.lines().forEach(people::println);
    if (common.json) {
      JsonObject.Builder json = JsonObject.builder().put("model", folder.toString());
      figures.describe(json);
      standard.println(json.build().compact());
    }
    return 0;
  }

  private void checkDrawn(
      SavedModel saved, List<ModelFigures.Named> all, Optional<String> withoutData) {
    List<String> drawn = all.stream().map(ModelFigures.Named::name).toList();
    for (FigureName name : options.names) {
      if (!drawn.contains(name.toString())) {
        if (name == FigureName.FILTERS) {
          Filters.of(saved.module()); // which says what is missing
        }
        throw new ArgumentException(
            "The figure %s cannot be drawn of the model in %s%s. Without --figures all is drawn that can be."
                .formatted(name, folder, withoutData.map(why -> " (" + why + ")").orElse("")));
      }
    }
    if (all.isEmpty()) {
      throw new ArgumentException(
          "There is nothing to draw of the model in "
              + folder
              + ": it has no epochs, and nothing else is drawn of its kind"
              + withoutData.map(why -> " (" + why + ")").orElse("")
              + ". Train it for at least one epoch: ./atled train.");
    }
  }

  private boolean isByName(SavedModel saved) {
    return ImageModel.of(folder, saved).preparation().origin().isEmpty();
  }

  /** The examples that the model has not learned from. */
  private Dataset kept(SavedModel saved, Optional<TableModel> table, PrintWriter people) {
    if (table.isPresent()) {
      return TableExam.kept(table.get(), QueryOptions.usualJars()).examples();
    }
    if (SeriesModel.isMeant(saved)) {
      return SeriesModel.of(folder, saved).kept();
    }
    if (ImageModel.isMeant(saved)) {
      Optional<ImageExam> kept = ImageExam.kept(ImageModel.of(folder, saved), bad);
      if (kept.isPresent()) {
        kept.get().lines().forEach(people::println);
        return kept.get().examples();
      }
    }
    Datasets.Known known = Datasets.named(saved.info().name());
    Progress progress = Progress.on(people, Streams.of(spec).watched());
    return NamedExam.of(folder, saved, known, data, progress);
  }
}
