package org.atled.plot;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import org.atled.core.error.ArgumentException;
import org.atled.train.EpochReport;
import org.atled.train.EpochReport.Measured;

/** How several runs went, side by side in the same charts. */
public final class RunCurves {
  private static final int FEW = 30;
  private static final int WIDTH = 420;
  private static final int HEIGHT = 300;
  private static final int COLUMNS = 2;

  /** From which ratio of losses on the small ones would lie on one another. */
  private static final double FAR_APART = 50;

  private RunCurves() {}

  /**
   * A chart of each loss and metric with a curve for each run, on the test set where a run measured
   * there, and in training else. The axis of a loss is logarithmic where all are above 0 and the
   * greatest is more than {@value #FAR_APART} times the least: one run of a sweep that went astray
   * would press all others together.
   *
   * @param histories by the names of the runs, one report an epoch
   * @throws ArgumentException if no run has an epoch
   */
  public static Figure of(String title, SequencedMap<String, List<EpochReport>> histories) {
    List<Measured> first =
        histories.values().stream()
            .filter(history -> !history.isEmpty())
            .map(history -> measured(history.getFirst()))
            .toList();
    if (first.isEmpty()) {
      throw new ArgumentException(
          "The curves \"" + title + "\" have no epoch; train at least one to its end.");
    }
    List<String> losses =
        first.stream().flatMap(m -> m.losses().keySet().stream()).distinct().toList();
    List<String> metrics =
        first.stream().flatMap(m -> m.metrics().keySet().stream()).distinct().toList();
    List<Figure> charts = new ArrayList<>();
    for (String loss : losses) {
      String what = losses.size() == 1 ? "loss" : "loss of " + loss;
      ToDoubleFunction<Measured> value = m -> m.losses().getOrDefault(loss, Double.NaN);
      Chart chart = chart(what, histories, value);
      charts.add((areFarApart(histories, value) ? chart.logY() : chart).figure());
    }
    for (String metric : metrics) {
      charts.add(
          chart(metric, histories, m -> m.metrics().getOrDefault(metric, Double.NaN)).figure());
    }
    return Panels.of(title, Math.min(COLUMNS, charts.size()), charts.toArray(Figure[]::new));
  }

  private static Measured measured(EpochReport report) {
    return report.test().orElse(report.train());
  }

  private static boolean areFarApart(
      SequencedMap<String, List<EpochReport>> histories, ToDoubleFunction<Measured> value) {
    DoubleSummaryStatistics all =
        histories.values().stream()
            .flatMap(List::stream)
            .mapToDouble(report -> value.applyAsDouble(measured(report)))
            .filter(Double::isFinite)
            .summaryStatistics();
    return all.getMin() > 0 && all.getMax() > FAR_APART * all.getMin();
  }

  private static Chart chart(
      String what,
      SequencedMap<String, List<EpochReport>> histories,
      ToDoubleFunction<Measured> value) {
    String title = what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1);
    Chart chart = Chart.of(title, "epoch", what).wholeX().size(WIDTH, HEIGHT);
    for (Map.Entry<String, List<EpochReport>> run : histories.entrySet()) {
      if (run.getValue().isEmpty()) {
        continue;
      }
      double[] epochs = run.getValue().stream().mapToDouble(EpochReport::epoch).toArray();
      double[] values =
          run.getValue().stream()
              .mapToDouble(report -> value.applyAsDouble(measured(report)))
              .toArray();
      chart = chart.line(run.getKey(), epochs, values);
      if (epochs.length <= FEW) {
        chart = chart.points(run.getKey(), epochs, values);
      }
    }
    return chart;
  }
}
