package org.atled.explain;

import java.util.Arrays;
import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;

/**
 * Shapley values of features by kernel SHAP (Lundberg and Lee 2017): the value of a coalition is
 * the mean of f over background examples that take the coalition's features from x. The parts φ are
 * the weighted least squares fit of these values by sums, with weight (M − 1)/(C(M, s)·s·(M − s))
 * for s of M features, such that they add up to f(x) less the mean of f. Of up to 10 features all
 * coalitions are asked, and then these are the Shapley values; of more, 2·M + 2048 at random, each
 * with its complement.
 *
 * @param parts φ, for each feature
 * @param score f(x)
 * @param base the mean of f over the background
 */
public record KernelShap(double[] parts, double score, double base) {
  private static final int ALL = 10;
  private static final int DRAWN = 2048;
  private static final int MOST = 1000;
  private static final int BATCH = 8192;

  /**
   * Of one example.
   *
   * @param x the example
   * @param background examples of what is usual, of which the mean is the base
   * @param seed draws coalitions, where not all are asked
   */
  public static KernelShap of(
      RowScore f, double[] x, double[][] background, List<Feature> features, Seed seed) {
    Feature.check(features, background);
    if (x.length != background[0].length) {
      throw new ArgumentException(
          "KernelShap: the example has %d numbers, those of the background %d."
              .formatted(x.length, background[0].length));
    }
    if (features.size() > MOST) {
      throw new ArgumentException(
          "KernelShap: the features are %d but may be at most %d; make one of several that belong together."
              .formatted(features.size(), MOST));
    }
    double base = Arrays.stream(f.of(background)).average().orElseThrow();
    double score = f.of(new double[][] {x})[0];
    int count = features.size();
    if (count == 1) {
      return new KernelShap(new double[] {score - base}, score, base);
    }
    boolean[][] coalitions = count <= ALL ? all(count) : drawn(count, seed.draws());
    double[] weights = new double[coalitions.length];
    for (int i = 0; i < weights.length; i++) {
      // Coalitions are drawn by their weights, so that each counts the same then.
      weights[i] = count <= ALL ? weight(count, size(coalitions[i])) : 1;
    }
    double[] values = values(f, x, background, features, coalitions);
    return new KernelShap(fit(coalitions, weights, values, base, score), score, base);
  }

  /** All but none and all. */
  private static boolean[][] all(int count) {
    boolean[][] coalitions = new boolean[(1 << count) - 2][count];
    for (int bits = 1; bits < (1 << count) - 1; bits++) {
      for (int j = 0; j < count; j++) {
        coalitions[bits - 1][j] = (bits >> j & 1) == 1;
      }
    }
    return coalitions;
  }

  /** By size in proportion to the weight of all of that size, 1/(s·(M − s)). */
  private static boolean[][] drawn(int count, Draws draws) {
    double[] sums = new double[count];
    for (int s = 1; s < count; s++) {
      sums[s] = sums[s - 1] + 1.0 / (s * (double) (count - s));
    }
    boolean[][] coalitions = new boolean[2 * count + DRAWN][count];
    for (int i = 0; i < coalitions.length; i += 2) {
      double at = draws.uniform() * sums[count - 1];
      int size = 1;
      while (sums[size] < at) {
        size++;
      }
      int[] order = draws.permutation(count);
      for (int j = 0; j < count; j++) {
        coalitions[i][order[j]] = j < size;
        coalitions[i + 1][order[j]] = j >= size;
      }
    }
    return coalitions;
  }

  private static int size(boolean[] coalition) {
    int size = 0;
    for (boolean member : coalition) {
      size += member ? 1 : 0;
    }
    return size;
  }

  private static double weight(int count, int size) {
    double choices = 1;
    for (int i = 0; i < size; i++) {
      choices = choices * (count - i) / (i + 1);
    }
    return (count - 1) / (choices * size * (count - size));
  }

  private static double[] values(
      RowScore f,
      double[] x,
      double[][] background,
      List<Feature> features,
      boolean[][] coalitions) {
    double[] values = new double[coalitions.length];
    int together = Math.max(1, BATCH / background.length);
    for (int at = 0; at < coalitions.length; at += together) {
      int some = Math.min(together, coalitions.length - at);
      double[][] rows = new double[some * background.length][];
      for (int i = 0; i < rows.length; i++) {
        double[] row = background[i % background.length].clone();
        boolean[] coalition = coalitions[at + i / background.length];
        for (int j = 0; j < coalition.length; j++) {
          if (coalition[j]) {
            features.get(j).copy(x, row);
          }
        }
        rows[i] = row;
      }
      double[] scores = f.of(rows);
      for (int i = 0; i < scores.length; i++) {
        values[at + i / background.length] += scores[i] / background.length;
      }
    }
    return values;
  }

  /** With the last part as what is left of the sum, so that it holds: their eq. 8 and section 4. */
  private static double[] fit(
      boolean[][] coalitions, double[] weights, double[] values, double base, double score) {
    int free = coalitions[0].length - 1;
    double[][] matrix = new double[free][free + 1];
    for (int i = 0; i < coalitions.length; i++) {
      boolean[] in = coalitions[i];
      double last = in[free] ? 1 : 0;
      double wanted = values[i] - base - last * (score - base);
      for (int j = 0; j < free; j++) {
        double left = (in[j] ? 1 : 0) - last;
        if (left != 0) {
          for (int k = 0; k < free; k++) {
            matrix[j][k] += weights[i] * left * ((in[k] ? 1 : 0) - last);
          }
          matrix[j][free] += weights[i] * left * wanted;
        }
      }
    }
    double[] solved = solved(matrix);
    double[] parts = Arrays.copyOf(solved, free + 1);
    parts[free] = score - base - Arrays.stream(solved).sum();
    return parts;
  }

  /** Gaussian elimination with the greatest pivot of each column. */
  private static double[] solved(double[][] matrix) {
    int n = matrix.length;
    for (int column = 0; column < n; column++) {
      int pivot = column;
      for (int row = column + 1; row < n; row++) {
        if (Math.abs(matrix[row][column]) > Math.abs(matrix[pivot][column])) {
          pivot = row;
        }
      }
      double[] swapped = matrix[pivot];
      matrix[pivot] = matrix[column];
      matrix[column] = swapped;
      for (int row = 0; row < n; row++) {
        if (row != column) {
          double factor = matrix[row][column] / matrix[column][column];
          for (int k = column; k <= n; k++) {
            matrix[row][k] -= factor * matrix[column][k];
          }
        }
      }
    }
    double[] x = new double[n];
    for (int i = 0; i < n; i++) {
      x[i] = matrix[i][n] / matrix[i][i];
    }
    return x;
  }

  /** By how much the parts miss f(x) less the base: rounding. */
  public double gap() {
    return Math.abs(Arrays.stream(parts).sum() - (score - base));
  }
}
