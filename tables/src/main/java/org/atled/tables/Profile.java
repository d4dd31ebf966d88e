package org.atled.tables;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;

/**
 * How the values of a column lie, by the shares of rows in a few bins: of numbers and dates between
 * bounds, of texts those of the categories; behind these what is missing, and what is none of them.
 *
 * @param rows how many were counted
 * @param bounds between bins, ascending, each the greatest number of the bin below it; none for
 *     texts
 * @param shares of the rows, one for each bin
 */
public record Profile(int rows, List<Double> bounds, List<Double> shares) {
  private static final int BINS = 10;

  /** Room for the bounds between bins, and for a search among them by halves. */
  private static final int ENDS = 15;

  /** An empty bin counts as so much, as half a row would in two thousand: no logarithm is of 0. */
  private static final double LEAST = 2.5e-4;

  /** Of wider tables none is kept: it would outweigh the model. */
  private static final int MOST_COLUMNS = 2000;

  private static final long HOURS = 24;

  public Profile {
    bounds = List.copyOf(bounds);
    shares = List.copyOf(shares);
  }

  /** Whether profiles are kept for so many columns. */
  static boolean isKept(int columns) {
    return columns <= MOST_COLUMNS;
  }

  /** Of rows to learn from: the bounds are their deciles, as far as these differ. */
  static Profile fit(Input input, Column column, int[] rows) {
    if (input instanceof Input.Number) {
      return fit(rows, column::number);
    }
    if (!(input instanceof Input.Calendar)) {
      return counted(input, column, rows, List.of());
    }
    // A date is read once.
    double[] hours =
        Arrays.stream(rows)
            .filter(row -> !column.isMissing(row))
            .mapToDouble(row -> number(input, column, row))
            .toArray();
    int[] places = IntStream.range(0, hours.length).toArray();
    return counted(input, column, rows, bounds(places, place -> hours[place]));
  }

  /** Of numbers, NaN where a row has none: what differs is known or without a value. */
  private static Profile fit(int[] rows, IntToDoubleFunction number) {
    List<Double> bounds = bounds(rows, number);
    double[] counts = new double[bounds.size() + 3];
    double[] ends = new double[ENDS];
    Arrays.fill(ends, Double.POSITIVE_INFINITY);
    for (int i = 0; i < bounds.size(); i++) {
      ends[i] = bounds.get(i);
    }
    for (int row : rows) {
      double value = number.applyAsDouble(row);
      counts[Double.isNaN(value) ? counts.length - 2 : bin(value, ends)]++;
    }
    return of(counts, rows.length, bounds);
  }

  /** How many of 15 ascending ends a value lies above: four steps that no value takes otherwise. */
  private static int bin(double value, double[] ends) {
    int bin = value > ends[7] ? 8 : 0;
    bin += value > ends[bin + 3] ? 4 : 0;
    bin += value > ends[bin + 1] ? 2 : 0;
    return bin + (value > ends[bin] ? 1 : 0);
  }

  /** The deciles of numbers, as far as they differ. */
  private static List<Double> bounds(int[] rows, IntToDoubleFunction number) {
    int count = 0;
    for (int row : rows) {
      count += Double.isNaN(number.applyAsDouble(row)) ? 0 : 1;
    }
    int last = count - 1;
    int[] ranks =
        IntStream.range(1, count == 0 ? 0 : BINS)
            .map(i -> (int) ((long) i * last / BINS))
            .distinct()
            .toArray();
    return Arrays.stream(Ranks.at(rows, number, count, ranks)).distinct().boxed().toList();
  }

  /** Of other rows, in the same bins. */
  Profile of(Input input, Column column, int[] others) {
    return counted(input, column, others, bounds);
  }

  private static Profile counted(Input input, Column column, int[] rows, List<Double> bounds) {
    double[] counts = new double[bins(input, bounds)];
    double[] sorted = bounds.stream().mapToDouble(bound -> bound).toArray();
    for (int row : rows) {
      counts[bin(input, column, row, sorted, counts.length)]++;
    }
    return of(counts, rows.length, bounds);
  }

