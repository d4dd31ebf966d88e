package org.atled.tables;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.atled.core.shape.Shape;
import org.atled.data.Rows;
import org.atled.data.Task;
import org.atled.formats.json.Json;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;

/** What a column that is learned becomes for a network, and what its outputs are in turn. */
public sealed interface Target {
  /** What files call {@link Itself}. */
  String ITSELF = "itself";

  Task task();

  /**
   * The targets of rows, all of which have one.
   *
   * @param columns one, or as many as are learned at once
   */
  Rows rows(Table table, List<Column> columns, int[] rows);

  JsonObject json();

  /**
   * Classes.
   *
   * @param classes their names in order
   * @param numeric whether the names are numbers, so that 1 and 1.0 are the same class
   * @param ordered whether each is more than those before it
   */
  record Classes(List<String> classes, boolean numeric, boolean ordered) implements Target {
    private static final int MOST = 1000;
    private static final String ORDERED = "ordered";

    public Classes {
      classes = List.copyOf(classes);
    }

    /** Of which none is more than another. */
    public Classes(List<String> classes, boolean numeric) {
      this(classes, numeric, false);
    }

    /** The same in the order in which they stand. */
    Classes inOrder() {
      return new Classes(classes, numeric, true);
    }

    /**
     * The classes of a column: numbers by size, texts as the file declares them, or else by their
     * characters.
     *
     * @throws org.atled.core.error.FormatException if there is only one, or more than 1,000
     */
    public static Classes of(Table table, Column column) {
      IntStream present = IntStream.range(0, column.size()).filter(row -> !column.isMissing(row));
      boolean numeric = column.isNumeric() && column.notation().unit().isEmpty();
      List<String> classes =
          numeric
              ? present
                  .mapToDouble(column::number)
                  .distinct()
                  .sorted()
                  .mapToObj(Numeral::text)
                  .toList()
              : inOrder(column, present.mapToObj(row -> label(column, row)));
      if (classes.size() == 1) {
        throw table.error(
            column,
            "every row has \""
                + Column.shortened(classes.getFirst())
                + "\", but there must be at least 2 classes to tell apart; take another target.");
      }
      if (classes.size() > MOST) {
        throw table.error(
            column,
            String.format(
                Locale.ROOT,
                "has %,d different values, more than the %,d classes that are learned; take another"
                    + " target%s.",
                classes.size(),
                MOST,
                numeric ? ", or --task regression" : ""));
      }
      return new Classes(classes, numeric);
    }

    /** As the file declares them, or by their characters. */
    private static List<String> inOrder(Column column, Stream<String> labels) {
      Set<String> found = labels.collect(Collectors.toCollection(TreeSet::new));
      List<String> declared = column.levels().orElse(List.of());
      return declared.isEmpty()
          ? List.copyOf(found)
          : declared.stream().map(Classes::label).distinct().filter(found::contains).toList();
    }

    /** A class by its name: 1, 1.0 and 1e0 are one, 01 is another. */
    static String label(Column column, int row) {
      return column.isNumeric() && column.notation().unit().isEmpty()
          ? Numeral.text(column.number(row))
          : label(column.text(row));
    }

    private static String label(String text) {
      double number = Numeral.isCode(text) ? Double.NaN : Numeral.parse(text) + 0.0;
      return Double.isFinite(number) ? Numeral.text(number) : text;
    }

    @Override
    public Task task() {
      return new Task.Classification(classes);
    }

    @Override
    public Rows rows(Table table, List<Column> columns, int[] rows) {
      return new Rows.Labels(labels(table, columns.getFirst(), rows));
    }

    /**
     * The number of the class of each row.
     *
     * @throws org.atled.core.error.FormatException naming the line of one that is no class
     */
    public long[] labels(Table table, Column column, int... rows) {
      Map<String, Integer> numbers = new HashMap<>();
      classes.forEach(name -> numbers.put(name, numbers.size()));
      long[] labels = new long[rows.length];
      for (int i = 0; i < rows.length; i++) {
        int row = rows[i];
        String name = label(column, row);
        labels[i] =
            Optional.ofNullable(numbers.get(name))
                .orElseThrow(() ->
                    table.error(
                        row,
                        column,
                        column.shown(row)
                            + " is none of the model's classes; they are "
                            + Table.list(classes)
                            + "."));
      }
      return labels;
    }

    @Override
    public JsonObject json() {
      JsonObject.Builder json = JsonObject.builder().put("type", "classes").put("numeric", numeric);
      return ordered ? json.put(ORDERED, true).build() : json.build();
    }

    static Classes read(JsonPlace json, List<String> classes) {
      boolean ordered = json.find(ORDERED).isPresent() && json.bool(ORDERED);
      return new Classes(classes, json.bool("numeric"), ordered);
    }
  }

