package org.atled.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.StateException;
import org.atled.core.shape.Shape;
import org.atled.data.ArrayDataset;
import org.atled.data.Dataset;
import org.atled.data.DatasetInfo;
import org.atled.data.Rows;
import org.atled.data.Task;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;

/**
 * How the rows of a table become examples: fitted to training rows, then the same for all others.
 *
 * @param named whether columns are found by name; otherwise by index
 * @param columns how many columns the table had that this was fitted to
 * @param trailing how many more stood at their end that had neither name nor value
 * @param targetName name of the column that is learned; without a header its index
 * @param targetIndex where that column stood
 * @param unused columns that are not learned from though nobody dropped them
 * @param profiles how the values of each input lay in the rows that were learned from; none of very
 *     wide tables, and of models that were saved before there were any
 */
public record Preparation(
    boolean named,
    int columns,
    int trailing,
    String targetName,
    int targetIndex,
    Target target,
    List<Input> inputs,
    List<Unused> unused,
    List<Profile> profiles) {
  public Preparation {
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
    List<Input> inputs = new ArrayList<>();
    List<Unused> unused = new ArrayList<>(problem.unused());
    List<Profile> profiles = new ArrayList<>();
    for (Column column : problem.inputs()) {
      Input.uselessness(column, rows, problem.rare())
          .ifPresentOrElse(
              reason -> unused.add(new Unused(column.name(), reason)),
              () -> {
                Input input = Input.fit(column, rows, problem.rare());
                inputs.add(input);
                if (Profile.isKept(problem.inputs().size())) {
                  profiles.add(Profile.fit(input, column, rows));
                }
              });
    }
    if (inputs.isEmpty()) {
      throw table.error(
          "no column says anything to learn from; "
              + String.join("; ", Unused.lines(unused))
              + ".");
    }
    Target target =
        switch (problem.kind()) {
          case CLASSIFICATION -> Target.Classes.of(table, problem.target());
          case REGRESSION -> Target.Numbers.of(table, problem.target(), rows, problem.scale());
        };
    return new Preparation(
        table.format().header().isThere(),
        table.columns().size(),
        table.width() - table.columns().size(),
        problem.target().name(),
        problem.target().index(),
        target,
        inputs,
        unused,
        profiles);
  }

  /**
   * Weights of the classes with which each counts as much as all others in rows to learn from: n /
   * (classes · rows of the class), as scikit-learn's "balanced". A class without a row has 1.
   *
   * @throws ArgumentException if numbers are learned
   */
  public double[] balancedWeights(Table table, int[] rows) {
    if (!(target instanceof Target.Classes classes)) {
      throw new ArgumentException(
          table.file() + ": a regression has no classes to weigh; leave --class-weights out.");
    }
    double[] weights = new double[classes.classes().size()];
    for (long label : classes.labels(table, targetIn(table), rows)) {
      weights[(int) label]++;
    }
    for (int i = 0; i < weights.length; i++) {
      weights[i] = weights[i] == 0 ? 1 : rows.length / (weights.length * weights[i]);
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
   * Examples of rows that all have a target.
   *
   * @throws org.atled.core.error.FormatException if a value is not what the column had before
   */
  public Dataset examples(Table table, int[] rows, String name, Notes notes) {
    Column learned = targetIn(table);
    Column numbers =
        target instanceof Target.Numbers known
            ? Units.read(
                table,
                learned,
                known.notation(),
                known.scale().undone(known.mean()),
                known.scale() == TargetScale.LINEAR ? known.deviation() : 0)
            : learned;
    Rows y = target.rows(table, numbers, rows);
    return ArrayDataset.of(
        info(name), new Rows.Floats(inputs(table, rows, notes), Shape.of(width())), y);
  }

  /** The inputs of rows, row-major, {@link #width} numbers a row. */
  public float[] inputs(Table table, int[] rows, Notes notes) {
    int width = width();
    if ((long) rows.length * width > Shape.MAX_ELEMENTS) {
      throw new ArgumentException(
          String.format(
              Locale.ROOT,
              "%s: %,d rows of %,d numbers are more than the %,d that one array holds; leave"
                  + " columns of text out with --drop.",
              table.file(),
              rows.length,
              width,
              Shape.MAX_ELEMENTS));
    }
    float[] values = new float[rows.length * width];
    int at = 0;
    for (Input input : inputs) {
      Column column = column(table, input);
      for (int i = 0; i < rows.length; i++) {
        Encoding.write(input, new FileCell(table, column, rows[i]), values, i * width + at, notes);
      }
      at += input.width();
    }
    return values;
  }

  /** The column of an input, read as it was learned. */
  private Column column(Table table, Input input) {
    Column found = find(table, input.name(), input.index());
    return switch (input) {
      case Input.Number known ->
          Units.read(table, found, known.notation(), known.mean(), known.deviation());
      case Input.OneHot _ -> found.asText();
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

  /** The column that is learned, in a table that must have it. */
  public Column targetIn(Table table) {
    Column found = foundTarget(table);
    // Names of classes that happen to be numbers in this table; with a unit they always were.
    boolean named = target instanceof Target.Classes classes && !classes.numeric();
    return named && found.notation().unit().isEmpty() ? found.asText() : found;
  }

  private Column foundTarget(Table table) {
    if (byName(table)) {
      return find(table, targetName, targetIndex);
    }
    if (!isWhole(table)) {
      throw table.error(
          "has "
              + table.columns().size()
              + " columns, but to measure there must be "
              + columns
              + ", the target at "
              + targetIndex
              + " (from 0) among them.");
    }
    return table.placed(targetIndex);
  }

  /** Whether a table has as many columns as before, some at the end perhaps without any value. */
  private boolean isWhole(Table table) {
    int count = table.columns().size();
    return count == columns || (count < columns && table.width() - trailing == columns);
  }

  private boolean byName(Table table) {
    return named && table.format().header().isThere();
  }

  /**
   * A column by name, or by place where there are no names: among as many columns as before, or
   * among those without the target.
   */
  private Column find(Table table, String name, int index) {
    if (byName(table)) {
      return table.namedOrLeftOut(name, index).orElseThrow(() -> table.noSuchColumn(name));
    }
    int count = table.columns().size();
    if (!isWhole(table) && count != columns - 1) {
      throw table.error(
          "has "
              + count
              + " columns, but the model learned from a table of "
              + columns
              + "; give it those, or those without the target at "
              + targetIndex
              + " (from 0).");
    }
    boolean shifted = !isWhole(table) && index > targetIndex;
    return table.placed(shifted ? index - 1 : index);
  }

  JsonObject json() {
    JsonObject.Builder json = JsonObject.builder().put("named", named).put("columns", columns);
    if (trailing > 0) {
      json.put("trailing", trailing);
    }
    if (!profiles.isEmpty()) {
      json.put("profiles", new JsonArray(profiles.stream().<Json>map(Profile::json).toList()));
    }
    return json.put(
            "target",
            JsonObject.builder()
                .put("name", targetName)
                .put("index", targetIndex)
                .put("values", target.json())
                .build())
        .put("inputs", new JsonArray(inputs.stream().<Json>map(Input::json).toList()))
        .put("unused", new JsonArray(unused.stream().<Json>map(Unused::json).toList()))
        .build();
  }

  /**
   * Reads what was written.
   *
   * @param info what the model takes and gives
   * @throws org.atled.core.error.FormatException if it is damaged or does not go with the model
   */
  static Preparation read(JsonPlace json, DatasetInfo info) {
    JsonPlace target = json.object("target");
    int columns = json.intValue("columns");
    int index = target.intValue("index");
    List<Input> inputs = json.list("inputs").stream().map(Input::read).toList();
    boolean placed =
        inputs.stream().allMatch(input -> input.index() < columns) && index >= 0 && index < columns;
    if (!placed) {
      throw json.error("names a column that is not among its " + columns + " columns.");
    }
    int width = inputs.stream().mapToInt(Input::width).sum();
    if (!Arrays.equals(info.input().toArray(), new long[] {width})) {
      throw json.error(
          "makes examples of ["
              + width
              + "] but the model takes "
              + info.input()
              + "; the description was changed or is damaged.");
    }
    return new Preparation(
        json.bool("named"),
        columns,
        json.find("trailing").map(_ -> json.intValue("trailing")).orElse(0),
        target.string("name"),
        index,
        Target.read(target.object("values"), info.task()),
        inputs,
        json.list("unused").stream().map(Unused::read).toList(),
        profiles(json, inputs));
  }

  private static List<Profile> profiles(JsonPlace json, List<Input> inputs) {
    if (json.find("profiles").isEmpty()) {
      return List.of();
    }
    List<JsonPlace> places = json.list("profiles");
    if (places.size() != inputs.size()) {
      throw json.get("profiles")
          .error("are " + places.size() + ", but there are " + inputs.size() + " inputs.");
    }
    List<Profile> profiles = new ArrayList<>();
    for (JsonPlace place : places) {
      profiles.add(Profile.read(place, inputs.get(profiles.size())));
    }
    return profiles;
  }

  /** Whether classes are learned. */
  public boolean classifies() {
    return target.task() instanceof Task.Classification;
  }
}
