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

  /** Of probabilities at a temperature, each example by its weight. */
  public static Reliability of(HeldOut examples, double temperature) {
    double[][] probabilities = examples.probabilities(temperature);
    int[] labels = examples.labels();
    double[] weights = examples.weights();
    Calibration calibration = new Calibration(BINS);
    double brier = 0;
    double logLoss = 0;
    double right = 0;
    double all = 0;
    for (int i = 0; i < labels.length; i++) {
      double[] p = probabilities[i];
      double[] logarithms = new double[p.length];
      int found = 0;
      for (int k = 0; k < p.length; k++) {
        logarithms[k] = StrictMath.log(p[k]);
        found = p[k] > p[found] ? k : found;
      }
      brier += weights[i] * of(ProbabilityMetric.brier(), logarithms, labels[i]);
      logLoss += weights[i] * of(ProbabilityMetric.logLoss(), logarithms, labels[i]);
      calibration.add(p[found], found == labels[i], weights[i]);
      right += found == labels[i] ? weights[i] : 0;
      all += weights[i];
    }
    return new Reliability(logLoss / all, brier / all, right / all, calibration);
  }

  /** Of one example alone. */
  private static double of(ProbabilityMetric metric, double[] logarithms, int label) {
    ProbabilityMetric.Counter counter = metric.counter().get();
    counter.add(logarithms, label);
    return counter.value();
  }
}
