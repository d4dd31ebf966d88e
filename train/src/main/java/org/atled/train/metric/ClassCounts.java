package org.atled.train.metric;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.train.Accuracy;

/**
 * How often each class was taken for each, and what follows from it; the definitions and edges are
 * scikit-learn's. A quotient of nothing by nothing counts as 0, unless it says otherwise.
 */
public final class ClassCounts {
  private final long[][] counts;

  /**
   * An empty one.
   *
   * @param classes how many there are
   */
  public ClassCounts(int classes) {
    this.counts = new long[classes][classes];
  }

  /** Counts an example by its right class and the one that was found. */
  public void add(int right, int found) {
    if (Math.min(right, found) < 0 || Math.max(right, found) >= classes()) {
      throw new ArgumentException(
          "ClassCounts: the classes %d and %d must be from 0 to %d."
              .formatted(right, found, classes() - 1));
    }
    counts[right][found]++;
  }

  /** Takes a batch in, of outputs and targets as {@link Accuracy} has them. */
  public void add(Tensor output, Tensor target) {
    long[] found = Accuracy.classes(output).toLongs();
    long[] right = ClassScores.labels(target);
    if (found.length != right.length) {
      throw new ShapeException(
          "ClassCounts: takes outputs [batch, classes] and a class for each, not outputs %s and classes %s."
              .formatted(output.shape(), target.shape()));
    }
    for (int i = 0; i < found.length; i++) {
      add((int) right[i], (int) found[i]);
    }
  }

  /** Counts the examples of a batch by its classes and those that outputs find. */
  public void add(Tensor output, Batch batch) {
    add(output, batch.y());
  }

  /** All counts, a row after the other, for {@link #resume}. */
  double[] sums() {
    return Arrays.stream(counts).flatMapToLong(Arrays::stream).asDoubleStream().toArray();
  }

  /** Goes on with what {@link #sums} gave. */
  void resume(double... sums) {
    for (int i = 0; i < sums.length; i++) {
      counts[i / classes()][i % classes()] = (long) sums[i];
    }
  }

  public int classes() {
    return counts.length;
  }

  /** How many examples of a class were taken for another, or for itself. */
  public long count(int right, int found) {
    return counts[right][found];
  }

  /** A row for each right class. */
  public long[][] counts() {
    return Arrays.stream(counts).map(long[]::clone).toArray(long[][]::new);
  }

  /** How many examples a class has. */
  public long support(int right) {
    return Arrays.stream(counts[right]).sum();
  }

  /** How many examples were taken for a class. */
  public long found(int found) {
    return Arrays.stream(counts).mapToLong(row -> row[found]).sum();
  }

  public long examples() {
    return Arrays.stream(counts).flatMapToLong(Arrays::stream).sum();
  }

  private long hits() {
    return IntStream.range(0, classes()).mapToLong(i -> counts[i][i]).sum();
  }

  /** The share of examples whose class was found; NaN of none. */
  public double accuracy() {
    return (double) hits() / examples();
  }

  /** The mean recall of the classes that have examples. */
  public double balancedAccuracy() {
    return IntStream.range(0, classes())
        .filter(i -> support(i) > 0)
        .mapToDouble(this::recall)
        .average()
        .orElse(Double.NaN);
  }

  /** Of the examples that were taken for a class, the share that are of it. */
  public double precision(int of) {
    return quotient(counts[of][of], found(of));
  }

  /** Of the examples of a class, the share that were taken for it. */
  public double recall(int of) {
    return quotient(counts[of][of], support(of));
  }

  /** The harmonic mean of a class's precision and recall. */
  public double f1(int of) {
    return quotient(2.0 * counts[of][of], found(of) + support(of));
  }

  public double precision(Average average) {
    return average == Average.MICRO ? accuracy() : averaged(average, this::precision);
  }

  public double recall(Average average) {
    return average == Average.MICRO ? accuracy() : averaged(average, this::recall);
  }

  public double f1(Average average) {
    return average == Average.MICRO ? accuracy() : averaged(average, this::f1);
  }

  private double averaged(Average average, IntToDoubleFunction score) {
    double sum = 0;
    double weights = 0;
    for (int i = 0; i < classes(); i++) {
      double weight = average == Average.WEIGHTED ? support(i) : support(i) + found(i) > 0 ? 1 : 0;
      sum += weight == 0 ? 0 : weight * score.applyAsDouble(i);
      weights += weight;
    }
    return sum / weights;
  }

  /**
   * How far agreement is above that of chance: Cohen 1960. NaN where all are of one class and found
   * so.
   */
  public double kappa() {
    double expected = chance();
    double all = (double) examples() * examples();
    return (hits() * (double) examples() - expected) / (all - expected);
  }

  /** Σ support·found. */
  private double chance() {
    return IntStream.range(0, classes()).mapToDouble(i -> (double) support(i) * found(i)).sum();
  }

  /** The correlation of right and found classes: Matthews 1975, Gorodkin 2004; 0 of one class. */
  public double matthews() {
    double all = (double) examples() * examples();
    double right = all - IntStream.range(0, classes()).mapToDouble(i -> square(support(i))).sum();
    double found = all - IntStream.range(0, classes()).mapToDouble(i -> square(found(i))).sum();
    double both = hits() * (double) examples() - chance();
    return right * found == 0 ? 0 : both / Math.sqrt(right * found);
  }

  private static double square(double x) {
    return x * x;
  }

  private static double quotient(double a, double b) {
    return b == 0 ? 0 : a / b;
  }
}
