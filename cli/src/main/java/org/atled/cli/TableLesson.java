package org.atled.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.atled.data.Dataset;
import org.atled.data.DatasetInfo;
import org.atled.data.Split;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonNull;
import org.atled.formats.json.JsonNumber;
import org.atled.formats.json.JsonObject;
import org.atled.nn.Layer;
import org.atled.nn.loss.BCEWithLogitsLoss;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.loss.Loss;
import org.atled.tables.Column;
import org.atled.tables.DatePart;
import org.atled.tables.Form;
import org.atled.tables.Input;
import org.atled.tables.Notes;
import org.atled.tables.Origin;
import org.atled.tables.Preparation;
import org.atled.tables.Problem;
import org.atled.tables.Table;
import org.atled.tables.TableModel;
import org.atled.tables.Target;
import org.atled.tables.TargetScale;
import org.atled.tables.Unused;
import org.atled.train.EpochReport;
import org.atled.train.Metric;
import org.atled.train.Objective;
import org.atled.train.Run;
import org.atled.train.architecture.Architecture;

/**
 * A table in a file.
 *
 * @param preparation fitted to the training rows
 * @param notes what was filled, in both parts
 * @param weights of the classes by which is learned, in their order; none if all count the same
 */
record TableLesson(
    Problem problem,
    Seed seed,
    Preparation preparation,
    Notes notes,
    Split split,
    List<Double> weights)
    implements Lesson {
  private static final int SHOWN = 5;

  /** A share that is further than this from what it should be is told. */
  private static final double FAR = 0.05;

  /**
   * Prepares the rows.
   *
   * @param balanced whether rare classes count as much as frequent ones
   */
  static TableLesson of(Problem problem, Problem.Rows rows, Seed seed, boolean balanced) {
    Preparation preparation = Preparation.fit(problem, rows.train());
    Notes notes = new Notes();
    String name = TableFile.name(problem.table().file());
    Dataset train = preparation.examples(problem.table(), rows.train(), name, notes);
    Dataset test = preparation.examples(problem.table(), rows.test(), name, notes);
    List<Double> weights =
        balanced
            ? DoubleStream.of(preparation.balancedWeights(problem.table(), rows.train()))
                .boxed()
                .toList()
            : List.of();
    return new TableLesson(problem, seed, preparation, notes, new Split(train, test), weights);
  }

  @Override
  public String name() {
    return TableFile.stem(problem.table().file());
  }

  @Override
  public Recipe usual() {
    // Sines and cosines are for numbers, not for the numbers of a vector.
    int inputs = preparation.embedding().isPresent() ? Integer.MAX_VALUE : preparation.width();
    return Recipe.ofTable(problem.kind(), split.train().size(), inputs);
  }

  @Override
  public Split load(Progress progress) {
    progress.say(summary(problem, Problem.PARTS));
    inputs().forEach(progress::say);
    progress.say(
        "rows: "
            + Text.grouped(split.train().size())
            + " to learn from, "
            + Text.grouped(split.test().size())
            + " to measure on"
            + problem.time().map(time -> ", the latest by \"" + time.name() + "\"").orElse(""));
    if (isFarFromAFifth()) {
      progress.say(
          "note: groups are so unequal that "
              + Text.percent(share())
              + " of the rows are kept to measure on, in place of a fifth");
    }
    return split;
  }

  private boolean isFarFromAFifth() {
    return problem.group().isPresent() && Math.abs(share() - 1.0 / Problem.PARTS) > FAR;
  }

  /** Of the rows those that are measured on. */
  private double share() {
    return split.test().size() / ((double) split.test().size() + split.train().size());
  }

  /** What becomes of the columns that are learned from, and what the loss means. */
  List<String> inputs() {
    List<String> lines = new ArrayList<>();
    lines.add("inputs: " + preparation.width() + " numbers of " + columns());
    lines.addAll(problem.gathered(preparation));
    lines.addAll(Unused.lines(preparation.unused()));
    lines.addAll(notes.lines());
    if (preparation.target() instanceof Target.Numbers numbers) {
      lines.add(
          numbers.scale() == TargetScale.LINEAR
              ? "loss: mean squared error in deviations of the target; 1 is "
                  + number(numbers.deviation())
                  + " off"
              : "loss: mean squared error in deviations of the logarithm of "
                  + (numbers.scale() == TargetScale.LOG1P ? "1 + the target" : "the target")
                  + "; 1 is a factor of "
                  + number(StrictMath.exp(numbers.deviation())));
    }
    if (preparation.target() instanceof Target.Several) {
      lines.add("loss: mean squared error in deviations of each target, over all of them");
    }
    if (preparation.target() instanceof Target.Labels) {
      lines.add("loss: binary cross-entropy of each target, over all of them");
    }
    preparation
        .weight()
        .ifPresent(column ->
            lines.add(
                "weights: rows count as \""
                    + column.name()
                    + "\" says, in training and in what is measured"));
    if (!weights.isEmpty()) {
      lines.add("class weights: " + weighted() + "; the loss of training is weighted");
    }
    return lines;
  }

  private String weighted() {
    List<String> classes = classes();
    String some =
        IntStream.range(0, Math.min(SHOWN, classes.size()))
            .mapToObj(i -> classes.get(i) + ": " + number(weights.get(i)))
            .collect(Collectors.joining(", "));
    return some + (classes.size() > SHOWN ? ", ..." : "");
  }

  private List<String> classes() {
    return preparation.target() instanceof Target.Classes target ? target.classes() : List.of();
  }

  @Override
  public Objective objective(DatasetInfo info) {
    return preparation.objective();
  }

  @Override
  public Layer network(Architecture architecture, DatasetInfo info) {
    return preparation.network(architecture);
  }

  @Override
  public List<Metric> metrics(Objective objective) {
    return preparation.metrics();
  }

  /** Weighted if somebody asked for it: measured is by the plain one. */
  @Override
  public Loss loss(Objective objective) {
    if (weights.isEmpty()) {
      return objective.loss();
    }
    float[] all = new float[weights.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = weights.get(i).floatValue();
    }
    return switch (objective) {
      case Objective.Logit _ ->
          new BCEWithLogitsLoss()
              .weight(Tensor.of(all[0]))
              .positiveWeight(Tensor.of(all[1] / all[0]));
      case Objective.Logits _ -> new CrossEntropyLoss().weight(Tensor.of(all));
      default -> objective.loss();
    };
  }

  /** What was guessed of a file, and what speaks against it. */
  static List<String> remarks(Table table) {
    List<String> lines = new ArrayList<>();
    table.doubt().ifPresent(text -> lines.add("warning: " + text));
    table.remarks().forEach(text -> lines.add("note: " + text));
    return lines;
  }

  /** {@code data: houses.csv, 200 rows of 4 values, separated by comma}. */
  static String data(Table table) {
    return "data: "
        + table.file()
        + ", "
        + Text.grouped(table.rows())
        + " rows of "
        + table.columns().size()
        + " values, "
        + layout(table);
  }

  private static String layout(Table table) {
    if (table.source().form() == Form.EXCEL) {
      return "in sheet \"" + table.format().sheet().orElseThrow() + "\"";
    }
    return table.source().form() != Form.CSV
        ? table.source().form().toString()
        : table
            .format()
            .widths()
            .map(_ -> "of fixed widths")
            .orElse("separated by " + table.format().separator().orElseThrow());
  }

  /**
   * A few lines on what is learned.
   *
   * @param parts of the rows, of which one is measured on
   */
  static String summary(Problem problem, int parts) {
    String left =
        problem.leftOut() == 0
            ? ""
            : System.lineSeparator()
                + "left out: "
                + Text.grouped(problem.leftOut())
                + (problem.leftOut() == 1 ? " row" : " rows")
                + " without a target";
    StringBuilder warnings = new StringBuilder();
    problem
        .warnings(parts)
        .forEach(text -> warnings.append("warning: ").append(text).append(System.lineSeparator()));
    StringBuilder remarks = new StringBuilder();
    problem
        .table()
        .remarks()
        .forEach(text -> remarks.append(System.lineSeparator()).append("note: ").append(text));
    return warnings
        + data(problem.table())
        + remarks
        + System.lineSeparator()
        + (problem.more().isEmpty() ? "target: " : "targets: ")
        + names(problem)
        + ", "
        + problem.kind().inWords()
        + " ("
        + problem.why()
        + ")"
        + left;
  }

  private static String names(Problem problem) {
    return problem.targets().stream().map(Column::name).collect(Collectors.joining(", "));
  }

  private String columns() {
    StringBuilder text = new StringBuilder();
    text.append(preparation.inputs().size());
    text.append(preparation.inputs().size() == 1 ? " column" : " columns");
    for (Input input : preparation.inputs()) {
      switch (input) {
        case Input.Number _ -> {}
        case Input.OneHot _, Input.Hashed _, Input.Embedded _ ->
            text.append(", \"").append(input.name()).append("\" ");
        case Input.Calendar date -> text.append(", \"").append(date.name()).append("\" as ");
      }
      text.append(input instanceof Input.Number ? "" : input.becomes());
    }
    return text.toString();
  }

  @Override
  public void save(OutFolder folder, Run run) {
    Origin origin = Origin.of(problem, seed);
    folder.save(path -> TableModel.save(path, run, preparation, origin));
  }

  @Override
  public Optional<Preparation> table() {
    return Optional.of(preparation);
  }

  @Override
  public List<String> remarks(EpochReport.Measured measured) {
    return preparation.target() instanceof Target.Numbers numbers
        ? remarks(numbers, preparation.targetName(), measured)
        : List.of();
  }

  @Override
  public void describe(JsonObject.Builder json, Optional<EpochReport.Measured> measured) {
    describeTarget(json, problem);
    json.put("train_examples", split.train().size()).put("test_examples", split.test().size());
    if (preparation.target() instanceof Target.Numbers numbers) {
      json.put(
          errorName(numbers),
          measured.map(m -> JsonNumber.orNull(error(numbers, m))).orElseGet(JsonNull::new));
    }
    JsonObject.Builder hot = JsonObject.builder();
    JsonObject.Builder hashed = JsonObject.builder();
    JsonObject.Builder embedded = JsonObject.builder();
    JsonObject.Builder dates = JsonObject.builder();
    for (Input input : preparation.inputs()) {
      switch (input) {
        case Input.Number _ -> {}
        case Input.OneHot one -> hot.put(one.name(), one.width());
        case Input.Hashed one -> hashed.put(one.name(), one.width());
        case Input.Embedded one -> embedded.put(one.name(), one.known().width());
        case Input.Calendar date ->
            dates.put(
                date.name(),
                JsonArray.ofStrings(date.parts().stream().map(DatePart::toString).toList()));
      }
    }
    json.put("inputs", preparation.width())
        .put("one_hot", hot.build())
        .put("hashed", hashed.build())
        .put("embedded", embedded.build())
        .put("dates", dates.build())
        .put("filled", notes.json());
    if (!weights.isEmpty()) {
      JsonObject.Builder weighted = JsonObject.builder();
      for (int i = 0; i < weights.size(); i++) {
        weighted.put(classes().get(i), weights.get(i));
      }
      json.put("class_weights", weighted.build());
    }
    preparation.weight().ifPresent(column -> json.put("weights", column.name()));
    JsonObject.Builder unused = JsonObject.builder();
    preparation.unused().forEach(column -> unused.put(column.name(), column.reason()));
    json.put("unused", unused.build());
  }

  /** What a table's problem is, for programs. */
  static void describeTarget(JsonObject.Builder json, Problem problem) {
    json.put("target", names(problem))
        .put("task", problem.kind().toString())
        .put("rows", problem.table().rows())
        .put("left_out", problem.leftOut());
  }

  /** What programs call {@link #error}. */
  static String errorName(Target.Numbers numbers) {
    return numbers.scale() == TargetScale.LINEAR ? "test_rmse" : "test_rms_factor";
  }

  /**
   * The root of the mean squared error, in the target's own unit; where its logarithm is learned
   * the factor that this is.
   */
  static double error(Target.Numbers numbers, EpochReport.Measured measured) {
    double error = Math.sqrt(measured.loss()) * numbers.deviation();
    return numbers.scale() == TargetScale.LINEAR ? error : StrictMath.exp(error);
  }

  /** The error in words. */
  static List<String> remarks(
      Target.Numbers numbers, String target, EpochReport.Measured measured) {
    String error = number(error(numbers, measured));
    return switch (numbers.scale()) {
      case LINEAR -> List.of("off by " + error + " in " + target + " (root mean square error)");
      case LOG, LOG1P ->
          List.of(
              "off by a factor of "
                  + error
                  + " in "
                  + (numbers.scale() == TargetScale.LOG1P ? "1 + " : "")
                  + target
                  + " (root mean square of the logarithm); r2 is that of the logarithm");
    };
  }

  /** Four digits, or all before the point. */
  static String number(double value) {
    return Math.abs(value) >= 1000
        ? Text.grouped(value)
        : String.format(Locale.ROOT, "%.4g", value);
  }
}
