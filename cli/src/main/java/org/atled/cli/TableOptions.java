package org.atled.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.atled.data.ArrayFile;
import org.atled.generative.Blueprint;
import org.atled.tables.ArrayTable;
import org.atled.tables.Column;
import org.atled.tables.CsvFormat;
import org.atled.tables.FreeText;
import org.atled.tables.Kind;
import org.atled.tables.Problem;
import org.atled.tables.RowsAlone;
import org.atled.tables.Table;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What is to be learned from a CSV file. */
final class TableOptions {
  @Option(
      names = "--target",
      paramLabel = "COLUMN",
      description =
          "Of a CSV file the column to learn, by its name or its place: from 0, or -1 for the last;"
              + " #3 is a place even if a column is called 3. Several, parted by commas, are all"
              + " numbers, or all 0 and 1 or yes and no. All others are learned from. With --model"
              + " autoencoder a time series, in whose steps it finds what is unlike the rest.")
  Optional<String> target = Optional.empty();

  @Option(
      names = "--drop",
      paramLabel = "COLUMN",
      description =
          "Columns of FILE.csv to leave out, by name or place, parted by commas; a name may have"
              + " commas itself; x* is all that are called so.")
  List<String> drop = new ArrayList<>();

  @Option(
      names = "--task",
      paramLabel = "NAME",
      converter = KindConverter.class,
      description =
          "classification, regression, ordinal, which is classes in order, or multi-label, which is"
              + " several targets of 0 and 1 or yes and no (default: as the target looks: text, and"
              + " few whole numbers, are classes).")
  Optional<Kind> task = Optional.empty();

  @Option(
      names = "--log-target",
      description =
          "Learn the logarithm of the numbers of the target, which spread over orders of magnitude;"
              + " what is found is given as the target itself.")
  boolean logTarget;

  @Option(
      names = "--class-weights",
      paramLabel = "NAME",
      converter = WeightingConverter.class,
      description =
          "balanced: rare classes of the target count as much as frequent ones, all together"
              + " (default: each row of FILE.csv counts the same).")
  Optional<Weighting> classWeights = Optional.empty();

  @Option(
      names = "--weights",
      paramLabel = "COLUMN",
      description =
          "A column of numbers that says how much each row of FILE.csv counts, in training and in"
              + " what is measured: 2 as if the row were there twice; the column is not learned"
              + " from.")
  Optional<String> weights = Optional.empty();

  @Option(
      names = "--rare",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description =
          "Texts of fewer than N rows to learn from are one category together, and so is what no"
              + " such row had (default: each is its own).")
  Optional<Integer> rare = Optional.empty();

  @Option(
      names = "--hash",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description =
          "Columns of more than N texts are hashed into N inputs, which texts may share (default:"
              + " the 1,000 most frequent texts are categories, the others one together).")
  Optional<Integer> hash = Optional.empty();

  @Option(
      names = "--embed",
      paramLabel = "N",
      converter = Numbers.Count.class,
      description =
          "Each text of columns of more than N texts becomes a vector that is learned, in place of"
              + " inputs of its own.")
  Optional<Integer> embed = Optional.empty();

  @Option(
      names = "--group",
      paramLabel = "COLUMN",
      description =
          "Rows of FILE.csv that agree in this column, such as those of one patient, are all"
              + " learned from or all measured on; the column is not learned from.")
  Optional<String> group = Optional.empty();

  @Option(
      names = "--time",
      paramLabel = "COLUMN",
      description =
          "The latest fifth of the rows of FILE.csv is measured on, by this column of numbers or"
              + " dates, and the earlier ones are learned from. With --horizon the column of the"
              + " rows' times, which must rise (default: the first one of dates, else their"
              + " order).")
  Optional<String> time = Optional.empty();

  @Option(
      names = "--folds",
      paramLabel = "K",
      converter = Numbers.Folds.class,
      description =
          "Train K models, each without another K-th of the rows of FILE.csv, measure each on those"
              + " rows, and save none.")
  Optional<Integer> folds = Optional.empty();

  @Mixin SeriesOptions series = new SeriesOptions();
  @Mixin ColumnOptions columns = new ColumnOptions();
  @Mixin CsvOptions csv = new CsvOptions();

  /**
   * Refuses options that a named data set has no use for.
   *
   * @throws ParameterException if there is one
   */
  void refuse(String dataset, CommandLine line) {
    Given given =
        Given.of(
            line, TableOptions.class, SeriesOptions.class, ColumnOptions.class, CsvOptions.class);
    if (!given.isEmpty()) {
      throw new ParameterException(
          line,
          "%s a table, but \"%s\" is another data set; leave %s out, or name a file such as FILE.csv."
              .formatted(given.goWith(), dataset, given.it()));
    }
  }

