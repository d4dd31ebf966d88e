package org.atled.train.doubt;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** By what a class comes into a set that holds the right one with a probability. */
public enum SetKind {
  /**
   * Its own probability: the score is 1 − p_y. The smallest sets on average. Sadinle, Lei and
   * Wasserman 2019, LAC.
   */
  LIKELY,
  /**
   * The probability of all classes down to it, the most probable first. Larger sets, which are
   * larger where the model is less sure. Romano, Sesia and Candès 2020, APS, without its draws, so
   * that where few classes are probable they hold the right one more often than asked.
   */
  ADAPTIVE;

  /** How badly a class fits probabilities. */
  public double score(double[] probabilities, int label) {
    if (this == LIKELY) {
      return 1 - probabilities[label];
    }
    double sum = 0;
    for (int k : order(probabilities)) {
      sum += probabilities[k];
      if (k == label) {
        break;
      }
    }
    return sum;
  }

  /**
   * The classes whose score is at most a threshold, the most probable first. The most probable one
   * is always among them: a set of none would say nothing, and one class more covers no less.
   */
  public List<Integer> set(double[] probabilities, double threshold) {
    int[] order = order(probabilities);
    return Arrays.stream(order)
        .filter(k -> k == order[0] || score(probabilities, k) <= threshold)
        .boxed()
        .toList();
  }

  /** The most probable class first, of equal ones the first. */
  private static int[] order(double[] probabilities) {
    return IntStream.range(0, probabilities.length)
        .boxed()
        .sorted(Comparator.comparingDouble(k -> -probabilities[k]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** {@code likely}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
