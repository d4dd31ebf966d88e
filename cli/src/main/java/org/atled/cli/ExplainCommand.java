package org.atled.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Tensor;
import org.atled.data.Dataset;
import org.atled.data.Datasets;
import org.atled.formats.json.JsonObject;
import org.atled.images.ImageFile;
import org.atled.images.ImageModel;
import org.atled.nn.file.ModelFolder;
import org.atled.tables.CsvFile;
import org.atled.tables.TableModel;
import org.atled.tables.series.ForecastModel;
import org.atled.tables.series.SeriesModel;
import org.atled.text.LanguageModel;
import org.atled.text.LineModel;
import org.atled.text.TextFile;
import org.atled.train.SavedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code atled explain}. */
@SuppressWarnings("NullAway.Init")
@Command(
    name = "explain",
    sortOptions = false,
    description = {
      "Say why a saved model says what it says, in numbers and figures.",
      "",
      "Of a model of images: which pixels of one speak for its class, by saliency, input times"
          + " gradient, SmoothGrad, integrated gradients, occlusion and Grad-CAM.",
      "",
      "Of a model of classes of series with convolutions, such as fcn: which steps of one speak for"
          + " its class, by its class-activation map.",
      "",
      "Of a model of a table: how much each column matters (permutation importance), and how the"
          + " answer depends on those that matter most (partial dependence); with a table, for its"
          + " first rows, what each column adds (SHAP), in the unit of the target.",
      "",
      "Of a model that forecasts a series: what each value before adds to the next one.",
      "",
      "Of a model of texts: what each token of a prompt adds to what is expected next, and of one"
          + " of lines what each adds to the class; with attention, such as gpt, also which tokens"
          + " each head of each layer looks at, and from where what comes out at the end may come"
          + " (rollout).",
      ""
    })
