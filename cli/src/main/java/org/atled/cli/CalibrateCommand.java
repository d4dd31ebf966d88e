package org.atled.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.data.Dataset;
import org.atled.data.Datasets;
import org.atled.formats.json.JsonObject;
import org.atled.images.ImageModel;
import org.atled.nn.file.ModelFolder;
import org.atled.tables.Preparation;
import org.atled.tables.TableModel;
import org.atled.tables.series.ForecastModel;
import org.atled.tables.series.SeriesModel;
import org.atled.text.LanguageModel;
import org.atled.text.LineModel;
import org.atled.train.SavedModel;
import org.atled.train.doubt.Confidence;
import org.atled.train.doubt.HeldOut;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code atled calibrate}. */
@SuppressWarnings("NullAway.Init")
@Command(
    name = "calibrate",
    sortOptions = false,
    description = {
      "Find out how sure a saved model may be, on examples that it did not learn from, and keep it"
          + " with the model.",
      "",
      "Of a classification: the temperature at which its probabilities fit best, and how far they"
          + " are to be trusted before and after. From then on predict, eval and Predictor give"
          + " probabilities at that temperature, and predict --sets 0.9 the classes among which the"
          + " right one is nine times in ten.",
      "",
      "Of a regression: by how much its numbers are off, for predict --intervals 0.9.",
      "",
      "One half of the examples that were kept from the model is calibrated on; the other half is"
          + " measured on. A model that is trained again is to be calibrated again.",
      ""
    })
final class CalibrateCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(paramLabel = "MODEL", description = "The folder that train saved to.")
  Path folder;

  @Option(names = "--dry-run", description = "Measure and draw, but leave the model as it is.")
  boolean dryRun;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to write the figure (default: MODEL/figures).")
  Optional<Path> out = Optional.empty();

  @Option(
      names = "--seed",
      paramLabel = "N",
      converter = Numbers.SeedNumber.class,
      description = "Decides which half is which (default: 0).")
  long seed;

  @Mixin BadImages bad;
  @Mixin DataOption data;
  @Mixin Common common;

  @Override
  public Integer call() {
    SavedModel saved = Models.toAsk(folder);
    if (LanguageModel.isMeant(saved)) {
      throw new ArgumentException(
          "The model in %s goes on with texts, which are not calibrated here; ./atled eval %s says how well it does."
              .formatted(folder, folder));
    }
    if (LineModel.isMeant(saved) || SeriesModel.isMeant(saved) || ForecastModel.isMeant(saved)) {
      throw new ArgumentException(
          "The model in %s is of %s, which are not calibrated yet; ./atled eval %s says how well it does."
              .formatted(folder, LineModel.isMeant(saved) ? "lines of text" : "series", folder));
    }
    PrintWriter standard = spec.commandLine().getOut();
    PrintWriter people = common.json ? spec.commandLine().getErr() : standard;
    Optional<TableExam> table =
        saved.preparation().isPresent() && !ImageModel.isMeant(saved)
            ? Optional.of(TableExam.kept(TableModel.of(folder, saved), QueryOptions.usualJars()))
            : Optional.empty();
    Dataset kept = table.map(TableExam::examples).orElseGet(() -> kept(saved, people));
    if (table.isPresent() || !ImageModel.isMeant(saved)) {
      bad.refuse(spec.commandLine(), "the model did not learn from one; leave it out");
    }
    List<HeldOut> halves = HeldOut.of(saved, kept).halves(Seed.of(seed));
    Confidence confidence = Confidence.fit(halves.getFirst());
    Optional<Preparation> preparation = table.map(exam -> exam.model().preparation());
    var report =
        new CalibrationReport(
            kept.info().name(), halves.getFirst(), halves.getLast(), confidence, preparation);
    report.lines().forEach(people::println);
    preparation
        .flatMap(Preparation::weight)
        .ifPresent(column ->
            people.println("weights: rows count as \"%s\" says".formatted(column.name())));
    if (!dryRun) {
      confidence.save(folder);
      people.println("kept with the model in " + folder + "; next: " + report.next(folder));
    }
    FigureFiles figures =
        FigureFiles.write(out.orElse(folder.resolve(ModelFolder.FIGURES)), report.figures());
    figures.lines().forEach(people::println);
    if (common.json) {
      JsonObject.Builder json =
          JsonObject.builder().put("model", folder.toString()).put("kept", !dryRun);
      report.describe(json);
      figures.describe(json);
      standard.println(json.build().compact());
    }
    return 0;
  }

  /** What was kept from a model of images, or of a data set that is known by name. */
  private Dataset kept(SavedModel saved, PrintWriter people) {
    Optional<ImageExam> images =
        ImageModel.isMeant(saved)
            ? ImageExam.kept(ImageModel.of(folder, saved), bad)
            : Optional.empty();
    images.ifPresent(exam -> exam.lines().forEach(people::println));
    return images
        .map(ImageExam::examples)
        .orElseGet(() -> {
          Datasets.Known known = Datasets.named(saved.info().name());
          Progress progress = Progress.on(people, Streams.of(spec).watched());
          return NamedExam.of(folder, saved, known, data, progress);
        });
  }
}
