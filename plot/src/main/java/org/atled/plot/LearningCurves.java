package org.atled.plot;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.train.EpochReport;

/** The loss and the metrics of a run, epoch by epoch, in training and on the test set. */
public final class LearningCurves {
  private LearningCurves() {}

  /**
   * @param history at least one report
   */
  public static Figure of(String title, List<EpochReport> history) {
    if (history.isEmpty()) {
      throw new ArgumentException("\"" + title + "\" has no epoch; draw a run that ended one.");
    }
    List<Figure> charts = new ArrayList<>();
    charts.add(curve("Loss", "loss", history, EpochReport.Measured::loss));
    for (String metric : history.getFirst().train().metrics().keySet()) {
      charts.add(curve(metric, metric, history, m -> m.metrics().getOrDefault(metric, Double.NaN)));
    }
    return Panels.of(title, charts.size(), charts.toArray(Figure[]::new));
  }

  private static Figure curve(
      String title,
      String label,
      List<EpochReport> history,
      java.util.function.ToDoubleFunction<EpochReport.Measured> what) {
    double[] epochs = history.stream().mapToDouble(EpochReport::epoch).toArray();
    double[] train = history.stream().mapToDouble(e -> what.applyAsDouble(e.train())).toArray();
    double[] test =
        history.stream()
            .mapToDouble(e -> e.test().map(what::applyAsDouble).orElse(Double.NaN))
            .toArray();
    Chart chart = Chart.of(title, "epoch", label).size(360, 260).line("training", epochs, train);
    return (history.getFirst().test().isPresent() ? chart.line("test", epochs, test) : chart)
        .figure();
  }
}
