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
   * The probability of all classes that are more probable than it. So a set is of the classes that
   * make up so much, and grows where the model is less sure. Romano, Sesia and Candès 2020, APS,
   * with 0 for its draws, so that the same example always has the same set.
   */
  ADAPTIVE;

  /** How badly a class fits probabilities. */
  public double score(double[] probabilities, int label) {
    if (this == LIKELY) {
      return 1 - probabilities[label];
    }
    double sum = 0;
    for (int k : order(probabilities)) {
      if (k == label) {
        break;
      }
      sum += probabilities[k];
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
