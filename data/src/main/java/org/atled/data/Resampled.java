package org.atled.data;

import java.util.Arrays;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;

/**
 * Examples drawn anew for each epoch, with replacement, each as often as its weight says: PyTorch's
 * WeightedRandomSampler. What an epoch draws is a function of the seed and its number.
 *
 * <pre>{@code
 * Dataset even = Resampled.balanced(train, labels, Seed.of(1));   // rare classes as often as others
 * }</pre>
 */
public final class Resampled implements Dataset {
  private final Dataset whole;
  private final double[] upTo;
  private final Seed seed;
  private final int[] drawn;

  private Resampled(Dataset whole, double[] upTo, int size, Seed seed, int epoch) {
    this.whole = whole;
    this.upTo = upTo;
    this.seed = seed;
    Draws draws = seed.at("sample").at(epoch).draws();
    drawn = new int[size];
    for (int i = 0; i < size; i++) {
      double at = draws.uniform(0, upTo[upTo.length - 1]);
      int found = Arrays.binarySearch(upTo, at);
      int one = found < 0 ? -found - 1 : found;
      // What hits the end of a range belongs to the next, and a weight of 0 has none.
      while (one < upTo.length - 1 && upTo[one] <= at) {
        one++;
      }
      drawn[i] = one;
    }
  }

  /**
   * By weights.
   *
   * @param weights one for each example, in any unit
   * @param size how many are drawn for an epoch
   * @throws ArgumentException if the weights are not of the examples, one is below 0, or all are 0
   */
  public static Resampled of(Dataset whole, double[] weights, int size, Seed seed) {
    if (weights.length != whole.size() || size < 1) {
      throw new ArgumentException(
          "Resampled: there are %s weights for %s examples, of which %s are drawn; give one weight each, and draw at least 1."
              .formatted(weights.length, whole.size(), size));
    }
    double[] upTo = new double[weights.length];
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      if (!(weights[i] >= 0) || Double.isInfinite(weights[i])) {
        throw new ArgumentException(
            "Resampled: the weight of example %s is %s but must be at least 0."
                .formatted(i, weights[i]));
      }
      sum += weights[i];
      upTo[i] = sum;
    }
    if (sum == 0) {
      throw new ArgumentException("Resampled: all weights are 0; give some examples more.");
    }
    return new Resampled(whole, upTo, size, seed, 0);
  }

  /**
   * All classes as often as one another, as many examples as there are.
   *
   * @param classes of the examples, from 0
   */
  public static Resampled balanced(Dataset whole, long[] classes, Seed seed) {
    double[] ofClasses = classWeights(classes, (int) Arrays.stream(classes).max().orElse(0) + 1);
    double[] weights = Arrays.stream(classes).mapToDouble(one -> ofClasses[(int) one]).toArray();
    return of(whole, weights, whole.size(), seed);
  }

  /**
   * Weights of classes by which all count the same in a loss, of mean 1 over the examples: n / (k ·
   * n_c), scikit-learn's "balanced"; 0 of a class without examples.
   *
   * @param labels from 0 to {@code classes} − 1
   */
  public static double[] classWeights(long[] labels, int classes) {
    double[] counts = new double[classes];
    for (long label : labels) {
      counts[(int) label]++;
    }
    long seen = Arrays.stream(counts).filter(count -> count > 0).count();
    return Arrays.stream(counts)
        .map(count -> count == 0 ? 0 : labels.length / (seen * count))
        .toArray();
  }

  @Override
  public DatasetInfo info() {
    return whole.info();
  }

  @Override
  public int size() {
    return drawn.length;
  }

  @Override
  public Batch batch(int... examples) {
    var index = Dataset.index(this, examples);
    int[] theirs = Arrays.stream(examples).map(i -> drawn[i]).toArray();
    return new Batch(whole.batch(theirs).tensors(), index);
  }

  @Override
  public Dataset inEpoch(int epoch) {
    return new Resampled(whole.inEpoch(epoch), upTo, drawn.length, seed, epoch);
  }

  @Override
  public String toString() {
    return drawn.length + " examples drawn of " + whole;
  }
}
