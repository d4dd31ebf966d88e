package org.atled.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;

/** What a column becomes for a network: one number a row, or several. */
public sealed interface Input {
  /** The column's name; without a header its index. */
  String name();

  /** Where the column stood in the table that this was fitted to. */
  int index();

  /** How many numbers a row has. */
  int width();

  JsonObject json();

  /**
   * Fits a column.
   *
   * @param rows those to learn from
   * @throws org.atled.core.error.FormatException if none of these has a value, or the column has
   *     too many different texts
   */
  static Input fit(Table table, Column column, int[] rows) {
    if (Arrays.stream(rows).allMatch(column::isMissing)) {
      throw table.error(
          column,
          "every value of the training rows is missing; leave the column out with --drop "
              + column.name()
              + ".");
    }
    return column.isNumeric() ? Number.of(column, rows) : OneHot.of(table, column, rows);
  }

  /**
   * A number x as (x − mean) / deviation. A missing one is taken for the mean, which is 0 then and
   * adds nothing to the first layer.
   *
   * @param mean over the training rows that have a value
   * @param deviation the standard deviation over them (the root of the mean square); 1 where all
   *     are equal
   */
  record Number(String name, int index, double mean, double deviation) implements Input {
    static Number of(Column column, int[] rows) {
      Spread spread =
          Spread.of(
              Arrays.stream(rows)
                  .filter(row -> !column.isMissing(row))
                  .mapToDouble(column::number));
      double deviation = spread.deviation() > 0 ? spread.deviation() : 1;
      return new Number(column.name(), column.index(), spread.mean(), deviation);
    }

    @Override
    public int width() {
      return 1;
    }

    /** For messages. */
    String spread() {
      return "mean " + (float) mean + ", deviation " + (float) deviation;
    }

    @Override
    public JsonObject json() {
      return JsonObject.builder()
          .put("name", name)
          .put("index", index)
          .put("type", "number")
          .put("mean", mean)
          .put("deviation", deviation)
          .build();
    }
  }

  /**
   * A text as a 1 at its category and 0 elsewhere. A text that is no category is 0 everywhere.
   *
   * @param categories the texts of the training rows, by their characters
   * @param missing whether a missing value is a category too, the last one: so it is if a training
   *     row had one
   */
  record OneHot(String name, int index, List<String> categories, boolean missing) implements Input {
    private static final int MOST = 1000;
    private static final int ALWAYS = 20;

    public OneHot {
      categories = List.copyOf(categories);
    }

    static OneHot of(Table table, Column column, int[] rows) {
      TreeSet<String> categories = new TreeSet<>();
      boolean missing = false;
      for (int row : rows) {
        if (column.isMissing(row)) {
          missing = true;
        } else {
          categories.add(column.text(row));
        }
      }
      if (categories.size() > Math.min(MOST, Math.max(ALWAYS, rows.length / 2))) {
        throw tooMany(table, column, categories.size(), rows.length);
      }
      return new OneHot(column.name(), column.index(), new ArrayList<>(categories), missing);
    }

    static OneHot read(String name, int index, JsonPlace json) {
      List<String> categories = json.strings("categories");
      if (!List.copyOf(new TreeSet<>(categories)).equals(categories)) {
        throw json.get("categories").error("are not in order, each once.");
      }
      return new OneHot(name, index, categories, json.bool("missing"));
    }

    private static RuntimeException tooMany(Table table, Column column, int found, int rows) {
      int first = 0;
      while (column.isMissing(first) || !Double.isNaN(column.number(first))) {
        first++;
      }
      return table.error(
          first,
          column,
          String.format(
              Locale.ROOT,
              "%s makes this a column of text, and with %,d different ones in %,d rows there"
                  + " are too many to learn from; mend it if the others are numbers, or leave the"
                  + " column out with --drop %s.",
              column.shown(first),
              found,
              rows,
              column.name()));
    }

    @Override
    public int width() {
      return categories.size() + (missing ? 1 : 0);
    }

    @Override
    public JsonObject json() {
      return JsonObject.builder()
          .put("name", name)
          .put("index", index)
          .put("type", "one-hot")
          .put("categories", JsonArray.ofStrings(categories))
          .put("missing", missing)
          .build();
    }
  }

  /** Reads what was written. */
  static Input read(JsonPlace json) {
    String name = json.string("name");
    int index = json.intValue("index");
    if (index < 0) {
      throw json.get("index").error("is negative.");
    }
    return switch (json.string("type")) {
      case "number" -> new Number(name, index, json.doubleValue("mean"), Spread.deviation(json));
      case "one-hot" -> OneHot.read(name, index, json);
      default -> throw json.get("type").error("is neither \"number\" nor \"one-hot\".");
    };
  }
}
