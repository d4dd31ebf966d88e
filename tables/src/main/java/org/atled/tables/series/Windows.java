package org.atled.tables.series;

import java.util.Arrays;
import java.util.OptionalInt;
import org.atled.core.error.ArgumentException;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;

/**
 * How examples are made of a series: from the last values before a step all values of the horizon
 * after it at once. The network learns what a plain forecast leaves: the last value, or where that
 * did better in the part to learn from, the value one season before. It sees the values before as
 * differences to the last one, or to one season before, how high the last one is, and where in the
 * season it is. Where swings grow with the level, all of it is of logarithms.
 *
 * @param horizon how many steps are forecast
 * @param lags how many values before are seen
 * @param season after how many steps the series comes back to something like itself; empty if it
 *     does not
 * @param seasonal whether the plain forecast is one season before
 * @param logarithmic whether logarithms are learned
 * @param mean of the values to learn from
 * @param scale what differences are divided by
 * @param least of the values to learn from; the logarithm of what is below is that of it
 */
public record Windows(
    int horizon,
    int lags,
    OptionalInt season,
    boolean seasonal,
    boolean logarithmic,
    double mean,
    double scale,
    double least) {
  /** How many windows there must be to learn from. */
  private static final int LEAST = 8;

  /** A correlation of level and swing from which on they are taken to grow together. */
  private static final double GROWS = 0.7;

  private static final int LEAST_BLOCKS = 4;

  /**
   * Decides by a part of a series that is to be learned from.
   *
   * @param lags empty for one season and half a horizon, but at least a horizon
   * @throws ArgumentException if the part is too short; it says how long it must be
   */
  public static Windows of(
      String name, double[] values, int horizon, OptionalInt season, OptionalInt lags) {
    int usual = Math.max(horizon, season.orElse(horizon) + horizon / 2);
    int seen = lags.orElse(Math.clamp(values.length / 3, 1, usual));
    check(name, values.length, horizon, seen, LEAST);
    boolean logarithmic = growsWithLevel(values, season.orElse(horizon));
    double[] z = logarithmic ? logarithms(values) : values;
    boolean seasonal =
        season.isPresent()
            && values.length >= season.getAsInt() + seen + horizon + LEAST
            && error(z, horizon, season) < error(z, horizon, OptionalInt.empty());
    double least = Arrays.stream(values).min().orElseThrow();
    double scale = spread(z, seasonal ? season : OptionalInt.empty());
    return new Windows(horizon, seen, season, seasonal, logarithmic, mean(z), scale, least);
  }

  private static void check(String name, int length, int horizon, int lags, int windows) {
    int needed = lags + horizon + windows - 1;
    if (length < needed) {
      throw new ArgumentException(
          ("%s has %d values to learn from, but %d lags, a horizon of %d and %d windows need %d;"
                  + " take a smaller --horizon or fewer --lags.")
              .formatted(name, length, lags, horizon, windows, needed));
    }
  }

  /** Whether all are above 0, and swings within blocks grow with the blocks' means. */
  private static boolean growsWithLevel(double[] values, int block) {
    int blocks = values.length / Math.max(2, block);
    if (blocks < LEAST_BLOCKS || Arrays.stream(values).anyMatch(v -> v <= 0)) {
      return false;
    }
    double[] means = new double[blocks];
    double[] swings = new double[blocks];
    for (int b = 0; b < blocks; b++) {
      double[] part = Arrays.copyOfRange(values, b * block, (b + 1) * block);
      means[b] = mean(part);
      swings[b] = deviation(part);
    }
    double covariance = 0;
    for (int b = 0; b < blocks; b++) {
      covariance += (means[b] - mean(means)) * (swings[b] - mean(swings)) / blocks;
    }
    return covariance > GROWS * deviation(means) * deviation(swings);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  private static double deviation(double[] values) {
    double mean = mean(values);
    return Math.sqrt(Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / values.length);
  }

  private static double[] logarithms(double[] values) {
    return Arrays.stream(values).map(StrictMath::log).toArray();
  }

  /** Of plain forecasts from each step on. */
  private static double error(double[] z, int horizon, OptionalInt season) {
    double sum = 0;
    int count = 0;
    for (int end = season.orElse(1); end + horizon <= z.length; end++) {
      double[] plain = plain(z, end, horizon, season);
      for (int h = 0; h < horizon; h++) {
        sum += Math.abs(plain[h] - z[end + h]);
        count++;
      }
    }
    return count == 0 ? Double.POSITIVE_INFINITY : sum / count;
  }

  /**
   * The last value for all steps of a horizon, or the last known ones at the same places of a
   * season.
   *
   * @param end how many values are known
   */
  public static double[] plain(double[] values, int end, int horizon, OptionalInt season) {
    double[] forecast = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      forecast[h] =
          season.isPresent()
              ? values[end - season.getAsInt() + h % season.getAsInt()]
              : values[end - 1];
    }
    return forecast;
  }

  /** How much the differences that are seen spread. */
  private static double spread(double[] z, OptionalInt base) {
    double[] seen = z;
    if (base.isPresent()) {
      int s = base.getAsInt();
      seen = new double[z.length - s];
      Arrays.setAll(seen, t -> z[t + s] - z[t]);
    }
    double deviation = deviation(seen);
    return deviation > 0 ? deviation : 1;
  }

  private OptionalInt base() {
    return seasonal ? season : OptionalInt.empty();
  }

  /** How many values must be known before a window. */
  public int before() {
    return lags + base().orElse(0);
  }

  /** How many numbers the network sees. */
  public int inputs() {
    return lags + 1 + (season.isPresent() ? 2 : 0);
  }

  private double z(double value) {
    return logarithmic ? StrictMath.log(Math.max(value, least)) : value;
  }

  /**
   * What the network sees.
   *
   * @param end how many values are known
   */
  public double[] input(double[] values, int end) {
    return input(values, end, end);
  }

  /**
   * The same of a series that does not begin where what was learned from began.
   *
   * @param place of the first value to forecast, counted from there
   */
  public double[] input(double[] values, int end, int place) {
    double[] input = new double[inputs()];
    for (int i = 0; i < lags; i++) {
      int t = end - lags + i;
      double beside = values[seasonal ? t - season.orElseThrow() : end - 1];
      input[i] = (z(values[t]) - z(beside)) / scale;
    }
    input[lags] = (z(values[end - 1]) - mean) / scale;
    if (season.isPresent()) {
      int s = season.getAsInt();
      double turn = 2 * Math.PI * Math.floorMod(place, s) / s;
      input[lags + 1] = StrictMath.sin(turn);
      input[lags + 2] = StrictMath.cos(turn);
    }
    return input;
  }

  /** What it is to give: what the plain forecast leaves of the values from there on. */
  double[] target(double[] values, int end) {
    double[] plain = plain(values, end, horizon, base());
    double[] target = new double[horizon];
    Arrays.setAll(target, h -> (z(values[end + h]) - z(plain[h])) / scale);
    return target;
  }

  /**
   * The forecast of what a network gave; where no known value is below 0, none is.
   *
   * @param outputs one for each step of the horizon
   * @param end how many values are known
   */
  public double[] forecast(double[] outputs, double[] values, int end) {
    double[] plain = plain(values, end, horizon, base());
    double lowest =
        Arrays.stream(values, 0, end).allMatch(value -> value >= 0) ? 0 : Double.NEGATIVE_INFINITY;
    double[] forecast = new double[horizon];
    Arrays.setAll(
        forecast,
        h -> {
          double z = z(plain[h]) + outputs[h] * scale;
          return Math.max(lowest, logarithmic ? StrictMath.exp(z) : z);
        });
    return forecast;
  }

  JsonObject json() {
    return JsonObject.builder()
        .put("horizon", horizon)
        .put("lags", lags)
        .put("season", season.orElse(0))
        .put("seasonal", seasonal)
        .put("logarithmic", logarithmic)
        .put("mean", mean)
        .put("scale", scale)
        .put("least", least)
        .build();
  }

  static Windows read(JsonPlace json) {
    int season = json.intValue("season");
    return new Windows(
        json.intValue("horizon"),
        json.intValue("lags"),
        season > 0 ? OptionalInt.of(season) : OptionalInt.empty(),
        json.bool("seasonal"),
        json.bool("logarithmic"),
        json.doubleValue("mean"),
        json.doubleValue("scale"),
        json.doubleValue("least"));
  }
}
