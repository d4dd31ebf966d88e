package org.atled.train.watch;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.DataLoader;
import org.atled.data.Dataset;

/** What speaks against data before anything is learned from them. */
final class DataWarnings {
  /** Of more numbers nobody wants to wait for the answer. */
  private static final long MOST_NUMBERS = 100_000_000;

  /** Deviations of two inputs that are further apart are told. */
  private static final double SCALES = 1000;

  /** A share of equal rows that chance and coarse numbers seldom reach. */
  private static final double LEAK = 0.05;

  /** So few may be chance in a small table. */
  private static final int FEW = 4;

  private static final int BATCH = 256;

  private final List<String> found = new ArrayList<>();

  private DataWarnings() {}

  /** Looks at data sets of inputs and targets; at all others not. */
  static List<String> of(Dataset train, Optional<Dataset> validation) {
    DataWarnings warnings = new DataWarnings();
    if (isReadable(train)) {
      Set<Long> rows = warnings.learned(train);
      validation.filter(DataWarnings::isReadable).ifPresent(test -> warnings.leaked(rows, test));
    }
    return warnings.found;
  }

  private static boolean isReadable(Dataset data) {
    return data.info().tensors().keySet().containsAll(Set.of(Batch.X, Batch.Y))
        && data.size() > 1
        && (long) data.info().x().shape().elements() * data.size() <= MOST_NUMBERS;
  }

  /** Checks what is learned from; gives what tells its rows. */
  private Set<Long> learned(Dataset train) {
    Set<Long> rows = new HashSet<>();
    boolean isTable = train.info().x().shape().rank() == 1;
    int inputs = isTable ? (int) train.info().x().shape().size(0) : 0;
    double[] sums = new double[inputs];
    double[] squares = new double[inputs];
    boolean[] isMore = new boolean[inputs];
    double[] first = new double[0];
    boolean varies = false;
    for (Batch batch : DataLoader.of(train, BATCH).epoch(0)) {
      double[] y = batch.y().toDoubles();
      int width = y.length / batch.size();
      if (first.length == 0) {
        first = Arrays.copyOf(y, width);
      }
      for (int i = 0; i < y.length && !varies; i++) {
        varies = y[i] != first[i % width];
      }
      float[] x = batch.x().toFloats();
      rows.addAll(hashes(x, batch.size()));
      for (int i = 0; isTable && i < x.length; i++) {
        int input = i % inputs;
        sums[input] += x[i];
        squares[input] += (double) x[i] * x[i];
        isMore[input] |= x[i] != 0 && x[i] != 1;
      }
    }
    if (!varies) {
      found.add(
          "all %s examples to learn from have the same target, so that there is nothing to tell apart; check the column or the labels."
              .formatted(train.size()));
    }
    scales(sums, squares, isMore, train.size());
    return rows;
  }

  /** Inputs that are 0 or 1 throughout say what is there, and have no scale. */
  private void scales(double[] sums, double[] squares, boolean[] isMore, int n) {
    int least = -1;
    int most = -1;
    double[] deviations = new double[sums.length];
    for (int i = 0; i < sums.length; i++) {
      double mean = sums[i] / n;
      double variance = squares[i] / n - mean * mean;
      // What rounding leaves of a constant is no scale.
      if (!isMore[i] || !(variance > 1e-12 * (squares[i] / n))) {
        continue;
      }
      deviations[i] = Math.sqrt(variance);
      least = least < 0 || deviations[i] < deviations[least] ? i : least;
      most = most < 0 || deviations[i] > deviations[most] ? i : most;
    }
    if (least >= 0 && deviations[most] > SCALES * deviations[least]) {
      found.add(
          String.format(
              Locale.ROOT,
              "inputs are on wildly different scales: input %d varies by %.3g, input %d by %.3g;"
                  + " bring each to mean 0 and deviation 1, or small ones are hardly seen.",
              most,
              deviations[most],
              least,
              deviations[least]));
    }
  }

  private void leaked(Set<Long> rows, Dataset test) {
    long equal = 0;
    for (Batch batch : DataLoader.of(test, BATCH).epoch(0)) {
      equal += hashes(batch.x().toFloats(), batch.size()).stream().filter(rows::contains).count();
    }
    if (equal > FEW && equal > LEAK * test.size()) {
      found.add(
          "%s of %s examples to measure on have inputs that are learned from too, so that the measurement may be too good; drop rows that come twice, or keep them together, as --group does."
              .formatted(equal, test.size()));
    }
  }

  /** One number a row, which is another for nearly every other row (64 bits, FNV-1a of words). */
  private static List<Long> hashes(float[] x, int rows) {
    int width = x.length / rows;
    List<Long> hashes = new ArrayList<>(rows);
    for (int row = 0; row < rows; row++) {
      long hash = 0xcbf29ce484222325L;
      for (int i = row * width; i < (row + 1) * width; i++) {
        hash = (hash ^ Float.floatToIntBits(x[i])) * 0x100000001b3L;
        hash ^= hash >>> 32;
      }
      hashes.add(hash);
    }
    return hashes;
  }

  /** Root of the mean of squares. */
  static double rms(Tensor tensor) {
    double sum = 0;
    double[] all = tensor.toDoubles();
    for (double x : all) {
      sum += x * x;
    }
    return all.length == 0 ? 0 : Math.sqrt(sum / all.length);
  }
}
