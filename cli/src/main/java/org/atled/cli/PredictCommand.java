package org.atled.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.core.tensor.Tensor;
import org.atled.data.ArrayFile;
import org.atled.formats.file.AtomicFile;
import org.atled.formats.npy.Npy;
import org.atled.images.ImageFile;
import org.atled.images.ImageModel;
import org.atled.tables.AnomalyModel;
import org.atled.tables.CsvFormat;
import org.atled.tables.Origin;
import org.atled.tables.TableModel;
import org.atled.tables.series.ForecastModel;
import org.atled.tables.series.SeriesModel;
import org.atled.text.LanguageModel;
import org.atled.text.LineModel;
import org.atled.train.Prediction;
import org.atled.train.Predictor;
import org.atled.train.SavedModel;
import org.atled.train.doubt.DropoutPasses;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code atled predict}. */
@SuppressWarnings("NullAway.Init")
@Command(
    name = "predict",
    sortOptions = false,
    description = {
      "Show what a saved model says of examples.",
      "",
      "INPUT holds one example or a batch: [batch, 1, 28, 28], [batch, 28, 28] or [batch, 784] for"
          + " images of 28 by 28, [batch, 2] for points. The numbers are as the data set gives"
          + " them, pixels from 0 to 1; integers are taken for pixels from 0 to 255 where the model"
          + " learned from images, and images are turned where those were that it learned from.",
      "",
      "For a model of images INPUT may be a PNG, JPEG, BMP or GIF file, or a folder of some: they"
          + " are brought to the form of those that it learned from. What it says of each comes as"
          + " CSV, with the file.",
      "",
      "For a model of lines of text INPUT is a table with their column, or FILE.txt, in which each"
          + " line is one; or --text says them.",
      "",
      "For a model of a table INPUT is a CSV file with the columns that it learned from. What it"
          + " says of each row comes as CSV, with the line of the row: the class and its"
          + " probability, or the number. With --jdbc it is what a database gives.",
      "",
      "Of a model that --model autoencoder trained on a table: for each row its score, the root"
          + " mean square over the columns by how many deviations each is missed, whether that is"
          + " beyond the threshold that all but one in a hundred of the rows it learned from keep"
          + " within, the column that says most of it, and by how many deviations that is missed.",
      "",
      "For a model that forecasts a time series INPUT is a table with newer rows: what follows its"
          + " last row comes as CSV.",
      "",
      "For a model of series with a class each INPUT is a file such as it learned from, with or"
          + " without classes.",
      ""
    })
final class PredictCommand implements Callable<Integer> {
  private static final int SHOWN = 10;

  @Spec CommandSpec spec;

  @Parameters(index = "0", paramLabel = "MODEL", description = "The folder that train saved to.")
  Path folder;

  @Parameters(
      index = "1",
      paramLabel = "INPUT",
      arity = "0..1",
      description =
          "Examples as NumPy saves them (INPUT.npy or INPUT.npz) or in IDX, a table (INPUT.csv, or"
              + " in any form that train takes), or an image or a folder of images; - is standard"
              + " input. None with --jdbc.")
  Optional<Path> named = Optional.empty();

  @Option(
      names = {"-o", "--out"},
      paramLabel = "OUT",
      description =
          "Write the probabilities here: float32 [batch, classes] to OUT.npy, or for a table what"
              + " it would print to any other file.")
  Optional<Path> out = Optional.empty();

  @Option(
      names = "--text",
      paramLabel = "TEXT",
      description =
          "A line of text to ask a model of lines about; several may be given, in place of INPUT.")
  List<String> texts = new ArrayList<>();

  @Option(
      names = "--drift",
      description =
          "Of a table show, in place of predictions, how its columns lie beside those that the"
              + " model learned from: the population stability index over deciles or categories, of"
              + " which more than 0.1 is some change and more than 0.25 a great one.")
  boolean drift;

  @Option(
      names = "--key",
      paramLabel = "COLUMN",
      split = ",",
      description =
          "Columns of a table by which its rows are known: what is said of each row begins with"
              + " them.")
  List<String> keys = new ArrayList<>();

  @Mixin LineStartOption start;
  @Mixin DoubtOptions doubt;
  @Mixin ArrayNames arrays;
  @Mixin BadImages bad;
  @Mixin CsvOptions csv;
  @Mixin QueryOptions query;
  @Mixin ThreadsOption threads;
  @Mixin Common common;