  /**
   * Refuses options that a time series has no use for.
   *
   * @throws ParameterException if there is one
   */
  void refuseForSeries(CommandLine line) {
    if (folds.isPresent()) {
      throw new ParameterException(
          line,
          "Option '--folds' mixes rows of all times, but a forecast is of what comes last; leave"
              + " out --folds, or --horizon.");
    }
    Given given =
        Given.of(line, TableOptions.class, ColumnOptions.class).without("--target", "--time");
    if (!given.isEmpty()) {
      throw new ParameterException(
          line,
          "%s what is made of columns, but a time series is learned from --target alone; leave %s out, or --horizon."
              .formatted(given.subject("says", "say"), given.it()));
    }
  }

  /**
   * Refuses options that training on folds, of which no model is kept, has no use for.
   *
   * @throws ParameterException if there are folds and one of them
   */
  void refuseBesideFolds(CommandLine line) {
    if (folds.isEmpty()) {
      return;
    }
    Given kept =
        Given.of(line, "--out", "--plot")
            .and(Given.of(line, CheckpointOptions.class, EndingOptions.class, WatchOptions.class));
    if (!kept.isEmpty()) {
      throw new ParameterException(
          line,
          "%s a model that is kept, and --folds measures and keeps none; leave %s out, or --folds."
              .formatted(kept.goWith(), kept.it()));
    }
    Given other = Given.of(line, "--find-lr", "--input-noise", "--mixup");
    if (!other.isEmpty()) {
      throw new ParameterException(
          line,
          "%s not go with --folds; leave %s out, or --folds."
              .formatted(other.subject("does", "do"), other.it()));
    }
  }

  /** The column of lines, where an option or the model says that there is one. */
  Column lines(Problem problem) {
    return columns.text.size() == 1
        ? problem.table().column(columns.text.getFirst())
        : FreeText.of(problem);
  }

  /**
   * The column of lines that is seen where nobody says so: one of sentences that is alone beside
   * the target, or that {@code --text} names. Options of other columns have a table learned.
   */
  Optional<Column> linesSeen(Problem problem) {
    if (saysOfColumns() || problem.kind() != Kind.CLASSIFICATION) {
      return Optional.empty();
    }
    return columns.text.size() == 1
        ? Optional.of(lines(problem)).filter(FreeText::is)
        : FreeText.alone(problem);
  }

  private boolean saysOfColumns() {
    return classWeights.isPresent()
        || weights.isPresent()
        || rare.isPresent()
        || hash.isPresent()
        || embed.isPresent()
        || folds.isPresent()
        || columns.dates;
  }

  /**
   * Refuses what a model of lines has no use for.
   *
   * @throws ParameterException if there is something
   */
  void refuseForLines(Problem problem, CommandLine line) {
    Given ofColumns =
        Given.of(
            line,
            "--class-weights",
            "--weights",
            "--rare",
            "--hash",
            "--embed",
            "--folds",
            "--dates");
    if (!ofColumns.isEmpty()) {
      throw new ParameterException(
          line,
          "%s columns of a table, but a model of lines reads one column of text; leave %s out."
              .formatted(ofColumns.goWith(), ofColumns.it()));
    }
    if (problem.kind() != Kind.CLASSIFICATION) {
      throw new ParameterException(
          line,
          "A model of lines tells classes apart, but the target %s is learned as %s; add --task classification, or take a model such as mlp:32."
              .formatted(problem.target().title(), problem.kind().inWords()));
    }
  }

  /**
   * Refuses options that a model of rows without a target has no use for.
   *
   * @throws ParameterException if there is one
   */
  void refuseForAnomalies(Blueprint.Auto auto, CommandLine line) {
    Given given = Given.of(line, TableOptions.class).without("--drop");
    if (!given.isEmpty()) {
      throw new ParameterException(
          line,
          "%s a column that is learned, but --model %s learns all of a row; leave %s out, and columns with --drop."
              .formatted(given.goWith(), auto, given.it()));
    }
  }

