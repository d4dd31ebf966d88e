package org.atled.train.metric;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;

/**
 * Whether what is found with a probability is so often right: the expected calibration error, Guo
 * et al. 2017, eq. 3. Confidences lie in bins (0, 1/n], (1/n, 2/n] and so on; the error is the mean
 * over the examples of how far a bin's mean confidence is from its accuracy.
 */
public final class Calibration {
  private final double[] confidence;
  private final double[] hits;
  private final double[] examples;

  /**
   * With no examples.
   *
   * @param bins at least 1; 15 in the paper
   */
  public Calibration(int bins) {
    if (bins < 1) {
      throw new ArgumentException(
          "Calibration: the number of bins is " + bins + " but must be at least 1.");
    }
    confidence = new double[bins];
    hits = new double[bins];
    examples = new double[bins];
  }

  /**
   * Takes an example in.
   *
   * @param probability of the class that was found
   * @param isRight whether it is the example's
   */
  public void add(double probability, boolean isRight) {
    add(probability, isRight, 1);
  }

  /** The same of an example that counts as so many. */
  public void add(double probability, boolean isRight, double weight) {
    int bins = confidence.length;
    int bin = (int) Math.max(0, Math.min(bins - 1, Math.ceil(probability * bins) - 1));
    confidence[bin] += weight * probability;
    hits[bin] += isRight ? weight : 0;
    examples[bin] += weight;
  }

  /** All that it remembers, for {@link #resume}. */
  double[] sums() {
    double[] all = Arrays.copyOf(confidence, 3 * confidence.length);
    for (int i = 0; i < confidence.length; i++) {
      all[confidence.length + i] = hits[i];
      all[2 * confidence.length + i] = examples[i];
    }
    return all;
  }

  /** Goes on with what {@link #sums} gave. */
  void resume(double... sums) {
    for (int i = 0; i < confidence.length; i++) {
      confidence[i] = sums[i];
      hits[i] = sums[confidence.length + i];
      examples[i] = sums[2 * confidence.length + i];
    }
  }

  /**
   * A range of confidences.
   *
   * @param confidence the mean of its examples; NaN of none
   * @param accuracy the share of them that is right; NaN of none
   * @param examples how many they are, or their weights together
   */
  public record Bin(double confidence, double accuracy, double examples) {}

  /** All of them, from the least confidence to the greatest. */
  public List<Bin> bins() {
    return IntStream.range(0, confidence.length)
        .mapToObj(i -> new Bin(confidence[i] / examples[i], hits[i] / examples[i], examples[i]))
        .toList();
  }

  /** The error; NaN of no examples. */
  public double error() {
    double sum = 0;
    double all = 0;
    for (int i = 0; i < confidence.length; i++) {
      sum += Math.abs(confidence[i] - hits[i]);
      all += examples[i];
    }
    return sum / all;
  }
}