  @Override
  public Integer call() {
    threads.apply();
    doubt.check(spec.commandLine());
    if (!texts.isEmpty()) {
      return texts(toAsk());
    }
    if (query.isMeant()) {
      bad.refuse(spec.commandLine(), "leave it out of a query");
      arrays.refuseQuery(spec.commandLine());
      SavedModel asked = toAsk();
      if (LineModel.isMeant(asked)) {
        LineModel model = LineModel.of(folder, asked);
        return lines(
            model,
            query
                .table(named.map(Path::toString), csv, format(model), spec.commandLine())
                .orElseThrow());
      }
      TableModel model = TableModel.of(folder, asked);
      return table(
          model,
          query
              .table(named.map(Path::toString), csv, model.origin().format(), spec.commandLine())
              .orElseThrow());
    }
    Path input = input();
    SavedModel saved = toAsk();
    if (LineModel.isMeant(saved)) {
      return lines(LineModel.of(folder, saved), input);
    }
    if (LanguageModel.isMeant(saved)) {
      throw new ArgumentException(
          "The model in %s goes on with texts; use ./atled generate %s --prompt TEXT."
              .formatted(folder, folder));
    }
    if (ForecastModel.isMeant(saved)) {
      return forecast(ForecastModel.of(folder, saved), input);
    }
    if (SeriesModel.isMeant(saved)) {
      refuseCsv(saved);
      bad.refuse(spec.commandLine(), "the model learned from series; leave it out");
      arrays.refuseSeries(spec.commandLine());
      refuseDoubt("series");
      SeriesModel model = SeriesModel.of(folder, saved);
      SeriesAnswers answers = SeriesAnswers.of(model, model.read(input, start.labelled()));
      return print(answers.all(), out -> out.write(answers.csv()), answers::write);
    }
    if (ImageOptions.isMeant(input)) {
      refuseCsv(saved);
      refusePasses(saved);
      return images(
          ImageAnswers.of(ImageModel.of(folder, saved), input, bad)
              .with(answers -> beside(answers, saved)));
    }
    if (ImageModel.isMeant(saved) || saved.info().input().rank() == 3) {
      checkArray(input);
    }
    bad.refuse(spec.commandLine(), "give one to predict, or leave it out");
    if (ImageModel.isMeant(saved)) {
      refuseCsv(saved);
      refusePasses(saved);
      ImageModel model = ImageModel.of(folder, saved);
      return examples(
          beside(
              Answers.of(asked(images -> arrays(model, images)), saved.objective().named()),
              saved));
    }
    if (AnomalyModel.isMeant(saved)) {
      return anomalies(AnomalyModel.of(folder, saved), input);
    }
    if (saved.preparation().isPresent()) {
      return table(TableModel.of(folder, saved));
    }
    refuseCsv(saved);
    Predictor predictor = Predictor.of(saved);
    Optional<List<String>> classes = predictor.objective().named();
    if (doubt.passes.isPresent()) {
      int count = doubt.passes.get();
      DropoutPasses found = asked(x -> predictor.dropoutPasses(x, count, doubt.seed()));
      return examples(
          DoubtOptions.answers(
              found,
              classes,
              IntStream.range(0, found.mean()[0].length).mapToObj(i -> "output " + i).toList()));
    }
    return examples(beside(Answers.of(asked(predictor::predictions), classes), saved));
  }

  private SavedModel toAsk() {
    SavedModel saved = Models.toAsk(folder);
    if (!SeriesModel.isMeant(saved)) {
      start.refuse(spec.commandLine(), folder);
    }
    return saved;
  }

  private Answers beside(Answers answers, SavedModel saved) {
    return doubt.beside(answers, folder, saved, Optional.empty());
  }

  private void refusePasses(SavedModel saved) {
    if (doubt.passes.isPresent()) {
      throw new ParameterException(
          spec.commandLine(),
          "Option '--passes' goes with models of tables and of data sets by name, but the one in %s learned from images, %s; in Java, see DropoutPasses."
              .formatted(folder, saved.info().name()));
    }
  }

  private Path input() {
    return named.orElseThrow(
        () -> new ParameterException(spec.commandLine(), "Missing required parameter: 'INPUT'"));
  }

  /** Refuses what is neither named as images are nor an array, where images are asked about. */
  private void checkArray(Path input) {
    String name = input.toString();
    Nearby.check(name);
    if (!StandardInput.isMeant(input)
        && !TableFile.endsLikeOne(name)
        && !ArrayFile.of(input).isArray()) {
      throw new ArgumentException(
          "%s is neither an image whose name ends with %s, nor an array in npy, npz or IDX; name one, or a folder of images."
              .formatted(input, ImageFile.endings()));
    }
  }

