package org.atled.train.doubt;

import org.atled.train.metric.Calibration;
import org.atled.train.metric.ProbabilityMetric;

/**
 * How far probabilities are to be trusted, on examples.
 *
 * @param logLoss the mean of −ln of the probability of the right class
 * @param brier {@link ProbabilityMetric#brier}
 * @param accuracy the share of examples whose most probable class is right
 * @param calibration confidence against accuracy, in 15 bins
 */
public record Reliability(double logLoss, double brier, double accuracy, Calibration calibration) {
  private static final int BINS = 15;

  /**
   * Measures.
   *
   * @param probabilities [examples, classes]
   * @param labels the right class of each
   */
  public static Reliability of(double[][] probabilities, int[] labels) {
    Calibration calibration = new Calibration(BINS);
    ProbabilityMetric.Counter brier = ProbabilityMetric.brier().counter().get();
    ProbabilityMetric.Counter logLoss = ProbabilityMetric.logLoss().counter().get();
    int right = 0;
    for (int i = 0; i < labels.length; i++) {
      double[] p = probabilities[i];
      double[] logarithms = new double[p.length];
      int found = 0;
      for (int k = 0; k < p.length; k++) {
        logarithms[k] = StrictMath.log(p[k]);
        found = p[k] > p[found] ? k : found;
      }
      brier.add(logarithms, labels[i]);
      logLoss.add(logarithms, labels[i]);
      calibration.add(p[found], found == labels[i]);
      right += found == labels[i] ? 1 : 0;
    }
    return new Reliability(
        logLoss.value(), brier.value(), (double) right / labels.length, calibration);
  }
}
