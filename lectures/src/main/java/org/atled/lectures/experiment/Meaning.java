package org.atled.lectures.experiment;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.atled.core.autograd.Autograd;
import org.atled.core.tensor.Tensor;
import org.atled.plot.Figure;
import org.atled.plot.HeatMap;

/**
 * What hidden units stand for: how they go with the quantities that made the prices.
 *
 * @param correlations Pearson's r, [units, quantities]; 0 of a unit that never changes
 */
record Meaning(double[][] correlations) {
  static Meaning of(WiredNetwork network, Houses houses) {
    Tensor hidden = Autograd.noGrad(() -> network.hidden(houses.x()));
    int units = (int) hidden.shape().size(1);
    double[][] r = new double[units][Houses.HIDDEN.size()];
    for (int u = 0; u < units; u++) {
      double[] outputs = hidden.select(1, u).toDoubles();
      for (int q = 0; q < r[u].length; q++) {
        r[u][q] = correlation(outputs, houses.hidden(q));
      }
    }
    return new Meaning(r);
  }

  /** r = Σ (a − ā)(b − b̄) / √(Σ (a − ā)² · Σ (b − b̄)²). */
  private static double correlation(double[] a, double[] b) {
    double meanA = Arrays.stream(a).average().orElseThrow();
    double meanB = Arrays.stream(b).average().orElseThrow();
    double together = 0;
    double aloneA = 0;
    double aloneB = 0;
    for (int i = 0; i < a.length; i++) {
      together += (a[i] - meanA) * (b[i] - meanB);
      aloneA += (a[i] - meanA) * (a[i] - meanA);
      aloneB += (b[i] - meanB) * (b[i] - meanB);
    }
    return aloneA == 0 ? 0 : together / Math.sqrt(aloneA * aloneB);
  }

  /** Where unit q is meant to stand for quantity q: the least of their |r|. */
  double leastOwn() {
    return IntStream.range(0, correlations.length)
        .mapToDouble(q -> Math.abs(correlations[q][q]))
        .min()
        .orElseThrow();
  }

  /** Of the quantities the one that is told worst: the |r| of the unit that tells it best. */
  double least() {
    double least = 1;
    for (int q = 0; q < correlations[0].length; q++) {
      double best = 0;
      for (double[] unit : correlations) {
        best = Math.max(best, Math.abs(unit[q]));
      }
      least = Math.min(least, best);
    }
    return least;
  }

  Figure figure(String title) {
    return HeatMap.of(title, "quantity", "hidden unit", correlations)
        .xTicks("family", "walking", "school")
        .yTicks("1", "2", "3")
        .diverging()
        .numbers(2)
        .valueLabel("correlation")
        .figure();
  }
}
