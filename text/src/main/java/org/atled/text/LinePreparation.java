package org.atled.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.data.Task;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;
import org.atled.tables.Column;
import org.atled.tables.Kind;
import org.atled.tables.Origin;
import org.atled.tables.Table;
import org.atled.tables.Target;

/**
 * How examples are made of lines of text that have a class, and of a table with a column of each.
 *
 * @param tokenizer cuts lines
 * @param context the greatest number of ids of a line
 * @param refusesLong whether a longer line is an error, else its end is cut off
 * @param text the column of the lines, by name
 * @param target the column of the classes
 * @param classes that are told apart
 * @param origin the table that was learned from, if one was
 */
public record LinePreparation(
    Tokenizer tokenizer,
    int context,
    boolean refusesLong,
    String text,
    String target,
    Target.Classes classes,
    Optional<Origin> origin) {
  static final String TYPE = "lines";
  private static final String ORIGIN = "origin";

  public LinePreparation {
    if (context < 1) {
      throw new ArgumentException(
          "LinePreparation: the context is %d but must be at least 1.".formatted(context));
    }
  }

  /** For lines that no table holds. */
  public static LinePreparation of(Tokenizer tokenizer, int context, List<String> classes) {
    return new LinePreparation(
        tokenizer,
        context,
        false,
        "text",
        "label",
        new Target.Classes(classes, false),
        Optional.empty());
  }

  /** The same with another context. */
  public LinePreparation within(int steps) {
    return new LinePreparation(tokenizer, steps, refusesLong, text, target, classes, origin);
  }

  /**
   * Ids of lines.
   *
   * @param cut how many were longer than the context, and lost their ends
   */
  public record Encoded(List<int[]> ids, int cut) {}

  /**
   * Cuts lines.
   *
   * @param place what errors call each
   * @throws ArgumentException naming one of which nothing comes, or that has what the tokenizer has
   *     no id for, or that is longer than the context if such are refused
   */
  public Encoded encoded(List<String> lines, IntFunction<String> place) {
    List<int[]> all = new ArrayList<>();
    int cut = 0;
    for (int i = 0; i < lines.size(); i++) {
      int[] ids = ids(lines.get(i), place.apply(i));
      if (ids.length == 0) {
        throw new ArgumentException(
            place.apply(i) + " is empty; give it some text, or leave it out.");
      }
      if (ids.length > context && refusesLong) {
        throw new ArgumentException(
            "%s has %,d ids, more than the context of %,d; shorten it, or train with a greater --context or without --refuse-long."
                .formatted(place.apply(i), ids.length, context));
      }
      cut += ids.length > context ? 1 : 0;
      all.add(ids.length > context ? Arrays.copyOf(ids, context) : ids);
    }
    return new Encoded(all, cut);
  }

  private int[] ids(String line, String place) {
    try {
      return tokenizer.encode(line);
    } catch (AtledException e) {
      throw e.within(place);
    }
  }

  /**
   * Examples of lines.
   *
   * @param labels of each the name of its class
   * @throws ArgumentException as {@link #encoded}, or if a label is no class
   */
  public LabelledLines examples(String name, List<String> lines, List<String> labels) {
    long[] numbers = new long[labels.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = classes.classes().indexOf(labels.get(i));
      if (numbers[i] < 0) {
        throw new ArgumentException(
            "Label %d, \"%s\", is none of the classes %s."
                .formatted(i, labels.get(i), classes.classes()));
      }
    }
    return examples(name, encoded(lines, i -> "Text " + i), numbers);
  }

  /**
   * Examples of rows of a table, all of which have both columns.
   *
   * @throws AtledException naming file and line of what does not fit
   */
  public LabelledLines examples(String name, Table table, int... rows) {
    long[] labels = classes.labels(table, table.column(target), rows);
    return examples(name, encoded(table, rows), labels);
  }

  private LabelledLines examples(String name, Encoded encoded, long... labels) {
    return LabelledLines.of(
        name, encoded.ids(), labels, classes.classes(), tokenizer.size(), context);
  }

  /**
   * Ids of rows of a table.
   *
   * @throws AtledException naming file and line of what does not fit
   */
  public Encoded encoded(Table table, int... rows) {
    Column column = table.column(text);
    return encoded(
        Arrays.stream(rows).mapToObj(row -> line(column, row)).toList(),
        i -> "%s: line %d, %s".formatted(table.file(), table.line(rows[i]), column.title()));
  }

  private static String line(Column column, int row) {
    return column.isMissing(row) ? "" : column.text(row);
  }

  /** The rows of a table that have a class and a text of which something comes. */
  public int[] rows(Table table) {
    Column lines = table.column(text);
    Column labels = table.column(target);
    return Arrays.stream(table.allRows())
        .filter(row -> !labels.isMissing(row) && hasText(lines, row))
        .toArray();
  }

  /** Whether a column has a text in a row. */
  public static boolean hasText(Column column, int row) {
    return !column.isMissing(row) && !column.text(row).isBlank();
  }

  /** The rows of the table that was learned from that were kept from the model. */
  public int[] kept(Table table) {
    Column lines = table.column(text);
    List<Column> targets = List.of(table.column(target));
    return Arrays.stream(origin.orElseThrow().testRows(table, targets, Kind.CLASSIFICATION))
        .filter(row -> hasText(lines, row))
        .toArray();
  }

  /** To be saved with a model: {@link org.atled.train.SavedModel#save}. */
  public JsonObject json() {
    JsonObject.Builder json =
        JsonObject.builder()
            .put("type", TYPE)
            .put("context", context)
            .put("refuse_long", refusesLong)
            .put("text", text)
            .put("target", target)
            .put("classes", classes.json())
            .put("tokenizer", tokenizer.toJson());
    origin.ifPresent(from -> json.put(ORIGIN, from.json()));
    return json.build();
  }

  static LinePreparation read(JsonPlace json, Task task) {
    if (!(Target.read(json.object("classes"), task) instanceof Target.Classes classes)) {
      throw json.get("classes").error("are no classes.");
    }
    return new LinePreparation(
        Tokenizers.of(json.object("tokenizer")),
        json.intValue("context"),
        json.bool("refuse_long"),
        json.string("text"),
        json.string("target"),
        classes,
        json.find(ORIGIN).map(Origin::read));
  }
}
