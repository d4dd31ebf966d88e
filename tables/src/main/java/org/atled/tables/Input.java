package org.atled.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

  /** What training makes of it: {@code one-hot in 3}. */
  String becomes();

  JsonObject json();

  /**
   * Why a column says nothing in rows to learn from; nothing if it says something. It may have no
   * value there, the same one everywhere, or nearly as many texts as rows.
   *
   * @param gathering which texts share an input
   */
  static Optional<String> uselessness(Column column, int[] rows, Gathering gathering) {
    if (column.isNumeric() && differs(column, rows)) {
      return Optional.empty();
    }
    int[] present = Arrays.stream(rows).filter(row -> !column.isMissing(row)).toArray();
    if (present.length == 0) {
      return Optional.of(
          column.missing() == column.size()
              ? "every value is missing"
              : "every value of the rows to learn from is missing");
    }
    if (column.isNumeric()) {
      return Optional.of(everywhere(column, present, rows.length));
    }
    if (column.dates().isPresent()) {
      return Calendar.of(column, rows).parts.isEmpty()
          ? Optional.of(
              Arrays.stream(present).mapToObj(column::text).distinct().count() == 1
                  ? everywhere(column, present, rows.length)
                  : "its dates have the same year, month, day, weekday and hour")
          : Optional.empty();
    }
    long texts = Arrays.stream(present).mapToObj(column::text).distinct().count();
    if (texts == 1 && present.length == rows.length) {
      return Optional.of(everywhere(column, present, rows.length));
    }
    int rare = gathering.rare();
    long frequent = rare > 1 ? OneHot.of(column, rows, gathering).categories.size() : texts;
    if (frequent == 0 && present.length == rows.length) {
      return Optional.of("none of its texts stands in " + rare + " rows to learn from");
    }
    return frequent <= OneHot.most(rows.length)
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "it has %,d different texts in %,d rows to learn from, such as %s, too many to be"
                    + " categories%s",
                frequent,
                rows.length,
                column.shown(present[0]),
                Dates.are(column)
                    ? "; --dates learns them as dates"
                    : FreeText.is(column)
                        ? "; a model of lines reads sentences:"
                            + Words.option(" --text", column.name())
                        : ""));
  }

  /** Whether a column has two different numbers in some rows. */
  private static boolean differs(Column column, int[] rows) {
    double first = Double.NaN;
    for (int row : rows) {
      double number = column.number(row);
      if (!Double.isNaN(number)) {
        if (number != first && !Double.isNaN(first)) {
          return true;
        }
        first = number;
      }
    }
    return false;
  }

  private static String everywhere(Column column, int[] present, int rows) {
    return "it has "
        + (column.isNumeric() ? column.text(present[0]) : column.shown(present[0]))
        + (present.length == rows ? " in every row" : " wherever it has a value")
        + (present.length < column.size() - column.missing() ? " to learn from" : "");
  }

  /**
   * Fits a column that says something.
   *
   * @param rows those to learn from
   * @param gathering which texts share an input
   */
  static Input fit(Column column, int[] rows, Gathering gathering) {
    if (column.dates().isPresent()) {
      return Calendar.of(column, rows);
    }
    if (column.isNumeric()) {
      return Number.of(column, rows);
    }
    long texts =
        Arrays.stream(rows)
            .filter(row -> !column.isMissing(row))
            .mapToObj(column::text)
            .distinct()
            .count();
    if (gathering.hashes(texts)) {
      return Hashed.of(column, rows, gathering.hashed().orElseThrow());
    }
    OneHot categories = OneHot.of(column, rows, gathering);
    return gathering.embeds(texts) ? new Embedded(categories) : categories;
  }

  /**
   * A number x as (x − mean) / deviation. A missing one is taken for the mean, which is 0 then and
   * adds nothing to the first layer.
   *
   * @param mean over the training rows that have a value
   * @param deviation the standard deviation over them (the root of the mean square)
   * @param notation how they are written
   */
  record Number(String name, int index, double mean, double deviation, Notation notation)
      implements Input {
    static Number of(Column column, int[] rows) {
      Spread spread = Spread.of(rows, column::number);
      // Numbers that differ may have a deviation that is none in double.
      double deviation = spread.deviation() > 0 ? spread.deviation() : 1;
      return new Number(column.name(), column.index(), spread.mean(), deviation, column.notation());
    }

    /** A number of the column for a network: NaN, or infinite, if it is none for it. */
    float of(double number) {
      return (float) ((number - mean) / deviation);
    }

    @Override
    public int width() {
      return 1;
    }

    @Override
    public String becomes() {
      return "1 number";
    }

    /** For messages. */
    String spread() {
      return "mean " + (float) mean + ", deviation " + (float) deviation;
    }

    @Override
    public JsonObject json() {
      JsonObject.Builder json =
          JsonObject.builder()
              .put("name", name)
              .put("index", index)
              .put("type", "number")
              .put("mean", mean)
              .put("deviation", deviation);
      notation.put(json);
      return json.build();
    }
  }

  /**
   * A text as a 1 at its category and 0 elsewhere. A text that is no category is 0 everywhere, or
   * one of the rare ones if there is a category of these.
   *
   * @param categories the texts of the training rows, by their characters
   * @param missing whether a missing value is a category too, behind these: so it is if a training
   *     row had one
   * @param rare whether all texts of few training rows are a category together, the last one
   */
  record OneHot(String name, int index, List<String> categories, boolean missing, boolean rare)
      implements Input {
    private static final int ALWAYS = 20;

    public OneHot {
      categories = List.copyOf(categories);
    }

    /** More texts than this are nearly as many as there are rows. */
    private static int most(int rows) {
      return Math.max(ALWAYS, rows / 2);
    }

    static OneHot of(Column column, int[] rows, Gathering gathering) {
      TreeMap<String, Integer> categories = new TreeMap<>();
      boolean missing = false;
      for (int row : rows) {
        if (column.isMissing(row)) {
          missing = true;
        } else {
          categories.merge(column.text(row), 1, Integer::sum);
        }
      }
      boolean some = categories.keySet().removeAll(gathering.gathered(categories));
      List<String> names = new ArrayList<>(categories.keySet());
      return new OneHot(column.name(), column.index(), names, missing, some);
    }

    /** Which of the categories a text is, also another word for true or false; or -1. */
    int place(String text) {
      int known = Collections.binarySearch(categories, text);
      return known < 0 ? BooleanWords.same(categories, text) : known;
    }

    static OneHot read(String name, int index, JsonPlace json) {
      List<String> categories = json.strings("categories");
      if (!List.copyOf(new TreeSet<>(categories)).equals(categories)) {
        throw json.get("categories").error("are not in order, each once.");
      }
      boolean rare = json.find("rare").isPresent() && json.bool("rare");
      return new OneHot(name, index, categories, json.bool("missing"), rare);
    }

    @Override
    public int width() {
      return categories.size() + (missing ? 1 : 0) + (rare ? 1 : 0);
    }

    @Override
    public String becomes() {
      return "one-hot in " + width() + (rare ? " with one for rare ones" : "");
    }

    @Override
    public JsonObject json() {
      return json("one-hot");
    }

    JsonObject json(String type) {
      JsonObject.Builder json =
          JsonObject.builder()
              .put("name", name)
              .put("index", index)
              .put("type", type)
              .put("categories", JsonArray.ofStrings(categories))
              .put("missing", missing);
      if (rare) {
        json.put("rare", true);
      }
      return json.build();
    }
  }

  /**
   * A text as a 1 at the place that its hash says, which others may share, and 0 elsewhere. No text
   * is unknown.
   *
   * @param buckets how many places there are
   * @param missing whether a missing value has a place too, behind these: so it is if a training
   *     row had one
   */
  record Hashed(String name, int index, int buckets, boolean missing) implements Input {
    private static final int MOST = 1 << 18;

    static Hashed of(Column column, int[] rows, int buckets) {
      boolean missing = Arrays.stream(rows).anyMatch(column::isMissing);
      return new Hashed(column.name(), column.index(), buckets, missing);
    }

    static Hashed read(String name, int index, JsonPlace json) {
      int buckets = json.intValue("buckets");
      if (buckets < 2 || buckets > MOST) {
        throw json.get("buckets").error("must be from 2 to " + MOST + ".");
      }
      return new Hashed(name, index, buckets, json.bool("missing"));
    }

    @Override
    public int width() {
      return buckets + (missing ? 1 : 0);
    }

    @Override
    public String becomes() {
      return "hashed in " + width();
    }

    @Override
    public JsonObject json() {
      return JsonObject.builder()
          .put("name", name)
          .put("index", index)
          .put("type", "hashed")
          .put("buckets", buckets)
          .put("missing", missing)
          .build();
    }
  }

  /**
   * A text as the number of its category, from 1, for which {@link Preparation#embedding} has a
   * vector; 0 for a text that is none.
   *
   * @param known the categories, which would stand at these places, less 1
   */
  record Embedded(OneHot known) implements Input {
    /** More categories than this are never taken. */
    static final int MOST = 1 << 18;

    static Embedded read(String name, int index, JsonPlace json) {
      return new Embedded(OneHot.read(name, index, json));
    }

    @Override
    public String name() {
      return known.name();
    }

    @Override
    public int index() {
      return known.index();
    }

    @Override
    public int width() {
      return 1;
    }

    /** How many numbers there are, 0 among them. */
    int entries() {
      return known.width() + 1;
    }

    @Override
    public String becomes() {
      return "one of "
          + known.width()
          + " vectors"
          + (known.rare() ? " with one for rare ones" : "");
    }

    @Override
    public JsonObject json() {
      return known.json("embedded");
    }
  }

  /**
   * A date as the parts of it that differ in the training rows: the year as (year − mean) /
   * deviation, the others by sine and cosine. A missing date is 0 everywhere.
   *
   * @param order in which the dates are written
   * @param parts in the order of their numbers
   * @param mean of the years in the training rows; 0 if they are not learned
   * @param deviation of them; 1 if they are not learned
   */
  record Calendar(
      String name, int index, DateOrder order, List<DatePart> parts, double mean, double deviation)
      implements Input {
    public Calendar {
      parts = List.copyOf(parts);
    }

    static Calendar of(Column column, int[] rows) {
      DateOrder order = column.dates().orElseThrow();
      List<Moment> moments =
          Arrays.stream(rows)
              .filter(row -> !column.isMissing(row))
              .mapToObj(row -> Moment.of(column.text(row), order))
              .flatMap(Optional::stream)
              .toList();
      List<DatePart> parts =
          Stream.of(DatePart.values())
              .filter(part ->
                  moments.stream()
                          .mapToDouble(part::of)
                          .filter(value -> !Double.isNaN(value))
                          .distinct()
                          .limit(2)
                          .count()
                      > 1)
              .toList();
      Spread years =
          Spread.of(
              moments.stream().mapToDouble(DatePart.YEAR::of).filter(year -> !Double.isNaN(year)));
      return parts.contains(DatePart.YEAR)
          ? new Calendar(
              column.name(), column.index(), order, parts, years.mean(), years.deviation())
          : new Calendar(column.name(), column.index(), order, parts, 0, 1);
    }

    static Calendar read(String name, int index, JsonPlace json) {
      DateOrder order =
          DateOrder.named(json.string("order"))
              .orElseThrow(() -> json.get("order").error("is no order of dates."));
      List<DatePart> parts =
          json.strings("parts").stream()
              .map(part ->
                  DatePart.named(part)
                      .orElseThrow(() -> json.get("parts").error("holds \"" + part + "\".")))
              .toList();
      if (parts.size() != Set.copyOf(parts).size()) {
        throw json.get("parts").error("holds a part twice.");
      }
      return new Calendar(
          name, index, order, parts, json.doubleValue("mean"), Spread.deviation(json));
    }

    @Override
    public int width() {
      return parts.stream().mapToInt(DatePart::width).sum();
    }

    @Override
    public String becomes() {
      return parts.stream().map(DatePart::toString).collect(Collectors.joining(", "))
          + " in "
          + width();
    }

    @Override
    public JsonObject json() {
      return JsonObject.builder()
          .put("name", name)
          .put("index", index)
          .put("type", "date")
          .put("order", order.toString())
          .put("parts", JsonArray.ofStrings(parts.stream().map(DatePart::toString).toList()))
          .put("mean", mean)
          .put("deviation", deviation)
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
      case "number" ->
          new Number(
              name, index, json.doubleValue("mean"), Spread.deviation(json), Notation.read(json));
      case "one-hot" -> OneHot.read(name, index, json);
      case "hashed" -> Hashed.read(name, index, json);
      case "embedded" -> Embedded.read(name, index, json);
      case "date" -> Calendar.read(name, index, json);
      default ->
          throw json.get("type")
              .error("is none of \"number\", \"one-hot\", \"hashed\", \"embedded\" and \"date\".");
    };
  }
}