  /**
   * Refuses options that windows of a time series have no use for.
   *
   * @throws ParameterException if there is one
   */
  void refuseForSeriesAnomalies(Blueprint.Auto auto, CommandLine line) {
    Given forecast = Given.of(line, "--horizon", "--calendar");
    if (!forecast.isEmpty()) {
      throw new ParameterException(
          line,
          "%s a forecast, but --model %s gives windows of --target back and forecasts nothing; leave %s out, or take a model such as mlp:32."
              .formatted(forecast.goWith(), auto, forecast.it()));
    }
    Given texts = Given.of(line, TextOptions.class);
    if (!texts.isEmpty()) {
      throw new ParameterException(
          line,
          "%s texts, but --model %s with --target learns a time series; leave %s out."
              .formatted(texts.goWith(), auto, texts.it()));
    }
    Given given =
        Given.of(line, TableOptions.class, ColumnOptions.class).without("--target", "--time");
    if (!given.isEmpty()) {
      throw new ParameterException(
          line,
          "%s what is made of columns, but --model %s with --target learns that column alone, as a time series; leave %s out, or --target to learn all of a row."
              .formatted(given.subject("says", "say"), auto, given.it()));
    }
  }

  /** The columns of rows without a target. */
  RowsAlone alone(Table table) {
    return RowsAlone.of(columns.applied(table, drop), drop);
  }

  /**
   * Refuses options that series with a class each have no use for.
   *
   * @throws ParameterException if there is one
   */
  void refuseForSeriesClasses(CommandLine line) {
    Given given = Given.of(line, TableOptions.class, ColumnOptions.class).without("--target");
    if (!given.isEmpty()) {
      throw new ParameterException(
          line,
          "%s columns of a table, but here a row is a series; leave %s out, or take a model such as mlp:512."
              .formatted(given.goWith(), given.it()));
    }
  }

  /** Reads the file. */
  Table table(Path file) {
    return csv.read(file, CsvFormat.usual());
  }

  /** Reads arrays whose columns stand side by side. */
  Table table(List<ArrayFile> arrays) {
    return csv.arrays(arrays, CsvFormat.usual());
  }

  /** Whether classes are said to be in order. */
  boolean isOrdinal() {
    return task.filter(kind -> kind == Kind.ORDINAL).isPresent();
  }

  /**
   * Finds the columns.
   *
   * @param order of the classes of the target, where somebody says it
   * @throws ParameterException if the user named no target, and no array is that
   */
  Problem problem(Table table, Optional<List<String>> order, CommandLine line) {
    String column =
        target
            .or(() -> ArrayTable.targets(table, task))
            .orElseThrow(() ->
                new ParameterException(
                    line,
                    "Missing option '--target': name the column of "
                        + table.file()
                        + " to learn. There are: "
                        + table.names()
                        + "."));
    List<String> others = new ArrayList<>(drop);
    others.add(column);
    group.ifPresent(others::add);
    weights.ifPresent(others::add);
    Table read = columns.applied(table, others);
    Table ordered = order.isPresent() ? read.withOrder(column, order.get()) : read;
    Problem problem = Problem.of(ordered, column, drop, task, group);
    if (classWeights.isPresent() && !problem.kind().isOfClasses()) {
      throw new ParameterException(
          line,
          problem.kind() == Kind.MULTI_LABEL
              ? "Option '--class-weights' goes with classes of one target; leave it out."
              : "Option '--class-weights' goes with classes, but the target is learned as numbers;"
                  + " leave it out, or add --task classification.");
    }
    problem = time.isPresent() ? problem.inTime(time.get()) : problem;
    if (weights.isPresent() && line.getParseResult().hasMatchedOption("--mixup")) {
      throw new ParameterException(
          line,
          "Option '--mixup' mixes two rows, whose --weights may differ; leave one of both out.");
    }
    Given mixing = Given.of(line, "--mixup", "--input-noise");
    if (embed.isPresent() && !mixing.isEmpty()) {
      throw new ParameterException(
          line,
          "%s the numbers of examples, among which --embed has those of texts; leave --embed or %s out."
              .formatted(mixing.subject("changes", "change"), mixing.it()));
    }
    problem = weights.isPresent() ? problem.weighted(weights.get()) : problem;
    problem = logTarget ? problem.ofLogarithm() : problem;
    problem = rare.isPresent() ? problem.gatheringRare(rare.get()) : problem;
    problem = embed.isPresent() ? problem.embedding(embed.get()) : problem;
    return hash.isPresent() ? problem.hashing(hash.get()) : problem;
  }

  /** How classes count. */
  enum Weighting {
    BALANCED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Reads a name. */
  static final class WeightingConverter implements ITypeConverter<Weighting> {
    @Override
    public Weighting convert(String text) {
      return Choice.of("weighting", text, Weighting.values());
    }
  }

  /** Reads a name. */
  static final class KindConverter implements ITypeConverter<Kind> {
    @Override
    public Kind convert(String text) {
      return Choice.of("task", text, Kind.values());
    }
  }
}
