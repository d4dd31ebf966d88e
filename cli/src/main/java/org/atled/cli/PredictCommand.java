package org.atled.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.core.tensor.Tensor;
import org.atled.data.ArrayFile;
import org.atled.formats.npy.Npy;
import org.atled.images.ImageFile;
import org.atled.images.ImageModel;
import org.atled.tables.AnomalyModel;
import org.atled.tables.Table;
import org.atled.tables.TableModel;
import org.atled.tables.series.ForecastModel;
import org.atled.tables.series.SeriesAnomalyModel;
import org.atled.tables.series.SeriesModel;
import org.atled.text.LanguageModel;
import org.atled.text.LineModel;
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
      "Of one that --model autoencoder trained on a time series, with --target: for each step its"
          + " score and whether that is beyond the threshold.",
      "",
      "For a model that forecasts a time series INPUT is a table with newer rows: what follows its"
          + " last row comes as CSV.",
      "",
      "For a model of series with a class each INPUT is a file such as it learned from, with or"
          + " without classes.",
      ""
    })
final class PredictCommand implements Callable<Integer> {
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
      return new LinePredictions(this).texts(toAsk());
    }
    if (query.isMeant()) {
      bad.refuse(spec.commandLine(), "leave it out of a query");
      arrays.refuseQuery(spec.commandLine());
      SavedModel asked = toAsk();
      if (LineModel.isMeant(asked)) {
        return new LinePredictions(this).query(asked);
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
      return new LinePredictions(this).of(saved, input);
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
      return images(
          ImageAnswers.of(ImageModel.of(folder, saved), input, bad, doubt)
              .with(answers -> beside(answers, saved)),
          saved);
    }
    if (ImageModel.isMeant(saved) || saved.info().input().rank() == 3) {
      checkArray(input);
    }
    bad.refuse(spec.commandLine(), "give one to predict, or leave it out");
    if (ImageModel.isMeant(saved)) {
      refuseCsv(saved);
      ImageModel model = ImageModel.of(folder, saved);
      return examples(beside(asked(images -> arrays(model, images)), saved));
    }
    if (SeriesAnomalyModel.isMeant(saved)) {
      return new AnomalyPredictions(this).of(SeriesAnomalyModel.of(folder, saved), input);
    }
    if (AnomalyModel.isMeant(saved)) {
      return new AnomalyPredictions(this).of(AnomalyModel.of(folder, saved), input);
    }
    if (saved.preparation().isPresent()) {
      return table(TableModel.of(folder, saved));
    }
    refuseCsv(saved);
    Predictor predictor = Predictor.of(saved);
    Optional<List<String>> classes = predictor.objective().named();
    if (doubt.passes.isPresent()) {
      int count = doubt.passes.get();
      DropoutPasses found =
          asked(x -> predictor.dropoutPasses(seen(saved, x), count, doubt.seed()));
      return examples(
          DoubtOptions.answers(
              found,
              classes,
              IntStream.range(0, found.mean()[0].length).mapToObj(i -> "output " + i).toList()));
    }
    return examples(
        beside(Answers.of(asked(x -> predictor.predictions(seen(saved, x))), classes), saved));
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
    Given ofRows = Given.of(spec.commandLine(), "--drift", "--key", "--arrays");
    if (!ofRows.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "%s for rows that are predicted each, but the model in %s forecasts what follows the last one; leave %s out."
              .formatted(ofRows.subject("is", "are"), folder, ofRows.it()));
    }
    bad.refuse(spec.commandLine(), "the model forecasts a series; leave it out");
    refuseDoubt("a series");
    ForecastAnswers answers =
        ForecastAnswers.of(
            model, csv.read(input, model.preparation().format(), Streams.of(spec).in()));
    return print(answers.all(), out -> out.write(answers.csv()), answers::write);
  }

  private int images(ImageAnswers answers, SavedModel saved) {
    ImageLesson.leftOut(answers.faults()).forEach(spec.commandLine().getErr()::println);
    note(ImageModel.of(folder, saved).inversion(answers.brightness()));
    return print(answers.all(), out -> out.write(answers.csv()), answers::write);
  }

  private void note(Optional<String> line) {
    line.ifPresent(text -> spec.commandLine().getErr().println("note: " + text));
  }

  /** Examples for a model whose preparation is not saved: pixels, where it learned from these. */
  private Tensor seen(SavedModel saved, Tensor examples) {
    ImageModel.ofBytes(saved).ifPresent(model -> note(model.inversion(model.brightness(examples))));
    return examples;
  }

  private Answers arrays(ImageModel model, Tensor images) {
    note(model.inversion(model.brightness(images)));
    if (model.turns(images.shape())) {
      spec.commandLine()
          .getErr()
          .println(
              "note: the images are turned as they are read, as those that the model learned from"
                  + " (--transpose)");
    }
    Optional<List<String>> classes = model.saved().objective().named();
    return doubt.passes.isPresent()
        ? DoubtOptions.answers(
            model.dropoutPassesAsStored(images, doubt.passes.get(), doubt.seed()),
            classes,
            List.of())
        : Answers.of(model.predictionsAsStored(images), classes);
  }

  /**
   * Refuses to say how sure answers are.
   *
   * @param what the model is of
   */
  void refuseDoubt(String what) {
    Given given = Given.of(spec.commandLine(), DoubtOptions.class);
    if (!given.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "%s not go with models of %s yet, and the one in %s is one; leave %s out."
              .formatted(given.subject("does", "do"), what, folder, given.it()));
    }
  }

  private int examples(Answers answers) {
    return output().examples(answers);
  }

  private int table(TableModel model) {
    Path input = input();
    if (AnswerOutput.isNpy(input) && model.origin().arrays().isEmpty()) {
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

  private int table(TableModel model, Table rows) {
    if (drift && out.isPresent()) {
      throw new ParameterException(
          spec.commandLine(),
          "Option '--drift' shows how columns lie and predicts nothing; leave out --out, or"
              + " --drift.");
    }
    Given ofAnswers = Given.of(spec.commandLine(), DoubtOptions.class);
    if (drift && !ofAnswers.isEmpty()) {
      throw new ParameterException(
          spec.commandLine(),
          "%s predictions, but --drift shows none; leave %s out, or --drift."
              .formatted(ofAnswers.goWith(), ofAnswers.it()));
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

  int print(Answers all, AnswerOutput.Lines text, AnswerOutput.Members json) {
    return output().print(all, text, json);
  }

  private AnswerOutput output() {
    return new AnswerOutput(
        out, common.json, Streams.of(spec).watched(), spec.commandLine().getOut());
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