  /**
   * Numbers, for the network (s − mean) / deviation, where s is the number on its scale.
   *
   * @param mean over the training rows, in the column's own unit or as its logarithm
   * @param deviation the standard deviation over them (the root of the mean square)
   * @param notation how they are written
   * @param scale on which they are learned
   */
  record Numbers(double mean, double deviation, Notation notation, TargetScale scale)
      implements Target {
    /**
     * Measures the training rows.
     *
     * @throws org.atled.core.error.FormatException if they all have the same number
     */
    static Numbers of(Table table, Column column, int[] rows, TargetScale scale) {
      Spread spread = Spread.of(rows, row -> scale.of(column.number(row)));
      if (spread.deviation() == 0) {
        throw table.error(
            column,
            "every training row has "
                + Numeral.text(scale == TargetScale.LINEAR ? spread.mean() : column.number(rows[0]))
                + ", so that there is nothing to learn; take another target.");
      }
      return new Numbers(spread.mean(), spread.deviation(), column.notation(), scale);
    }

    @Override
    public Task task() {
      return new Task.Regression(1);
    }

    @Override
    public Rows rows(Table table, List<Column> columns, int[] rows) {
      float[] values = new float[rows.length];
      write(table, columns.getFirst(), rows, values, 0, 1);
      return new Rows.Floats(values, Shape.of(1));
    }

    /** Writes them, each so many places behind the one before. */
    void write(Table table, Column column, int[] rows, float[] into, int from, int step) {
      for (int i = 0; i < rows.length; i++) {
        float value = (float) ((scale.of(column.number(rows[i])) - mean) / deviation);
        into[from + i * step] = value;
        if (!Float.isFinite(value)) {
          throw table.error(
              rows[i],
              column,
              column.shown(rows[i])
                  + (scale == TargetScale.LINEAR
                      ? " is not a number, or too far from those that the model learned"
                      : " is not a number that has a logarithm, as those that the model learned")
                  + "; mend it, or leave it empty to leave the row out.");
        }
      }
    }

    /**
     * The numbers so far below and above one.
     *
     * @param number in the column's own unit
     * @param reach in the unit of the network's outputs
     * @return in the column's own unit; where the logarithm is learned they are not as far on
     *     either side
     */
    public double[] interval(double number, double reach) {
      double place = scale.of(number);
      return new double[] {
        scale.undone(place - reach * deviation), scale.undone(place + reach * deviation)
      };
    }

    /** What a network's output is in the column's own unit. */
    public double undone(double output) {
      return scale.undone(mean + deviation * output);
    }

    @Override
    public JsonObject json() {
      JsonObject.Builder json =
          JsonObject.builder().put("type", "numbers").put("mean", mean).put("deviation", deviation);
      notation.put(json);
      if (scale != TargetScale.LINEAR) {
        json.put("scale", scale.toString());
      }
      return json.build();
    }

    static Numbers read(JsonPlace json) {
      TargetScale scale =
          json.find("scale")
              .map(place ->
                  TargetScale.named(place.asString())
                      .orElseThrow(() -> place.error("is no scale that this Atled knows.")))
              .orElse(TargetScale.LINEAR);
      return new Numbers(
          json.doubleValue("mean"), Spread.deviation(json), Notation.read(json), scale);
    }
  }

  /** Several columns of numbers at once, each on its own scale. */
  record Several(List<Numbers> numbers) implements Target {
    public Several {
      numbers = List.copyOf(numbers);
    }

    @Override
    public Task task() {
      return new Task.Regression(numbers.size());
    }

    @Override
    public Rows rows(Table table, List<Column> columns, int[] rows) {
      int width = numbers.size();
      float[] values = new float[rows.length * width];
      for (int i = 0; i < width; i++) {
        numbers.get(i).write(table, columns.get(i), rows, values, i, width);
      }
      return new Rows.Floats(values, Shape.of(width));
    }

    @Override
    public JsonObject json() {
      return JsonObject.builder()
          .put("type", "several")
          .put("numbers", new JsonArray(numbers.stream().<Json>map(Numbers::json).toList()))
          .build();
    }
  }

  /**
   * Labels, each of which a row has or not: 1 or 0, yes or no.
   *
   * @param count how many, at least two
   */
  record Labels(int count) implements Target {
    @Override
    public Task task() {
      return new Task.Regression(count);
    }

    @Override
    public Rows rows(Table table, List<Column> columns, int[] rows) {
      float[] values = new float[rows.length * count];
      for (int i = 0; i < values.length; i++) {
        Column column = columns.get(i % count);
        int row = rows[i / count];
        boolean there =
            SeveralTargets.label(column, row)
                .orElseThrow(() -> SeveralTargets.none(table, column, row));
        values[i] = there ? 1 : 0;
      }
      return new Rows.Floats(values, Shape.of(count));
    }

    @Override
    public JsonObject json() {
      return JsonObject.builder().put("type", "labels").build();
    }
  }

  /**
   * No column: the row's own numbers, as the network sees them, are to be given back. {@link
   * Preparation} makes them of the inputs.
   *
   * @param width how many there are
   */
  record Itself(int width) implements Target {
    @Override
    public Task task() {
      return new Task.Regression(width);
    }

    @Override
    public Rows rows(Table table, List<Column> columns, int[] rows) {
      throw new IllegalStateException("What a row is to give back are its inputs.");
    }

    @Override
    public JsonObject json() {
      return JsonObject.builder().put("type", ITSELF).build();
    }
  }

  /** Reads what was written. */
  static Target read(JsonPlace json, Task task) {
    return switch (task) {
      case Task.Classification(List<String> classes) when json.string("type").equals("classes") ->
          Classes.read(json, classes);
      case Task.Regression(int outputs)
          when outputs == 1 && json.string("type").equals("numbers") ->
          Numbers.read(json);
      case Task.Regression(int outputs)
          when json.string("type").equals("several") && json.list("numbers").size() == outputs ->
          new Several(json.list("numbers").stream().map(Numbers::read).toList());
      case Task.Regression(int outputs) when json.string("type").equals("labels") ->
          new Labels(outputs);
      case Task.Regression(int outputs) when json.string("type").equals(ITSELF) ->
          new Itself(outputs);
      default -> throw json.error("does not go with the model's task.");
    };
  }
}
