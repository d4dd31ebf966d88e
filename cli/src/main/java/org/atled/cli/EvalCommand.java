package org.atled.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.atled.data.Dataset;
import org.atled.data.Datasets;
import org.atled.formats.json.JsonNumber;
import org.atled.formats.json.JsonObject;
import org.atled.images.ImageArrays;
import org.atled.images.ImageModel;
import org.atled.tables.CsvFormat;
import org.atled.tables.Origin;
import org.atled.tables.Table;
import org.atled.tables.TableModel;
import org.atled.tables.series.ForecastModel;
import org.atled.tables.series.SeriesModel;
import org.atled.tables.series.TimeSeries;
import org.atled.text.LanguageModel;
import org.atled.text.LineModel;
import org.atled.train.EpochReport;
import org.atled.train.Objective;
import org.atled.train.SavedModel;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code atled eval}. */
@SuppressWarnings("NullAway.Init")
@Command(
    name = "eval",
    sortOptions = false,
    description = {
      "Measure a saved model on the test part of a data set, on a folder of images, or on a table.",
      "",
      "A model of a folder of images is measured on the images that were kept from it in training,"
          + " or on all images of another folder with the same classes. A line says if it learned"
          + " from some of these.",
      "",
      "A model of arrays of images is measured on those that were kept from it, or on all of"
          + " FILE.npz --arrays X,Y.",
      "",
      "A model of a table is measured on the rows that were kept from it in training, or on all"
          + " rows of a CSV file with the same columns. One that learned from a database asks it"
          + " again; a driver that was named by --driver-jar is named again.",
      "",
      "A model of lines with a class is measured on the rows that were kept from it, or on all of a"
          + " table with both columns.",
      "",
      "A model that forecasts a time series is measured on the last rows of a table.",
      "",
      "A model of series with a class each is measured on those that were kept from it, or on all"
          + " of a file such as it learned from.",
      "",
      "A model of a text is measured on the part that was kept from it, or on all of FILE.txt.",
      ""
    })
final class EvalCommand implements Callable<Integer> {
  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL", description = "The folder that train saved to.")
  Path folder;

  @Parameters(
      index = "1",
      paramLabel = "DATASET",
      arity = "0..1",
      description =
          "A data set of the same shape and classes, a folder of images, or a CSV file, - for"
              + " standard input; or none with --jdbc (default: what it learned from).")
  Optional<String> dataset = Optional.empty();

  @Mixin ArrayNames arrays;
  @Mixin BadImages bad;
  @Mixin CsvOptions csv;
  @Mixin QueryOptions query;
  @Mixin Int8Option int8;
  @Mixin DataOption data;
  @Mixin ThreadsOption threads;
  @Mixin Common common;

