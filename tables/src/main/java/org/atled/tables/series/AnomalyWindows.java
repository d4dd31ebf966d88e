package org.atled.tables.series;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.NamedTensors;
import org.atled.data.Task;
import org.atled.data.TensorDataset;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;
import org.atled.tables.CsvFormat;
import org.atled.tables.DateOrder;

/**
 * Windows over a time series as a network sees them that is to give them back: so many values after
 * each other, less their mean, divided by how much values spread about the means of windows. What
 * level a window has is not seen.
 *
 * @param target the column of the values
 * @param time the column that tells when; empty if none does
 * @param order of the parts of its dates, in which later ones are read too
 * @param steps how many values a window has
 * @param scale what they are divided by
 * @param format how the file is laid out
 */
public record AnomalyWindows(
    String target,
    Optional<String> time,
    Optional<DateOrder> order,
    int steps,
    double scale,
    CsvFormat format) {
  /** Where no season stands out. */
  private static final int USUAL = 32;

  /** How many windows there must be to learn from. */
  private static final int LEAST = 8;

  /**
   * Decides by the first values of a series.
   *
   * @param known how many are learned from
   * @param season how many values a season has, if that is known
   * @param given how many values a window is to have; else a season, or 32; so it is too where the
   *     season that stands out is longer than what is measured on
   * @throws ArgumentException if there are too few values
   */
  public static AnomalyWindows of(
      TimeSeries series, int known, OptionalInt season, OptionalInt given, CsvFormat format) {
    double[] past = Arrays.copyOf(series.values(), known);
    int kept = series.length() - known;
    int most = Math.min(kept, known - LEAST + 1);
    OptionalInt natural = season.isPresent() ? season : upTo(most, Season.of(past));
    int steps = given.orElse(natural.orElse(Math.clamp(Math.min(known / 3, most), 2, USUAL)));
    if (steps < 2) {
      throw new ArgumentException(
          "A window of %d value is given back by its mean alone; take --lags of at least 2."
              .formatted(steps));
    }
    if (kept < steps || known < steps + LEAST - 1) {
      throw new ArgumentException(
          ("%s has %d values, %d to learn from and the last %d to measure on, but %d windows of %d"
                  + " values need %d to learn from, and one %d to measure on; give more rows, or"
                  + " take smaller windows by --lags.")
              .formatted(
                  series.name(),
                  series.length(),
                  known,
                  kept,
                  LEAST,
                  steps,
                  steps + LEAST - 1,
                  steps));
    }
    double squares = 0;
    int count = known - steps + 1;
    for (int at = 0; at < count; at++) {
      double mean = mean(past, at, steps);
      for (int i = 0; i < steps; i++) {
        squares += (past[at + i] - mean) * (past[at + i] - mean);
      }
    }
    double spread = Math.sqrt(squares / count / steps);
    return new AnomalyWindows(
        series.name(),
        series.clock().column(),
        series.clock().order(),
        steps,
        spread > 0 ? spread : 1,
        format);
  }

  private static OptionalInt upTo(int most, OptionalInt season) {
    return season.orElse(0) > most ? OptionalInt.empty() : season;
  }

  private static double mean(double[] values, int from, int count) {
    double sum = 0;
    for (int i = 0; i < count; i++) {
      sum += values[from + i];
    }
    return sum / count;
  }

  /** How many windows lie in so many steps. */
  public int count(int length) {
    return length - steps + 1;
  }

  /**
   * The windows that begin at steps one after the other, row-major.
   *
   * @param from where the first begins
   */
  float[] inputs(double[] values, int from, int count) {
    float[] all = new float[Math.multiplyExact(count, steps)];
    for (int w = 0; w < count; w++) {
      double mean = mean(values, from + w, steps);
      for (int i = 0; i < steps; i++) {
        all[w * steps + i] = (float) ((values[from + w + i] - mean) / scale);
      }
    }
    return all;
  }

  /**
   * All windows within a part of a series, each to be given back as it is.
   *
   * @param from the part's first step
   * @param to the step after its last
   */
  public TensorDataset examples(String name, TimeSeries series, int from, int to) {
    int count = count(to - from);
    Tensor windows = Tensor.of(inputs(series.values(), from, count), Shape.of(count, steps));
    return TensorDataset.of(
        name, new Task.Regression(steps), NamedTensors.of(Batch.X, windows).with(Batch.Y, windows));
  }

  JsonObject json() {
    JsonObject.Builder json = JsonObject.builder().put("target", target);
    time.ifPresent(column -> json.put("time", column));
    order.ifPresent(dates -> json.put("order", dates.toString()));
    return json.put("steps", steps).put("scale", scale).put("format", format.json()).build();
  }

  static AnomalyWindows read(JsonPlace json) {
    Optional<DateOrder> order =
        json.find("order").isEmpty()
            ? Optional.empty()
            : Optional.of(
                DateOrder.named(json.string("order"))
                    .orElseThrow(() -> json.get("order").error("is no order of dates.")));
    int steps = json.intValue("steps");
    double scale = json.doubleValue("scale");
    if (steps < 2) {
      throw json.get("steps").error("must be at least 2.");
    }
    if (!(scale > 0)) {
      throw json.get("scale").error("must be above 0.");
    }
    return new AnomalyWindows(
        json.string("target"),
        json.find("time").map(_ -> json.string("time")),
        order,
        steps,
        scale,
        CsvFormat.read(json.object("format")));
  }
}
