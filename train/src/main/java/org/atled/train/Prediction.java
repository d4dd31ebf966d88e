package org.atled.train;

import java.util.List;

/** What a model says of one example. */
public sealed interface Prediction {
  /**
   * One class of several.
   *
   * @param classes their names, in order
   * @param probabilities of the classes, which add up to 1
   */
  record OfClass(List<String> classes, float[] probabilities) implements Prediction {
    /** The number of the most probable class; of equal ones the first. */
    public int number() {
      int best = 0;
      for (int i = 1; i < probabilities.length; i++) {
        best = probabilities[i] > probabilities[best] ? i : best;
      }
      return best;
    }

    /** The name of the most probable class. */
    public String name() {
      return classes.get(number());
    }

    /** Of the most probable class. */
    public float probability() {
      return probabilities[number()];
    }

    @Override
    public float[] values() {
      return probabilities;
    }

    /** {@code cat 0.9312}. */
    @Override
    public String toString() {
      return name() + " " + probability();
    }
  }

  /**
   * Numbers, or outputs of a network as they are; see {@link Objective}.
   *
   * @param values row-major
   */
  record OfNumbers(float[] values) implements Prediction {
    @Override
    public String toString() {
      return java.util.Arrays.toString(values);
    }
  }

  /** The probabilities of the classes, or the numbers. */
  float[] values();
}