  @Override
  public Integer call() {
    threads.apply();
    Optional<Path> imageFolder = dataset.filter(ImageOptions::isMeant).map(Path::of);
    Optional<Path> file =
        dataset
            .filter(name -> imageFolder.isEmpty())
            .filter(name -> StandardInput.isMeant(name) || TableFile.isMeant(name))
            .map(Path::of);
    file.map(Path::toString).ifPresent(Nearby::check);
    boolean asks = query.asks();
    if (asks) {
      arrays.refuseQuery(spec.commandLine());
    }
    Given layout = Given.of(spec.commandLine(), CsvOptions.class);
    if (file.isEmpty() && !layout.isEmpty() && !asks) {
      throw new ParameterException(
          spec.commandLine(),
          "%s a table in a file; name it after the model.".formatted(layout.goWith()));
    }
    if (!arrays.names.isEmpty() && file.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(), "Option '--arrays' goes with an npz; name it after the model.");
    }
    Optional<Datasets.Known> named =
        dataset
            .filter(name -> file.isEmpty() && imageFolder.isEmpty() && !asks)
            .map(name -> DataOption.named(name, spec.commandLine()));
    SavedModel saved = Models.toAsk(folder);
    Models.note(folder).ifPresent(people()::println);
    if (LanguageModel.isMeant(saved)) {
      LanguageModel model = LanguageModel.of(folder, saved);
      int8.apply(model, folder, spec.commandLine());
      return text(model, file, named);
    }
    int8.refuse(folder, saved, spec.commandLine());
    if (LineModel.isMeant(saved)) {
      return lines(LineModel.of(folder, saved), file, named);
    }
    if (ForecastModel.isMeant(saved)) {
      return forecast(ForecastModel.of(folder, saved), file);
    }
    boolean isSeries = SeriesModel.isMeant(saved);
    Optional<SeriesExam> seriesExam =
        isSeries && named.isEmpty()
            ? Optional.of(seriesExam(SeriesModel.of(folder, saved), file))
            : Optional.empty();
    Optional<ImageExam> imageExam =
        asks || isSeries
            ? Optional.empty()
            : imageExam(saved, imageFolder, file, named.isEmpty() && file.isEmpty());
    if (imageExam.isEmpty()) {
      bad.refuse(spec.commandLine(), "name one after the model, or leave it out");
    }
    boolean isTable = saved.preparation().isPresent() && !ImageModel.isMeant(saved) && !isSeries;
    Optional<TableExam> exam =
        imageExam.isEmpty()
                && seriesExam.isEmpty()
                && (asks || file.isPresent() || (named.isEmpty() && isTable))
            ? Optional.of(exam(TableModel.of(folder, saved), file))
            : Optional.empty();
    if (exam.isEmpty()) {
      query.refuseJars(spec.commandLine());
    }
    Dataset examples =
        imageExam
            .map(ImageExam::examples)
            .or(() -> exam.map(TableExam::examples))
            .or(() -> seriesExam.map(SeriesExam::examples))
            .orElseGet(() -> known(saved, named));
    Objective objective = saved.objective();
    Scores scores =
        Scores.of(
            saved.model(),
            objective,
            exam.map(e -> e.model().preparation().metrics()).orElse(objective.metrics()),
            examples);
    EpochReport.Measured measured = scores.measured();
    PrintWriter out = spec.commandLine().getOut();
    imageExam.ifPresent(e -> e.lines().forEach(people()::println));
    exam.ifPresent(e -> e.warnings().forEach(people()::println));
    seriesExam.flatMap(SeriesExam::note).ifPresent(people()::println);
    if (common.json) {
      out.println(json(examples, scores, exam).compact());
    } else {
      print(
          out,
          examples,
          scores,
          exam.map(e -> e.notes().lines()).orElse(List.of()),
          exam.map(e -> e.remarks(measured)).orElse(List.of()));
    }
    return 0;
  }

  /**
   * For people.
   *
   * @param notes that stand before the numbers
   * @param remarks that stand behind them
   */
  private static void print(
      PrintWriter out, Dataset examples, Scores scores, List<String> notes, List<String> remarks) {
    out.println(examples.info().name() + ": " + Text.grouped(examples.size()) + " test examples");
    notes.forEach(out::println);
    out.println(String.format(Locale.ROOT, "loss %.4f", scores.measured().loss()));
    scores.measured().metrics().forEach((name, value) -> out.println(Text.metric(name, value)));
    remarks.forEach(out::println);
    scores.confusion().ifPresent(c -> out.println(System.lineSeparator() + c));
  }

  /** A model of texts, on the part of its text that was kept from it, or on a file. */
  private int text(LanguageModel model, Optional<Path> file, Optional<Datasets.Known> named) {
    if (named.isPresent() || query.isMeant() || csv.isGiven() || bad.isGiven()) {
      throw new ParameterException(
          spec.commandLine(),
          "The model in %s learned from a text, and is measured on one; name a file, and leave other options out."
              .formatted(folder));
    }
    TextExam exam =
        file.map(path -> TextExam.of(model, path)).orElseGet(() -> TextExam.kept(model, folder));
    EpochReport.Measured measured = model.measure(exam.examples());
    exam.note().ifPresent(people()::println);
    PrintWriter out = spec.commandLine().getOut();
    if (common.json) {
      JsonObject.Builder json =
          JsonObject.builder()
              .put("dataset", exam.examples().info().name())
              .put("model", folder.toString())
              .put("examples", exam.examples().size())
              .put("tokens", exam.examples().tokens());
      BackendFields.put(json);
      json.put("test_loss", JsonNumber.orNull(measured.loss()));
      measured
          .metrics()
          .forEach((name, value) -> json.put("test_" + name, JsonNumber.orNull(value)));
      out.println(json.build().compact());
    } else {
      out.println(exam.examples().info().name() + ": " + exam.size());
      out.println(String.format(Locale.ROOT, "loss %.4f", measured.loss()));
      measured.metrics().forEach((name, value) -> out.println(Text.metric(name, value)));
    }
    return 0;
  }

  /** A model of lines, on the rows that were kept from it, or on those of a table. */
  private int lines(LineModel model, Optional<Path> file, Optional<Datasets.Known> named) {
    if (named.isPresent() || bad.isGiven() || !arrays.names.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "The model in %s learned from lines of text, and is measured on a table of such; name a file, and leave other options out."
              .formatted(folder));
    }
    CsvFormat format = model.preparation().origin().map(Origin::format).orElseGet(CsvFormat::usual);
    file.ifPresent(path -> csv.separatedAs(format, path));
    Optional<Table> table =
        query.asks()
            ? query.table(dataset, csv, format, spec.commandLine())
            : file.map(path -> arrays.table(path, csv, format, Streams.of(spec).in()));
    LineExam exam = LineExam.of(model, folder, table, query.jars());
    Scores scores = exam.scores();
    exam.notes().forEach(people()::println);
    PrintWriter out = spec.commandLine().getOut();
    if (common.json) {
      JsonObject.Builder json = begun(exam.examples(), scores.measured());
      exam.describe(json);
      scores.describe(json);
      out.println(json.build().compact());
    } else {
      print(out, exam.examples(), scores, List.of(), List.of());
    }
    return 0;
  }

  /** A model that forecasts, on the last rows of a file. */
  private int forecast(ForecastModel model, Optional<Path> file) {
    if (query.isMeant() || !arrays.names.isEmpty() || bad.isGiven()) {
      throw new ParameterException(
          spec.commandLine(),
          "The model in %s forecasts a time series, and is measured on a table; leave options of other data out."
              .formatted(folder));
    }
    Path path =
        file.orElseThrow(() ->
            new ParameterException(
                spec.commandLine(),
                "The model in %s forecasts a time series; name a table with newer rows, of which the last %d are measured on."
                    .formatted(folder, model.preparation().windows().horizon())));
    TimeSeries series =
        model.series(csv.read(path, model.preparation().format(), Streams.of(spec).in()));
    ForecastExam exam = ForecastExam.of(model, series);
    if (common.json) {
      JsonObject.Builder json =
          JsonObject.builder()
              .put("dataset", TableFile.stem(path))
              .put("model", folder.toString())
              .put("rows", series.length())
              .put("horizon", exam.steps());
      BackendFields.put(json);
      exam.describe(json);
      spec.commandLine().getOut().println(json.build().compact());
    } else {
      spec.commandLine().getOut().println(exam);
    }
    return 0;
  }

  /** The series of this file, or those that were kept from the model. */
  private SeriesExam seriesExam(SeriesModel model, Optional<Path> file) {
    if (query.isMeant() || csv.isGiven() || !arrays.names.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "The model in %s learned from series, and is measured on a file of some; leave options of other files out."
              .formatted(folder));
    }
    return SeriesExam.of(model, file);
  }

  /** The rows of this file or of a query, or those that were kept from the model. */
  private TableExam exam(TableModel model, Optional<Path> file) {
    if (query.asks()) {
      Table asked =
          query.table(dataset, csv, model.origin().format(), spec.commandLine()).orElseThrow();
      return TableExam.of(model, asked);
    }
    if (file.isPresent() || model.origin().query().isEmpty()) {
      query.refuseJars(spec.commandLine());
    }
    return TableExam.of(model, file, csv, arrays, Streams.of(spec).in(), query.jars());
  }

  /**
   * The images of this folder, or of arrays in this file, or those that were kept from a model of
   * images.
   *
   * @param own whether no other data are named
   */
  private Optional<ImageExam> imageExam(
      SavedModel saved, Optional<Path> images, Optional<Path> file, boolean own) {
    if (images.isPresent()) {
      ImageModel model = ImageModel.of(folder, saved);
      return Optional.of(ImageExam.of(model, images.get(), bad));
    }
    if (file.isPresent() && ImageModel.isMeant(saved)) {
      Optional<ImageArrays.Part> part = arrays.images(file.get(), spec.commandLine());
      return Optional.of(ImageExam.of(ImageModel.of(folder, saved), folder, part));
    }
    return own && ImageModel.isMeant(saved)
        ? ImageExam.kept(ImageModel.of(folder, saved), bad)
        : Optional.empty();
  }

  private PrintWriter people() {
    return common.json ? spec.commandLine().getErr() : spec.commandLine().getOut();
  }

  /** The test part of a data set that is known by name: this one, or the model's own. */
  private Dataset known(SavedModel saved, Optional<Datasets.Known> named) {
    Datasets.Known known = named.orElseGet(() -> Datasets.named(saved.info().name()));
    Progress progress = Progress.on(people(), Streams.of(spec).watched());
    return NamedExam.of(folder, saved, known, data, progress);
  }

  private JsonObject.Builder begun(Dataset examples, EpochReport.Measured measured) {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("dataset", examples.info().name())
            .put("model", folder.toString())
            .put("examples", examples.size());
    BackendFields.put(json);
    json.put("test_loss", JsonNumber.orNull(measured.loss()));
    measured.metrics().forEach((name, value) -> json.put("test_" + name, JsonNumber.orNull(value)));
    return json;
  }

  private JsonObject json(Dataset examples, Scores scores, Optional<TableExam> exam) {
    EpochReport.Measured measured = scores.measured();
    JsonObject.Builder json = begun(examples, measured);
    exam.ifPresent(e -> e.describe(json, measured));
    scores.describe(json);
    return json.build();
  }
}