final class ExplainCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL", description = "The folder that train saved to.")
  Path folder;

  @Parameters(
      index = "1",
      paramLabel = "INPUT",
      arity = "0..1",
      description =
          "An image file, a file of series or of lines, a table with the same columns, or a text as"
              + " --prompt (default: example 0 of those kept from the model, or all rows of a table"
              + " that were).")
  Optional<Path> input = Optional.empty();

  @Option(
      names = "--example",
      paramLabel = "N",
      converter = Numbers.Lines.class,
      description =
          "In place of a file an image that was kept from the model, from 0 (default: 0); of series"
              + " and lines also which of a file.")
  Optional<Integer> example = Optional.empty();

  @Option(
      names = "--class",
      paramLabel = "NAME",
      description = "The class that is asked about (default: what the model takes it for).")
  Optional<String> asked = Optional.empty();

  @Option(
      names = "--rows",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description = "How many rows of a table to explain (default: 3).")
  Optional<Integer> rows = Optional.empty();

  @Option(
      names = "--prompt",
      paramLabel = "TEXT",
      description = "What a model of texts reads, in place of a file.")
  Optional<String> prompt = Optional.empty();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to write the figures (default: MODEL/figures).")
  Optional<Path> out = Optional.empty();

  @Mixin LineStartOption start;
  @Mixin SeedOption seeds;
  @Mixin ThreadsOption threads;
  @Mixin BadImages bad;
  @Mixin DataOption data;
  @Mixin Common common;

  @Override
  public Integer call() {
    threads.apply();
    SavedModel saved = Models.toAsk(folder);
    boolean isText = LanguageModel.isMeant(saved);
    boolean isOfLines = LineModel.isMeant(saved);
    if (!isText && !isOfLines) {
      refuse("--prompt", prompt.isPresent(), "texts");
    }
    boolean isSeries = SeriesModel.isMeant(saved);
    if (!isSeries) {
      start.refuse(spec.commandLine(), folder);
    }
    boolean isForecast = ForecastModel.isMeant(saved);
    boolean isTable = saved.preparation().isPresent() && !ImageModel.isMeant(saved);
    PrintWriter standard = spec.commandLine().getOut();
    PrintWriter people = common.json ? spec.commandLine().getErr() : standard;
    Explanation explanation;
    if (isText) {
      explanation = text(LanguageModel.of(folder, saved));
    } else if (isOfLines) {
      explanation = line(LineModel.of(folder, saved));
    } else if (isForecast) {
      explanation = forecast(ForecastModel.of(folder, saved));
    } else if (isSeries) {
      explanation = series(SeriesModel.of(folder, saved));
    } else if (isTable) {
      refuse("--example", example.isPresent(), "images");
      explanation = table(TableModel.of(folder, saved));
    } else if (saved.info().input().rank() == 3) {
      refuse("--rows", rows.isPresent(), "tables");
      explanation = image(saved, people);
    } else {
      refuse("--example", example.isPresent(), "images");
      explanation = points(saved, people);
    }
    explanation.lines().forEach(people::println);
    FigureFiles figures =
        FigureFiles.write(out.orElse(folder.resolve(ModelFolder.FIGURES)), explanation.figures());
    figures.lines().forEach(people::println);
    if (common.json) {
      JsonObject.Builder json = JsonObject.builder().put("model", folder.toString());
      explanation.describe(json);
      figures.describe(json);
      standard.println(json.build().compact());
    }
    return 0;
  }

  private void refuse(String option, boolean given, String of) {
    if (given) {
      throw new ParameterException(
          spec.commandLine(),
          "Option '%s' is for models of %s, and the model in %s is none; leave it out."
              .formatted(option, of, folder));
    }
  }

  private void refuseRows() {
    if (rows.isPresent() && input.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "Option '--rows' says how many rows of a table to explain, but none is named; name one,"
              + " or leave it out.");
    }
  }

  private Explanation text(LanguageModel model) {
    refuse("--example", example.isPresent(), "images");
    refuse("--rows", rows.isPresent(), "tables");
    refuse("--class", asked.isPresent(), "images and tables");
    refuse("--seed", seeds.number.isPresent(), "images and tables, of which something is drawn");
    bad.refuse(spec.commandLine(), "the model did not learn from one; leave it out");
    if (data.folder.isPresent()) {
      throw new ParameterException(
          spec.commandLine(),
          "Option '--data' is for models of data that are known by name, and the one in %s reads"
                  .formatted(folder)
              + " what --prompt says; leave it out.");
    }
    if (input.isPresent() == prompt.isPresent()) {
      throw new ParameterException(
          spec.commandLine(),
          input.isPresent()
              ? "A file and '--prompt' each name a text; leave one of them out."
              : "The model in %s reads texts; give it one: --prompt TEXT, or a file."
                  .formatted(folder));
    }
    return TextExplanation.of(
        folder, model, prompt.orElseGet(() -> TextFile.read(input.orElseThrow())));
  }

  private Explanation line(LineModel model) {
    refuse("--rows", rows.isPresent(), "tables");
    refuse("--seed", seeds.number.isPresent(), "images and tables, of which something is drawn");
    refuse("--data", data.folder.isPresent(), "data that are known by name");
    bad.refuse(spec.commandLine(), "the model learned from lines of text; leave it out");
    if (prompt.isPresent()) {
      if (input.isPresent() || example.isPresent()) {
        throw new ParameterException(
            spec.commandLine(),
            "%s and '--prompt' each name a line; leave one of them out."
                .formatted(input.isPresent() ? "A file" : "'--example'"));
      }
      return LineExplanation.of(model, new LineExplanation.Line(prompt.get(), "the text"), asked);
    }
    return LineExplanation.of(
        model, LineExplanation.line(model, folder, input, example.orElse(0)), asked);
  }

  private Explanation forecast(ForecastModel model) {
    refuse("--example", example.isPresent(), "images");
    refuse("--rows", rows.isPresent(), "tables");
    refuse("--class", asked.isPresent(), "images and tables");
    refuse("--seed", seeds.number.isPresent(), "images and tables, of which something is drawn");
    refuse("--data", data.folder.isPresent(), "data that are known by name");
    bad.refuse(spec.commandLine(), "the model forecasts a series; leave it out");
    Path file =
        input.orElseThrow(() ->
            new ParameterException(
                spec.commandLine(),
                "The model in %s forecasts what follows the last row of a table; name one."
                    .formatted(folder)));
    Nearby.check(file.toString());
    return ForecastExplanation.of(
        model, model.series(CsvFile.read(file, model.preparation().format())));
  }

  private Explanation series(SeriesModel model) {
    refuse("--rows", rows.isPresent(), "tables");
    refuse("--seed", seeds.number.isPresent(), "images and tables, of which something is drawn");
    refuse("--data", data.folder.isPresent(), "data that are known by name");
    bad.refuse(spec.commandLine(), "the model learned from series; leave it out");
    Tensor all =
        input
            .map(file -> model.input(model.read(file, start.labelled())))
            .orElseGet(() -> whole(model.kept()));
    int number = example.orElse(0);
    if (number >= all.shape().size(0)) {
      throw new ArgumentException(
          "There is no example %d; %s has %s series, numbered from 0."
              .formatted(
                  number,
                  input.map(Path::toString).orElse("what was kept from the model"),
                  Text.grouped(all.shape().size(0))));
    }
    String name =
        input.map(TableFile::name).map(file -> file + ", ").orElse("") + "example " + number;
    return SeriesExplanation.of(model.saved(), all.get(number), name, asked);
  }

  private static Tensor whole(Dataset examples) {
    return examples.batch(IntStream.range(0, examples.size()).toArray()).x();
  }

  private Explanation table(TableModel model) {
    bad.refuse(spec.commandLine(), "the model did not learn from one; leave it out");
    if (input.isPresent() && isImage(input.get())) {
      throw new ArgumentException(
          "The model in %s learned from the table %s, but \"%s\" is an image; name a table with the same columns, or none."
              .formatted(folder, model.saved().info().name(), input.get()));
    }
    refuseRows();
    Tabular kept = Tabular.of(TableExam.kept(model, QueryOptions.usualJars()), asked);
    return input.isPresent()
        ? RowExplanation.of(kept, model, input.get(), rows.orElse(3), seeds.seed())
        : ColumnExplanation.of(kept, seeds.seed());
  }

  private Explanation points(SavedModel saved, PrintWriter people) {
    if (input.isPresent()) {
      throw new ArgumentException(
          "The model in %s learned from %s, examples %s, of which there are no files; leave \"%s\" out."
              .formatted(folder, saved.info().name(), saved.info().input(), input.get()));
    }
    refuseRows();
    return ColumnExplanation.of(Tabular.of(saved, named(saved, people), asked), seeds.seed());
  }

  private Explanation image(SavedModel saved, PrintWriter people) {
    ImageModel model = ImageModel.of(folder, saved);
    if (input.isPresent() && example.isPresent()) {
      throw new ParameterException(
          spec.commandLine(),
          "An image and '--example' each name an input; leave one of them out.");
    }
    if (input.isPresent()) {
      if (Files.isDirectory(input.get())) {
        throw new ArgumentException(
            "\"%s\" is a folder, but one image is explained at a time; name an image file, or --example N."
                .formatted(input.get()));
      }
      if (TableFile.endsLikeOne(input.get().toString())) {
        throw new ArgumentException(
            "The model in %s learned from images %s, but \"%s\" is a table; name an image file, or --example N."
                .formatted(folder, saved.info().input(), input.get()));
      }
      return ImageExplanation.of(
          model,
          model.format().of(ImageFile.read(input.get())).toTensor(),
          TableFile.name(input.get()),
          asked,
          seeds.seed());
    }
    Dataset kept =
        ImageModel.isMeant(saved)
            ? ImageExam.kept(model, bad)
                .map(ImageExam::examples)
                .orElseGet(() -> named(saved, people))
            : named(saved, people);
    int number = example.orElse(0);
    if (number >= kept.size()) {
      throw new ArgumentException(
          "There is no example %d; %s examples were kept from the model, numbered from 0."
              .formatted(number, Text.grouped(kept.size())));
    }
    return ImageExplanation.of(
        model,
        model.preparation().undone(kept.batch(number).x().get(0)),
        "example " + number,
        asked,
        seeds.seed());
  }

  private Dataset named(SavedModel saved, PrintWriter people) {
    Datasets.Known known = Datasets.named(saved.info().name());
    Progress progress = Progress.on(people, Streams.of(spec).watched());
    return NamedExam.of(folder, saved, known, data, progress);
  }

  private static boolean isImage(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return ImageFile.ENDINGS.stream().anyMatch(name::endsWith);
  }
}
