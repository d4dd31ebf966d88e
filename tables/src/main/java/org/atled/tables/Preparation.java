package org.atled.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.StateException;
import org.atled.core.shape.Shape;
import org.atled.data.ArrayDataset;
import org.atled.data.Dataset;
import org.atled.data.DatasetInfo;
import org.atled.data.Rows;
import org.atled.data.WeightedDataset;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;
import org.atled.nn.Layer;
import org.atled.nn.layer.EntityEmbedding;
import org.atled.nn.layer.ProportionalOdds;
import org.atled.nn.layer.Sequential;
import org.atled.train.LabelAccuracy;
import org.atled.train.Metric;
import org.atled.train.Objective;
import org.atled.train.RankError;
import org.atled.train.architecture.Architecture;

/**
 * How the rows of a table become examples: fitted to training rows, then the same for all others.
 *
 * @param named whether columns are found by name; otherwise by index
 * @param columns how many columns the table had that this was fitted to
 * @param trailing how many more stood at their end that had neither name nor value
 * @param targets the columns that are learned
 * @param unused columns that are not learned from though nobody dropped them
 * @param profiles how the values of each input lay in the rows that were learned from; none of very
 *     wide tables, and of models that were saved before there were any
 * @param weight the column that says how much rows count, if they do not count the same
 */
