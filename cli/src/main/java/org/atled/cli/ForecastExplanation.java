package org.atled.cli;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.atled.core.tensor.Tensor;
import org.atled.explain.IntegratedGradients;
import org.atled.formats.json.JsonArray;
import org.atled.formats.json.JsonObject;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.plot.ModelFigures;
import org.atled.plot.Panels;
import org.atled.tables.series.ForecastModel;
import org.atled.tables.series.TimeSeries;
import org.atled.tables.series.Windows;
import org.atled.train.SavedModel;

/**
 * What each known value adds to the forecast of the next one: integrated gradients from a window in
 * which nothing differs, where each value is what the plain forecast makes of it and the level is
 * the mean, at the same place in the season and of the calendar. Parts are in the unit of the
 * series, or of its logarithms where those are learned.
 *
 * @param series its name
 * @param time of the value that is forecast
 * @param forecast of it
 * @param stamps of the values that are seen
 * @param seen the values
 * @param parts what each adds
 * @param level what the level adds
 * @param isOfLogarithms what they are parts of
 * @param whole of which these are the sums, in deviations
 * @param scale what a deviation is
 */
record ForecastExplanation(
    String series,
    String time,
    double forecast,
    List<String> stamps,
    double[] seen,
    double[] parts,
    double level,
    boolean isOfLogarithms,
    IntegratedGradients whole,
    double scale)
    implements Explanation {
  private static final int SAID = 5;

  /** Asks for the value that follows the last one. */
  static ForecastExplanation of(ForecastModel model, TimeSeries series) {
    Windows windows = model.preparation().windows();
    int lags = windows.lags();
    Tensor x = model.input(series, series.length());
    double[] blank = x.toDoubles();
    boolean isSequence = model.preparation().sequential();
    int columns = isSequence ? (int) x.shape().size(1) : 1;
    for (int lag = 0; lag < lags; lag++) {
      blank[lag * columns] = 0;
      if (isSequence) {
        blank[lag * columns + 1] = 0;
      }
    }
    if (!isSequence) {
      blank[lags] = 0;
    }
    SavedModel saved = model.saved();
    IntegratedGradients found =
        IntegratedGradients.of(
            batch -> saved.model().apply(batch).select(1, 0),
            x,
            Tensor.of(blank, x.shape()).to(x.dtype()));
    double[] all = found.parts().toDoubles();
    double[] parts = new double[lags];
    double level = isSequence ? 0 : all[lags];
    for (int lag = 0; lag < lags; lag++) {
      parts[lag] = all[lag * columns] * windows.scale();
      level += isSequence ? all[lag * columns + 1] : 0;
    }
    int length = series.length();
    List<String> stamps = series.clock().stamps();
    return new ForecastExplanation(
        series.name(),
        model.times(series).getFirst(),
        model.next(series)[0],
        IntStream.range(length - lags, length).mapToObj(stamps::get).toList(),
        Arrays.copyOfRange(series.values(), length - lags, length),
        parts,
        level * windows.scale(),
        windows.logarithmic(),
        found,
        windows.scale());
  }

  private String unit() {
    return isOfLogarithms ? "the logarithm of " + series : series;
  }

  @Override
  public List<String> lines() {
    String most =
        IntStream.range(0, parts.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -Math.abs(parts[i])))
            .limit(SAID)
            .map(i ->
                "%s (%s) %s"
                    .formatted(
                        stamps.get(i),
                        ForecastAnswers.text(seen[i]),
                        String.format(Locale.ROOT, "%+.4g", parts[i])))
            .collect(Collectors.joining(", "));
    return List.of(
        "%s at %s: %s".formatted(series, time, ForecastAnswers.text((float) forecast)),
        "what adds or takes most of %s: %s; the level %s"
            .formatted(unit(), most, String.format(Locale.ROOT, "%+.4g", level)),
        String.format(
            Locale.ROOT,
            "integrated gradients: the parts of all add up to %.5g; what the network adds to the"
                + " plain forecast is %.5g, of a window without differences %.5g, the difference"
                + " %.5g: missed by %.1e (%d gradients)",
            whole.sum() * scale,
            whole.score() * scale,
            whole.baseline() * scale,
            (whole.score() - whole.baseline()) * scale,
            whole.gap() * scale,
            whole.gradients()));
  }

  @Override
  public List<ModelFigures.Named> figures() {
    double[] before = new double[parts.length];
    Arrays.setAll(before, i -> i - parts.length);
    Figure values =
        Chart.of("What is seen before " + time, "step before", series)
            .line(series, before, seen)
            .wholeX()
            .figure();
    Figure adds =
        Chart.of("What each adds to the forecast", "step before", unit())
            .line("adds", before, parts)
            .horizontal("", 0)
            .wholeX()
            .figure();
    String title = "%s at %s: %s".formatted(series, time, ForecastAnswers.text((float) forecast));
    return List.of(new ModelFigures.Named("explain", Panels.of(title, 1, values, adds)));
  }

  @Override
  public void describe(JsonObject.Builder json) {
    json.put("time", time)
        .put("forecast", forecast)
        .put("of", unit())
        .put("stamps", JsonArray.ofStrings(stamps))
        .put("parts", JsonArray.of(parts))
        .put("level", level)
        .put("score", whole.score() * scale)
        .put("baseline", whole.baseline() * scale)
        .put("gap", whole.gap() * scale);
  }
}
