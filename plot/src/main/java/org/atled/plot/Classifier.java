package org.atled.plot;

/** Any model of two numbers that gives probabilities. */
@FunctionalInterface
public interface Classifier {
  /**
   * @param points [n, 2]
   * @return [n, k]: the probability of each class, or with k = 1 that of class 1
   */
  double[][] probabilities(double[][] points);
}
