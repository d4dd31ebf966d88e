package org.atled.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.atled.core.error.ArgumentException;
import org.atled.train.EpochReport;
import org.atled.train.EpochReport.Measured;

/** How a run went, epoch by epoch. */
public final class LearningCurves {
  private static final int FEW = 30;
  private static final int WIDTH = 340;
  private static final int HEIGHT = 250;

  private LearningCurves() {}

  /**
   * The losses and each metric, in training and, where it was measured, on the test set. In
   * training they are means over the epoch, each batch measured before its step, and on the test
   * set those of the weights at its end; so the test curve may well be the better one at first.
   *
   * @param history one report an epoch, as {@link org.atled.train.Run#history} and {@link
   *     org.atled.train.SavedModel#history} give them
   * @throws ArgumentException if there is none
   */
  public static Figure of(String title, List<EpochReport> history) {
    if (history.isEmpty()) {
      throw new ArgumentException(
          "The learning curves \"" + title + "\" have no epoch; train at least one to its end.");
    }
    List<Figure> charts = new ArrayList<>();
    Set<String> losses = history.getFirst().train().losses().keySet();
    for (String loss : losses) {
      charts.add(
          curve(
              losses.size() == 1 ? "loss" : "loss of " + loss,
              history,
              m -> m.losses().getOrDefault(loss, Double.NaN)));
    }
    for (String metric : history.getFirst().train().metrics().keySet()) {
      charts.add(curve(metric, history, m -> m.metrics().getOrDefault(metric, Double.NaN)));
    }
    return Panels.of(title, charts.size(), charts.toArray(Figure[]::new));
  }

  private static Figure curve(
      String what, List<EpochReport> history, ToDoubleFunction<Measured> measured) {
    double[] epochs = history.stream().mapToDouble(EpochReport::epoch).toArray();
    double[] train = history.stream().mapToDouble(e -> measured.applyAsDouble(e.train())).toArray();
    double[] test =
        history.stream()
            .mapToDouble(e -> e.test().map(measured::applyAsDouble).orElse(Double.NaN))
            .toArray();
    String title = what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1);
    Chart chart = Chart.of(title, "epoch", what).wholeX().size(WIDTH, HEIGHT);
    chart = curve(chart, "training, mean of the epoch", epochs, train);
    boolean tested = history.stream().anyMatch(e -> e.test().isPresent());
    return (tested ? curve(chart, "test, after the epoch", epochs, test) : chart).figure();
  }

  /** Of few epochs each has a marker: a single one would not be seen otherwise. */
  private static Chart curve(Chart chart, String name, double[] epochs, double[] values) {
    Chart line = chart.line(name, epochs, values);
    return epochs.length <= FEW ? line.points(name, epochs, values) : line;
  }
}
