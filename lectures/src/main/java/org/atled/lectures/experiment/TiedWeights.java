package org.atled.lectures.experiment;

import java.util.Arrays;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.lectures.layer.Filter1d;
import org.atled.lectures.layer.Layer;
import org.atled.lectures.layer.Linear;
import org.atled.lectures.layer.SquaredLoss;
import org.atled.lectures.matrix.Matrix;
import org.atled.plot.Chart;
import org.atled.plot.Figure;

/**
 * Learns what a hidden filter does from examples of it, once with a filter and once with a full
 * matrix, by gradient descent from zero.
 */
final class TiedWeights {
  /** Numbers in a signal. */
  static final int N = 32;

  private static final int K = 5;
  private static final int[] EXAMPLES = {1, 2, 4, 8, 16, 32, 64, 128};
  private static final int STEPS = 1_000;
  private static final int TEST = 64;

  private TiedWeights() {}

  /**
   * Relative errors on new signals, ‖y − ŷ‖²/‖y‖², by number of examples; the first index is that
   * of the seed.
   */
  record Curves(double[][] filters, double[][] matrices) {
    double[] filter() {
      return Spread.medians(filters);
    }

    double[] matrix() {
      return Spread.medians(matrices);
    }

    /** The place of so many examples. */
    int at(int examples) {
      return Arrays.binarySearch(EXAMPLES, examples);
    }

    Figure figure() {
      double[] m = Arrays.stream(EXAMPLES).asDoubleStream().toArray();
      return Chart.of("Learning what a filter does", "examples", "relative error on new signals")
          .logX()
          .yRange(-0.05, 1.15)
          .band("full matrix", m, Spread.least(matrices), Spread.greatest(matrices))
          .line("full matrix", m, matrix())
          .points("full matrix", m, matrix())
          .band("filter", m, Spread.least(filters), Spread.greatest(filters))
          .line("filter", m, filter())
          .points("filter", m, filter())
          .vertical("numbers in a signal", N)
          .figure();
    }
  }

  static Curves learn(Seed seed, int seeds) {
    double[][] filters = new double[seeds][EXAMPLES.length];
    double[][] matrices = new double[seeds][EXAMPLES.length];
    for (int s = 0; s < seeds; s++) {
      Draws draws = seed.at(s).draws();
      Filter1d hidden = new Filter1d(Matrix.normal(DType.FLOAT64, 1, K, 1, draws));
      Matrix all = Matrix.normal(DType.FLOAT64, EXAMPLES[EXAMPLES.length - 1], N, 1, draws);
      Matrix test = Matrix.normal(DType.FLOAT64, TEST, N, 1, draws);
      for (int i = 0; i < EXAMPLES.length; i++) {
        Matrix x = all.rows(0, EXAMPLES[i]);
        Filter1d filter = new Filter1d(Matrix.zeros(DType.FLOAT64, 1, K));
        // Σ of the squares in all its windows bounds a filter's curvature, ‖x‖² that of a matrix.
        descend(filter, x, hidden.forward(x), 1.0 / (K * N));
        filters[s][i] = error(filter.forward(test), hidden.forward(test));
        Matrix w = Matrix.zeros(DType.FLOAT64, N, N - K + 1);
        Linear matrix = new Linear(w, Matrix.zeros(DType.FLOAT64, 1, N - K + 1));
        descend(matrix, x, hidden.forward(x), 1.0 / N);
        matrices[s][i] = error(matrix.forward(test), hidden.forward(test));
      }
    }
    return new Curves(filters, matrices);
  }

  /** θ ← θ − η ∂L/∂θ on all examples. */
  private static void descend(Layer layer, Matrix x, Matrix y, double learningRate) {
    SquaredLoss loss = new SquaredLoss();
    for (int step = 0; step < STEPS; step++) {
      loss.forward(layer.forward(x), y);
      Layer.Gradients g = layer.backward(loss.backward());
      for (int p = 0; p < layer.parameters().size(); p++) {
        layer.parameters().get(p).subtract(learningRate, g.parameters().get(p));
      }
    }
  }

  private static double error(Matrix guess, Matrix y) {
    Matrix e = guess.minus(y);
    return e.hadamard(e).sum() / y.hadamard(y).sum();
  }
}
