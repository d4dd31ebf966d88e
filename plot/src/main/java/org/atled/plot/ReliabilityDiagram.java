package org.atled.plot;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import org.atled.core.error.ArgumentException;
import org.atled.train.metric.Calibration;

/**
 * How often what is found with a confidence is right: on the diagonal as often as it says, below it
 * less often, so that the model is too sure. Beside it how many examples there are of each
 * confidence. Guo et al. 2017, figure 1.
 */
public final class ReliabilityDiagram {
  private static final int SIDE = 300;

  private ReliabilityDiagram() {}

  /**
   * One curve for each name, of the bins that have examples.
   *
   * @throws ArgumentException if there is none
   */
  public static Figure of(String title, SequencedMap<String, Calibration> curves) {
    Check.title("reliability diagram", title);
    if (curves.isEmpty()) {
      throw new ArgumentException(
          "The reliability diagram \"" + title + "\" has no curve; give it one at least.");
    }
    double[] ends = {0, 1};
    Chart right =
        Chart.of("How often it is right", "confidence", "share that is right")
            .size(SIDE, SIDE)
            .xRange(0, 1)
            .yRange(0, 1);
    Chart often =
        Chart.of("How sure it is", "confidence", "share of the examples").size(SIDE, SIDE);
    for (Map.Entry<String, Calibration> curve : curves.entrySet()) {
      List<Calibration.Bin> bins = curve.getValue().bins();
      List<Calibration.Bin> some = bins.stream().filter(bin -> bin.examples() > 0).toList();
      double[] xs = some.stream().mapToDouble(Calibration.Bin::confidence).toArray();
      double[] ys = some.stream().mapToDouble(Calibration.Bin::accuracy).toArray();
      right = right.line(curve.getKey(), xs, ys).points(curve.getKey(), xs, ys);
      double all = bins.stream().mapToDouble(Calibration.Bin::examples).sum();
      double[] shares = bins.stream().mapToDouble(bin -> bin.examples() / all).toArray();
      often = often.bars(curve.getKey(), labels(bins.size()), shares);
    }
    // Last, so that a curve has the colour of its bars.
    right = right.dashed("as sure as right", ends, ends);
    return Panels.of(title, 2, right.figure(), often.figure());
  }

  /** The upper ends of the bins. */
  private static String[] labels(int bins) {
    List<String> labels = new ArrayList<>();
    for (int i = 1; i <= bins; i++) {
      labels.add(String.format(Locale.ROOT, "%.2f", (double) i / bins));
    }
    return labels.toArray(String[]::new);
  }
}
