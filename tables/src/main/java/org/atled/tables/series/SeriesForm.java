package org.atled.tables.series;

import java.nio.file.Path;
import java.util.Arrays;
import org.atled.core.error.FormatException;

/**
 * The form in which a network sees series: so many channels and steps, each channel with mean 0 and
 * deviation 1.
 *
 * @param pads whether shorter series get their mean at their end, and missing values the straight
 *     line between their neighbours
 */
public record SeriesForm(int channels, int steps, boolean pads) {
  /** Of a channel whose values differ by less all are the same. */
  private static final double LEAST = 1e-12;

  /**
   * That of the series of a file, which are of one length, or no longer than the longest.
   *
   * @throws FormatException naming a line, if one is empty, of other channels or, unless it is
   *     padded, of another length
   */
  public static SeriesForm of(SeriesFile file, boolean pads) {
    LabelledSeries first = file.series().getFirst();
    int channels = first.channels().size();
    int steps =
        pads
            ? file.series().stream().mapToInt(LabelledSeries::steps).max().orElseThrow()
            : first.steps();
    SeriesForm form = new SeriesForm(channels, steps, pads);
    for (LabelledSeries series : file.series()) {
      form.check(file.file(), series, "that on line " + first.line());
    }
    return form;
  }

  private void check(Path file, LabelledSeries series, String other) {
    int length = series.steps();
    if (length == 0) {
      throw SeriesFile.error(file, series.line(), "the series has no value; leave it out.");
    }
    if (series.channels().size() != channels) {
      throw SeriesFile.error(
          file,
          series.line(),
          "the series has %d channels, but %s has %d; all must have the same."
              .formatted(series.channels().size(), other, channels));
    }
    if (length > steps || length < steps && !pads) {
      throw SeriesFile.error(
          file,
          series.line(),
          "the series has %d values, but %s has %d; %s."
              .formatted(
                  length,
                  other,
                  steps,
                  pads
                      ? "cut it, since only shorter ones are padded"
                      : "give all the same length, or train with --pad, which fills shorter ones at"
                          + " their end"));
    }
  }

  /** As {@link #write} for each of a file, one behind the other. */
  float[] of(SeriesFile file) {
    int each = channels * steps;
    float[] all = new float[Math.multiplyExact(file.series().size(), each)];
    for (int i = 0; i < file.series().size(); i++) {
      LabelledSeries series = file.series().get(i);
      check(file.file(), series, "what the model learned from");
      write(file.file(), series, all, i * each);
    }
    return all;
  }

  /** Writes a series, [channels, steps]. */
  private void write(Path file, LabelledSeries series, float[] into, int at) {
    for (int c = 0; c < channels; c++) {
      double[] values = filled(file, series, c);
      double mean = Arrays.stream(values).average().orElse(0);
      double square = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0);
      double deviation = Math.sqrt(square);
      for (int t = 0; t < values.length; t++) {
        into[at + c * steps + t] = deviation > LEAST ? (float) ((values[t] - mean) / deviation) : 0;
      }
    }
  }

  /** A channel without missing values, as long as it is. */
  private double[] filled(Path file, LabelledSeries series, int channel) {
    double[] given = series.channels().get(channel);
    double[] values = Arrays.copyOf(given, LabelledSeries.steps(given));
    if (!pads && values.length < steps) {
      throw missing(file, series.line(), values.length);
    }
    int known = -1;
    for (int t = 0; t < values.length; t++) {
      if (Double.isNaN(values[t])) {
        continue;
      }
      if (!pads && known < t - 1) {
        throw missing(file, series.line(), known + 1);
      }
      for (int gap = known + 1; gap < t; gap++) {
        double before = known < 0 ? values[t] : values[known];
        values[gap] = before + (values[t] - before) * (gap - known) / (t - known);
      }
      known = t;
    }
    return values;
  }

  private static FormatException missing(Path file, int line, int step) {
    return SeriesFile.error(
        file,
        line,
        "value %d is missing; fill it, or train with --pad, which draws a straight line between its neighbours."
            .formatted(step + 1));
  }
}
