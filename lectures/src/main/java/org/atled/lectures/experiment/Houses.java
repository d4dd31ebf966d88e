package org.atled.lectures.experiment;

import java.util.Arrays;
import java.util.List;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Tensor;

/**
 * Made-up houses whose price comes about as Andrew Ng's lectures draw it ("Neural networks and deep
 * learning", 2017, week 1): by the size of the family that a house fits, by what can be reached on
 * foot, and by how good the school is, which nobody writes into a table. All columns run from 0 to
 * 1.
 *
 * @param rows [n, {@link #INPUTS}]
 * @param prices [n], in 100,000
 */
record Houses(double[][] rows, double[] prices) {
  static final List<String> INPUTS = List.of("size", "bedrooms", "closeness", "wealth");
  static final List<String> HIDDEN = List.of("family size", "walkability", "school quality");

  /** What each hidden quantity depends on, [hidden, inputs]. */
  static final double[][] WIRING = {{1, 1, 0, 0}, {0, 0, 1, 0}, {0, 0, 1, 1}};

  private static final double NOISE = 0.1;

  static Houses drawn(int count, Seed seed) {
    Draws draws = seed.draws();
    double[][] rows = new double[count][];
    double[] prices = new double[count];
    for (int i = 0; i < count; i++) {
      double size = draws.uniform();
      double bedrooms = Math.clamp(size + draws.uniform(-0.4, 0.4), 0, 1);
      rows[i] = new double[] {size, bedrooms, draws.uniform(), draws.uniform()};
      double[] h = hidden(rows[i]);
      prices[i] = 2 * h[0] + h[1] + 1.5 * h[2] + NOISE * draws.normal();
    }
    return new Houses(rows, prices);
  }

  /** Family size, walkability and school quality, each 0 up to a threshold. */
  static double[] hidden(double[] row) {
    return new double[] {
      Math.max(0, row[0] + row[1] - 0.5),
      Math.max(0, 2 * row[2] - 0.8),
      Math.max(0, row[2] + 2 * row[3] - 1)
    };
  }

  /** The rows, [n, inputs]. */
  Tensor x() {
    return Tensor.of(rows).to(DType.FLOAT32);
  }

  /** The prices, [n, 1]. */
  Tensor y() {
    return Tensor.of(prices, prices.length, 1).to(DType.FLOAT32);
  }

  /** √ mean (guess − price)², in 100,000. */
  double error(double[] guesses) {
    double sum = 0;
    for (int i = 0; i < prices.length; i++) {
      sum += (guesses[i] - prices[i]) * (guesses[i] - prices[i]);
    }
    return Math.sqrt(sum / prices.length);
  }

  /** One of the hidden quantities of all houses. */
  double[] hidden(int which) {
    return Arrays.stream(rows).mapToDouble(row -> hidden(row)[which]).toArray();
  }
}
