package org.atled.train.metric;

import java.util.Arrays;
import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Tensor;

/**
 * Outputs of classes as probabilities in float64, one row an example: softmax of logits [batch,
 * classes, …], of which all but the classes are examples; of one logit [batch] or [batch, 1], those
 * of the classes 0 and 1.
 *
 * @param logarithms ln of the probabilities
 */
record ClassScores(double[][] logarithms, long[] labels) {
  static ClassScores of(String metric, Tensor output, Tensor target) {
    long[] labels = labels(target);
    int rank = output.shape().rank();
    boolean single = rank < 2 || output.shape().size(1) == 1;
    int classes = single ? 1 : (int) output.shape().size(1);
    int examples = output.shape().elements() / classes;
    if (examples != labels.length) {
      throw new ShapeException(
          "%s: takes outputs [batch, classes] and a class for each, not outputs %s and classes %s."
              .formatted(metric, output.shape(), target.shape()));
    }
    double[] numbers = output.toDoubles();
    int after = rank > 2 ? numbers.length / (int) (output.shape().size(0) * classes) : 1;
    double[][] rows = new double[examples][];
    for (int i = 0; i < examples; i++) {
      double[] row = new double[classes];
      for (int c = 0; c < classes; c++) {
        row[c] = numbers[(i / after * classes + c) * after + i % after];
      }
      rows[i] = logSoftmax(single ? new double[] {0, row[0]} : row);
    }
    return new ClassScores(rows, labels);
  }

  /** Classes; of probabilities the most probable one. */
  static long[] labels(Tensor target) {
    if (!target.dtype().isFloating()) {
      return target.toLongs();
    }
    boolean single = target.shape().rank() < 2 || target.shape().size(1) == 1;
    return single
        ? Arrays.stream(target.toDoubles()).mapToLong(p -> p > 0.5 ? 1 : 0).toArray()
        : target.argmax(1).toLongs();
  }

  private static double[] logSoftmax(double[] row) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (double x : row) {
      greatest = Math.max(greatest, x);
    }
    double sum = 0;
    for (double x : row) {
      sum += StrictMath.exp(x - greatest);
    }
    double log = StrictMath.log(sum);
    double[] result = new double[row.length];
    for (int i = 0; i < row.length; i++) {
      result[i] = row[i] - greatest - log; // equal for rows that differ by a number
    }
    return result;
  }

  double probability(int example, int of) {
    return StrictMath.exp(logarithms[example][of]);
  }

  /** The most probable class, of equal ones the first. */
  int found(int example) {
    double[] row = logarithms[example];
    int best = 0;
    for (int i = 1; i < row.length; i++) {
      best = row[i] > row[best] ? i : best;
    }
    return best;
  }
}