public record Preparation(
    boolean named,
    int columns,
    int trailing,
    List<TargetColumn> targets,
    Target target,
    List<Input> inputs,
    List<Unused> unused,
    List<Profile> profiles,
    Optional<TargetColumn> weight) {
  /** How many numbers the vector of a text has. */
  private static final long VECTOR = 16;

  /**
   * A column that is learned, or that says how much rows count.
   *
   * @param name without a header its index
   * @param index where it stood
   */
  public record TargetColumn(String name, int index) {
    static TargetColumn of(Column column) {
      return new TargetColumn(column.name(), column.index());
    }
  }

  public Preparation {
    targets = List.copyOf(targets);
    inputs = List.copyOf(inputs);
    unused = List.copyOf(unused);
    profiles = List.copyOf(profiles);
  }

  /**
   * Fits a problem's columns.
   *
   * @param rows those to learn from: nothing else is looked at, but for the names of the classes
   * @throws org.atled.core.error.FormatException if no column says anything in them
   */
  public static Preparation fit(Problem problem, int[] rows) {
    Table table = problem.table();
    Fitted fitted = Fitted.of(table, problem.inputs(), problem.unused(), problem.gathering(), rows);
    List<Column> learned = problem.targets();
    Target target =
        switch (problem.kind()) {
          case CLASSIFICATION -> Target.Classes.of(table, problem.target());
          case ORDINAL -> Target.Classes.of(table, problem.target()).inOrder();
          case MULTI_LABEL -> new Target.Labels(learned.size());
          case REGRESSION -> numbers(problem, rows);
        };
    return of(
        table,
        fitted,
        learned.stream().map(TargetColumn::of).toList(),
        target,
        problem.weight().map(TargetColumn::of));
  }

  /**
   * Fits rows of which no column is a target: what is learned is {@link Target.Itself}.
   *
   * @param rows those to learn from
   * @throws org.atled.core.error.FormatException if no column says anything in them
   */
  public static Preparation fit(RowsAlone problem, int[] rows) {
    Table table = problem.table();
    Fitted fitted = Fitted.of(table, problem.inputs(), problem.unused(), Gathering.NONE, rows);
    int width = fitted.inputs().stream().mapToInt(Input::width).sum();
    return of(table, fitted, List.of(), new Target.Itself(width), Optional.empty());
  }

  private static Preparation of(
      Table table,
      Fitted fitted,
      List<TargetColumn> targets,
      Target target,
      Optional<TargetColumn> weight) {
    return new Preparation(
        table.format().header().isThere(),
        table.columns().size(),
        table.width() - table.columns().size(),
        targets,
        target,
        fitted.inputs(),
        fitted.unused(),
        fitted.profiles(),
        weight);
  }

  private static Target numbers(Problem problem, int[] rows) {
    List<Target.Numbers> all =
        problem.targets().stream()
            .map(
                column -> Target.Numbers.of(problem.table(), column, rows, problem.scaleOf(column)))
            .toList();
    return all.size() == 1 ? all.getFirst() : new Target.Several(all);
  }

  /** The names of the columns that are learned, for messages and reports. */
  public String targetName() {
    return targets.stream().map(TargetColumn::name).collect(Collectors.joining(", "));
  }

  /**
   * How the numbers of one of the targets are learned; empty where there are none.
   *
   * @param output of the network, from 0
   */
  public Optional<Target.Numbers> numbers(int output) {
    return switch (target) {
      case Target.Numbers one -> Optional.of(one);
      case Target.Several several -> Optional.of(several.numbers().get(output));
      case Target.Classes _, Target.Labels _, Target.Itself _ -> Optional.empty();
    };
  }

  /** What outputs of a network mean that learns the target. */
  public Objective objective() {
    return target instanceof Target.Labels(int count)
        ? new Objective.Chances(count)
        : Objective.of(target.task());
  }

  /**
   * The network for the examples, its weights not drawn yet; of more than two classes in order it
   * gives one score, behind which {@link ProportionalOdds} stand.
   *
   * @throws org.atled.core.error.AtledException if the architecture makes none for them
   */
  public Layer network(Architecture architecture) {
    Optional<EntityEmbedding> vectors = embedding();
    Shape each = Shape.of(vectors.map(EntityEmbedding::outputs).orElse((long) width()));
    List<Layer> layers = new ArrayList<>();
    vectors.ifPresent(layers::add);
    if (target instanceof Target.Classes classes
        && classes.ordered()
        && classes.classes().size() > 2) {
      layers.add(architecture.build(each, new Objective.Numbers(1)));
      layers.add(new ProportionalOdds(classes.classes().size()));
    } else {
      layers.add(architecture.build(each, objective()));
    }
    return layers.size() == 1 ? layers.getFirst() : Sequential.of(layers);
  }

  /**
   * The layer with the vectors of texts that are {@linkplain Problem#embedding embedded}, with
   * which a network for these examples begins; nothing where no column is.
   */
  public Optional<EntityEmbedding> embedding() {
    List<Long> places = new ArrayList<>();
    List<Long> entries = new ArrayList<>();
    long at = 0;
    for (Input input : inputs) {
      if (input instanceof Input.Embedded embedded) {
        places.add(at);
        entries.add((long) embedded.entries());
      }
      at += input.width();
    }
    return places.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new EntityEmbedding(new EntityEmbedding.Config(width(), places, entries, VECTOR)));
  }

  /** What is measured of such a network beside the loss. */
  public List<Metric> metrics() {
    return switch (target) {
      case Target.Classes classes when classes.ordered() -> {
        List<Metric> metrics = new ArrayList<>(objective().metrics());
        metrics.add(new RankError());
        yield metrics;
      }
      case Target.Classes _, Target.Numbers _, Target.Itself _ -> objective().metrics();
      case Target.Labels _ -> List.of(LabelAccuracy.each(), LabelAccuracy.together());
      case Target.Several several -> {
        List<Metric> metrics = new ArrayList<>(objective().metrics());
        for (int i = 0; i < targets.size(); i++) {
          Target.Numbers one = several.numbers().get(i);
          if (one.scale() == TargetScale.LINEAR) {
            metrics.add(new TargetError(targets.get(i).name(), i, one.deviation()));
          }
        }
        yield metrics;
      }
    };
  }

  /**
   * Weights of the classes with which each counts as much as all others in rows to learn from: n /
   * (classes · rows of the class), as scikit-learn's "balanced", where rows that do not count the
   * same are as many as their weights say. A class without a row has 1.
   *
   * @throws ArgumentException if numbers are learned
   */
  public double[] balancedWeights(Table table, int[] rows) {
    if (!(target instanceof Target.Classes classes)) {
      throw new ArgumentException(
          table.file() + ": a regression has no classes to weigh; leave --class-weights out.");
    }
    double[] times = new double[rows.length];
    Arrays.fill(times, 1);
    if (weight.isPresent()) {
      times = RowWeights.of(table, found(table, weight.get()), rows);
    }
    double all = Arrays.stream(times).sum();
    double[] weights = new double[classes.classes().size()];
    long[] labels = classes.labels(table, targetsIn(table).getFirst(), rows);
    for (int i = 0; i < labels.length; i++) {
      weights[(int) labels[i]] += times[i];
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] = weights[i] == 0 ? 1 : all / (weights.length * weights[i]);
    }
    return weights;
  }

  /** How many numbers an example has. */
  public int width() {
    return inputs.stream().mapToInt(Input::width).sum();
  }

  /** What the examples are. */
  public DatasetInfo info(String name) {
    return new DatasetInfo(name, Shape.of(width()), target.task());
  }

  /**
   * Examples of rows that all have a target; where a column weighs rows a {@link WeightedDataset}.
   *
   * @throws org.atled.core.error.FormatException if a value is not what the column had before
   */
  public Dataset examples(Table table, int[] rows, String name, Notes notes) {
    if (target instanceof Target.Itself(int numbers)) {
      Rows itself = new Rows.Floats(inputs(table, rows, notes), Shape.of(numbers));
      return ArrayDataset.of(info(name), itself, itself);
    }
    List<Column> learned = targetsIn(table);
    List<Column> read =
        switch (target) {
          case Target.Classes _, Target.Labels _, Target.Itself _ -> learned;
          case Target.Numbers known -> List.of(inUnit(table, learned.getFirst(), known));
          case Target.Several several ->
              IntStream.range(0, learned.size())
                  .mapToObj(i -> inUnit(table, learned.get(i), several.numbers().get(i)))
                  .toList();
        };
    Rows y = target.rows(table, read, rows);
    Shape each = Shape.of(width());
    Rows x =
        table
            .scratch()
            .examples((long) rows.length * width() * Float.BYTES)
            .<Rows>map(beside -> {
              new InputNumbers(this, table, notes).write(rows, beside);
              return new Rows.Outside(beside, each);
            })
            .orElseGet(() -> new Rows.Floats(inputs(table, rows, notes), each));
    Dataset plain = ArrayDataset.of(info(name), x, y);
    return weight.isPresent()
        ? WeightedDataset.of(plain, RowWeights.of(table, found(table, weight.get()), rows))
        : plain;
  }

  private static Column inUnit(Table table, Column column, Target.Numbers known) {
    return Units.read(
        table,
        column,
        known.notation(),
        known.scale().undone(known.mean()),
        known.scale() == TargetScale.LINEAR ? known.deviation() : 0);
  }

  /** The inputs of rows, row-major, {@link #width} numbers a row. */
  public float[] inputs(Table table, int[] rows, Notes notes) {
    return new InputNumbers(this, table, notes).of(rows);
  }

  /** Gives the inputs of all rows of a table, block by block; notes columns that lie elsewhere. */
  void eachBlock(Table table, Notes notes, InputNumbers.Taker taker) {
    new InputNumbers(this, table, notes).eachBlock(taker);
  }

  /**
   * The columns of the inputs in a table, read as they were learned.
   *
   * @throws org.atled.core.error.FormatException if one is not there, or of another kind
   */
  public List<Column> columns(Table table) {
    OtherForms.refuse(this, table);
    return inputs.stream().map(input -> column(table, input)).toList();
  }

  /** The column of an input, read as it was learned. */
  private Column column(Table table, Input input) {
    Column found = new Places(this).of(table, input);
    return switch (input) {
      case Input.Number known ->
          Units.read(table, found, known.notation(), known.mean(), known.deviation());
      case Input.OneHot _, Input.Hashed _, Input.Embedded _ -> found.asText();
      case Input.Calendar known -> found.asDates(known.order());
    };
  }

  /**
   * How a table's columns lie beside those that were learned from.
   *
   * @throws StateException if it is not known how these lay
   * @throws org.atled.core.error.FormatException if a value is not what the column had before
   */
  public List<Drift> drift(Table table) {
    if (profiles.size() != inputs.size()) {
      throw new StateException(
          "The model does not know how the values that it learned from lay: it was saved before"
              + " models did, or has too many columns; train it again, on fewer columns.");
    }
    int[] rows = table.allRows();
    inputs(table, rows, new Notes()); // every check
    List<Drift> drifts = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Input input = inputs.get(i);
      Column column = column(table, input);
      OptionalDouble mean =
          input instanceof Input.Number
              ? Arrays.stream(rows)
                  .filter(row -> !column.isMissing(row))
                  .mapToDouble(column::number)
                  .average()
              : OptionalDouble.empty();
      Profile learned = profiles.get(i);
      drifts.add(new Drift(input, learned, learned.of(input, column, rows), mean));
    }
    return drifts;
  }

  /** The columns that are learned, in a table that must have them. */
  public List<Column> targetsIn(Table table) {
    // Names of classes that happen to be numbers in this table; with a unit they always were.
    boolean named = target instanceof Target.Classes classes && !classes.numeric();
    return targets.stream()
        .map(one -> found(table, one))
        .map(found -> named && found.notation().unit().isEmpty() ? found.asText() : found)
        .toList();
  }

  private Column found(Table table, TargetColumn wanted) {
    return new Places(this).of(table, wanted);
  }

  JsonObject json() {
    return PreparationJson.of(this);
  }

  /**
   * Reads what was written.
   *
   * @param info what the model takes and gives
   * @throws org.atled.core.error.FormatException if it is damaged or does not go with the model
   */
  static Preparation read(JsonPlace json, DatasetInfo info) {
    return PreparationJson.read(json, info);
  }

  /** What the target is learned as. */
  public Kind kind() {
    return switch (target) {
      case Target.Classes classes -> classes.ordered() ? Kind.ORDINAL : Kind.CLASSIFICATION;
      case Target.Labels _ -> Kind.MULTI_LABEL;
      case Target.Numbers _, Target.Several _, Target.Itself _ -> Kind.REGRESSION;
    };
  }
}