  private void refuseCsv(SavedModel saved) {
    Given given =
        Given.of(spec.commandLine(), "--drift", "--key")
            .and(Given.of(spec.commandLine(), CsvOptions.class));
    if (!given.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "%s a model of a table, but the model in %s learned from %s; leave %s out."
              .formatted(given.goWith(), folder, saved.info().name(), given.it()));
    }
  }

  /** What comes after the last row of a file. */
  private int forecast(ForecastModel model, Path input) {
    if (drift || !keys.isEmpty() || !arrays.names.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "Options --drift, --key and --arrays are for rows that are predicted each, but the model in %s forecasts what follows the last one; leave them out."
              .formatted(folder));
    }
    bad.refuse(spec.commandLine(), "the model forecasts a series; leave it out");
    refuseDoubt("a series");
    ForecastAnswers answers =
        ForecastAnswers.of(
            model, csv.read(input, model.preparation().format(), Streams.of(spec).in()));
    return print(answers.all(), out -> out.write(answers.csv()), answers::write);
  }

  private int images(ImageAnswers answers) {
    ImageLesson.leftOut(answers.faults()).forEach(spec.commandLine().getErr()::println);
    return print(answers.all(), out -> out.write(answers.csv()), answers::write);
  }

  private List<Prediction> arrays(ImageModel model, Tensor images) {
    if (model.turns(images.shape())) {
      spec.commandLine()
          .getErr()
          .println(
              "note: the images are turned as they are read, as those that the model learned from"
                  + " (--transpose)");
    }
    return model.predictionsAsStored(images);
  }

  /** Lines that the command says. */
  private int texts(SavedModel saved) {
    LineModel model = LineModel.of(folder, saved);
    Given given =
        Given.of(spec.commandLine(), "--jdbc", "--drift", "--key")
            .and(Given.of(spec.commandLine(), CsvOptions.class));
    if (named.isPresent() || !given.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "Option '--text' says what is asked; leave out %s, or --text."
              .formatted(given.isEmpty() ? "INPUT" : String.join(", ", given.names())));
    }
    refuseArrays();
    return print(
        LineAnswers.of(
            model, "text", texts, texts, i -> texts.size() == 1 ? "The text" : "Text " + (i + 1)));
  }

  /** Lines of a file of text, or of a table's column. */
  private int lines(LineModel model, Path input) {
    refuseArrays();
    if (drift) {
      throw new ParameterException(
          spec.commandLine(),
          "Option '--drift' compares columns of a table, but the model in %s reads lines of text; leave it out."
              .formatted(folder));
    }
    if (LineAnswers.isText(input) && !csv.isGiven() && keys.isEmpty()) {
      return print(LineAnswers.of(model, input));
    }
    csv.separatedAs(format(model), input);
    return lines(model, arrays.table(input, csv, format(model), Streams.of(spec).in()));
  }

  private int lines(LineModel model, org.atled.tables.Table rows) {
    LineModel.Answers said = model.ask(rows);
    TableLesson.remarks(rows).forEach(spec.commandLine().getErr()::println);
    LineLesson.cut(said.cut(), model.preparation()).ifPresent(spec.commandLine().getErr()::println);
    TableAnswers answers = TableAnswers.of(model, said, rows, keys);
    return print(answers.all(), answers::csv, answers::write);
  }

  private int print(LineAnswers answers) {
    answers.note().ifPresent(spec.commandLine().getErr()::println);
    return print(answers.all(), answers::csv, answers::write);
  }

  private void refuseArrays() {
    bad.refuse(spec.commandLine(), "the model reads lines of text; leave it out");
    refuseDoubt("lines");
    if (!arrays.names.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "Option '--arrays' names those of an npz, but the model in %s reads lines of text; leave it out."
              .formatted(folder));
    }
  }

  private void refuseDoubt(String what) {
    if (doubt.isGiven()) {
      throw new ParameterException(
          spec.commandLine(),
          "Options %s do not go with models of %s yet, and the one in %s is one; leave them out."
              .formatted(DoubtOptions.NAMES, what, folder));
    }
  }

  /** How the table was written that the model learned from. */
  private static CsvFormat format(LineModel model) {
    return model.preparation().origin().map(Origin::format).orElseGet(CsvFormat::usual);
  }

  private int examples(Answers answers) {
    out.ifPresent(answers::writeNpy);
    PrintWriter standard = spec.commandLine().getOut();
    if (common.json) {
      printJson(standard, answers::write);
    } else {
      int shown = Streams.of(spec).watched() ? SHOWN : answers.count();
      standard.println(answers.table(shown));
      if (answers.count() > shown) {
        standard.println(
            "and "
                + Text.grouped(answers.count() - shown)
                + " more"
                + (out.isPresent() ? "" : "; -o OUT.npy writes all, a pipe or --json gets all"));
      }
      out.ifPresent(path -> standard.println("wrote " + path));
    }
    return 0;
  }

  private int anomalies(AnomalyModel model, Path input) {
    if (drift || doubt.isGiven()) {
      throw new ParameterException(
          spec.commandLine(),
          "Options --drift, %s go with models that find something, but the one in %s scores rows; leave them out."
              .formatted(DoubtOptions.NAMES, folder));
    }
    org.atled.tables.Table rows =
        arrays.table(input, csv, model.origin().format(), Streams.of(spec).in());
    AnomalyAnswers answers = AnomalyAnswers.of(model, rows, keys);
    TableLesson.remarks(rows).forEach(spec.commandLine().getErr()::println);
    answers.notes().lines().forEach(spec.commandLine().getErr()::println);
    spec.commandLine().getErr().println(answers.summary());
    List<double[]> scores =
        answers.scores().stream().map(score -> new double[] {score.score()}).toList();
    return print(new Answers(scores, Optional.empty()), answers::csv, answers::write);
  }

  private int table(TableModel model) {
    Path input = input();
    if (isNpy(input) && model.origin().arrays().isEmpty()) {
      throw new ArgumentException(
          "The model in "
              + folder
              + " learned from the table "
              + model.saved().info().name()
              + "; give it a CSV file with the same columns, not "
              + input
              + ".");
    }
    return table(model, arrays.table(input, csv, model.origin().format(), Streams.of(spec).in()));
  }

  private int table(TableModel model, org.atled.tables.Table rows) {
    if (drift && out.isPresent()) {
      throw new ParameterException(
          spec.commandLine(),
          "Option '--drift' shows how columns lie and predicts nothing; leave out --out, or"
              + " --drift.");
    }
    if (drift && doubt.isGiven()) {
      throw new ParameterException(
          spec.commandLine(),
          "Option '--drift' predicts nothing; leave out " + DoubtOptions.NAMES + ", or --drift.");
    }
    if (drift) {
      DriftReport report = DriftReport.of(model, rows);
      TableLesson.remarks(rows).forEach(spec.commandLine().getErr()::println);
      spec.commandLine()
          .getOut()
          .println(common.json ? report.json().compact() : report.forPeople());
      return 0;
    }
    TableAnswers answers = TableAnswers.of(model, rows, keys, folder, doubt);
    TableLesson.remarks(rows).forEach(spec.commandLine().getErr()::println);
    answers.notes().lines().forEach(spec.commandLine().getErr()::println);
    return print(answers.all(), answers::csv, answers::write);
  }

  /** Writes text piece by piece, of which there may be more than the heap holds. */
  @FunctionalInterface
  private interface Lines {
    void to(Writer out) throws IOException;
  }

  /** The same of one object of JSON. */
  @FunctionalInterface
  private interface Members {
    void to(JsonLine out) throws IOException;
  }

  /** Writes what there is to a file if one is given, and prints it if not. */
  private int print(Answers all, Lines text, Members json) {
    out.ifPresent(path -> {
      if (isNpy(path)) {
        all.writeNpy(path);
      } else {
        AtomicFile.write(path, bytes -> write(bytes, text));
      }
    });
    PrintWriter standard = spec.commandLine().getOut();
    if (common.json) {
      printJson(standard, json);
    } else if (out.isPresent()) {
      standard.println("wrote " + out.get());
    } else {
      print(standard, text);
    }
    return 0;
  }

  private static void write(OutputStream bytes, Lines text) throws IOException {
    Writer out = new OutputStreamWriter(bytes, StandardCharsets.UTF_8);
    text.to(out);
    out.flush();
  }

  private static void printJson(PrintWriter standard, Members json) {
    print(
        standard,
        out -> {
          JsonLine line = new JsonLine(out);
          json.to(line);
          line.end();
        });
    standard.println();
  }

  private static void print(PrintWriter standard, Lines text) {
    try {
      text.to(standard);
    } catch (IOException e) {
      throw new UncheckedIOException("What prints keeps its errors.", e);
    }
  }

  private static boolean isNpy(Path path) {
    return path.toString().toLowerCase(Locale.ROOT).endsWith(".npy");
  }

  private <T> T asked(Function<Tensor, T> model) {
    Path input = input();
    boolean piped = StandardInput.isMeant(input);
    Tensor examples =
        piped
            ? Npy.read(StandardInput.bytes(Streams.of(spec).in()), StandardInput.NAME.toString())
            : arrays.examples(input, spec.commandLine()).read();
    try {
      return model.apply(examples);
    } catch (AtledException e) {
      throw e.within((piped ? StandardInput.NAME : input).toString());
    }
  }
}