  private static Profile of(double[] counts, int rows, List<Double> bounds) {
    return new Profile(
        rows,
        bounds,
        DoubleStream.of(counts).map(count -> count / Math.max(1, rows)).boxed().toList());
  }

  private static int bins(Input input, List<Double> bounds) {
    return 2
        + switch (input) {
          case Input.OneHot hot -> hot.categories().size();
          case Input.Hashed hashed -> hashed.buckets();
          case Input.Embedded embedded -> embedded.known().categories().size();
          case Input.Number _, Input.Calendar _ -> bounds.size() + 1;
        };
  }

  private static int bin(Input input, Column column, int row, double[] bounds, int bins) {
    if (column.isMissing(row)) {
      return bins - 2;
    }
    if (input instanceof Input.OneHot hot) {
      int place = hot.place(column.text(row));
      return place < 0 ? bins - 1 : place;
    }
    if (input instanceof Input.Embedded embedded) {
      return bin(embedded.known(), column, row, bounds, bins);
    }
    if (input instanceof Input.Hashed hashed) {
      return Gathering.bucket(column.text(row), hashed.buckets());
    }
    double number = number(input, column, row);
    int found = Arrays.binarySearch(bounds, number);
    return Double.isNaN(number) ? bins - 1 : found < 0 ? -found - 1 : found;
  }

  /** A number; of a date its hours since 1970, of a time those of the day. */
  private static double number(Input input, Column column, int row) {
    return input instanceof Input.Calendar calendar
        ? Moment.of(column.text(row), calendar.order())
            .map(moment ->
                moment.date().map(date -> date.toEpochDay() * HOURS).orElse(0L) + moment.hour())
            .orElse(Double.NaN)
        : column.number(row);
  }

  /** The share of rows without a value. */
  public double missing() {
    return shares.get(shares.size() - 2);
  }

  /** The share of rows whose text is none of the categories. */
  public double unknown() {
    return shares.getLast();
  }

  /**
   * The population stability index: the sum of (q − p)·ln(q / p) over the bins, with shares p
   * learned and q here. It is 0 if both are alike; more than 0.1 is usually called a change, more
   * than 0.25 a great one.
   */
  double stability(Profile here) {
    double sum = 0;
    for (int i = 0; i < shares.size(); i++) {
      double p = Math.max(LEAST, shares.get(i));
      double q = Math.max(LEAST, here.shares.get(i));
      sum += (q - p) * StrictMath.log(q / p);
    }
    return sum;
  }

  /** What the index is on average of as many rows that are drawn from the same. */
  double chance(Profile here) {
    long bins = IntStream.range(0, shares.size()).filter(i -> shares.get(i) > 0).count();
    return (bins - 1) * (1.0 / Math.max(1, rows) + 1.0 / Math.max(1, here.rows));
  }

  JsonObject json() {
    return JsonObject.builder()
        .put("rows", rows)
        .put("bounds", doubles(bounds))
        .put("shares", doubles(shares))
        .build();
  }

  private static JsonArray doubles(List<Double> all) {
    return JsonArray.of(all.stream().mapToDouble(number -> number).toArray());
  }

  /**
   * Reads what was written.
   *
   * @param input of which it is
   */
  static Profile read(JsonPlace json, Input input) {
    List<Double> bounds = DoubleStream.of(json.doubles("bounds")).boxed().toList();
    List<Double> shares = DoubleStream.of(json.doubles("shares")).boxed().toList();
    boolean ascends =
        IntStream.range(1, bounds.size()).allMatch(i -> bounds.get(i - 1) < bounds.get(i));
    if (shares.size() != bins(input, bounds) || !ascends) {
      throw json.error("does not go with column \"" + input.name() + "\".");
    }
    return new Profile(json.intValue("rows"), bounds, shares);
  }
}
