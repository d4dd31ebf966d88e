package org.atled.lectures.byhand;

import java.util.Arrays;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.lectures.matrix.Labels;
import org.atled.lectures.matrix.Matrix;
import org.atled.lectures.matrix.Pointwise;
import org.atled.lectures.matrix.Softmax;

/**
 * A network of two layers without bias, trained by softmax cross-entropy: logits = ReLU(X·W1)·W2,
 * for X [n, d], W1 [d, h] and W2 [h, k]. Examples are rows.
 *
 * <p>The formulas are written once, over {@link Matrix}, which is of float32 or float64; those who
 * have plain arrays give them as they are, and find their weights changed in place.
 */
public final class TwoLayerNetwork {
  private TwoLayerNetwork() {}

  /** ∇W1 [d, h] and ∇W2 [h, k]. */
  public record Gradients(Matrix w1, Matrix w2) {}

  /**
   * One epoch of minibatches in the order given; W1 and W2 change in place. The last batch is
   * divided by its own size, however short it is.
   *
   * @param x examples [n, d]
   * @param y their classes [n], from 0
   * @param w1 [d, h]
   * @param w2 [h, k]
   * @throws ShapeException if the shapes do not fit
   * @throws ArgumentException if the batch is empty, or a number in y is that of no class
   */
  public static void epoch(
      Matrix x, int[] y, Matrix w1, Matrix w2, double learningRate, int batch) {
    Labels.check("TwoLayerNetwork", x, y, w2.columns());
    if (batch < 1) {
      throw new ArgumentException(
          "TwoLayerNetwork: the batch must be at least 1 but is " + batch + ".");
    }
    for (int from = 0; from < y.length; from += batch) {
      int to = Math.min(y.length, from + batch);
      Gradients g = gradients(x.rows(from, to), Arrays.copyOfRange(y, from, to), w1, w2);
      w1.subtract(learningRate, g.w1()); // W1 ← W1 − η ∇W1
      w2.subtract(learningRate, g.w2()); // W2 ← W2 − η ∇W2
    }
  }

  /** As {@link #epoch(Matrix, int[], Matrix, Matrix, double, int)}, in float32. */
  public static void epoch(
      float[][] x, int[] y, float[][] w1, float[][] w2, double learningRate, int batch) {
    epoch(Matrix.of(x), y, Matrix.of(w1), Matrix.of(w2), learningRate, batch);
  }

  /** As {@link #epoch(Matrix, int[], Matrix, Matrix, double, int)}, in float64. */
  public static void epoch(
      double[][] x, int[] y, double[][] w1, double[][] w2, double learningRate, int batch) {
    epoch(Matrix.of(x), y, Matrix.of(w1), Matrix.of(w2), learningRate, batch);
  }

  /**
   * The gradient of the {@link #loss} of one batch of b examples.
   *
   * @throws ShapeException if the shapes do not fit
   * @throws ArgumentException if a number in y is that of no class
   */
  public static Gradients gradients(Matrix x, int[] y, Matrix w1, Matrix w2) {
    Labels.check("TwoLayerNetwork", x, y, w2.columns());
    Matrix z1 = x.times(w1); // XW1 [b, h]
    Matrix a1 = z1.map(Pointwise::relu); // ReLU(XW1)
    Matrix s = Softmax.of(a1.times(w2)); // S [b, k]
    Matrix i = Matrix.oneHot(x.dtype(), y, w2.columns()); // I

    Matrix g2 = s.minus(i).dividedBy(y.length); // G2 = (S − I)/b
    Matrix dw2 = a1.transposed().times(g2); // ∇W2 = ReLU(XW1)ᵀ·G2
    Matrix g1 = g2.times(w2.transposed()).zip(z1, (g, z) -> z > 0 ? g : 0); // G1, masked
    Matrix dw1 = x.transposed().times(g1); // ∇W1 = Xᵀ·G1
    return new Gradients(dw1, dw2);
  }

  /** ReLU(X·W1)·W2, [n, k]. */
  public static Matrix logits(Matrix x, Matrix w1, Matrix w2) {
    return x.times(w1).map(Pointwise::relu).times(w2);
  }

  /**
   * −1/n Σᵢ ln S[i, yᵢ], with S the softmax of the logits.
   *
   * @throws ShapeException if the shapes do not fit
   * @throws ArgumentException if a number in y is that of no class
   */
  public static double loss(Matrix x, int[] y, Matrix w1, Matrix w2) {
    Labels.check("TwoLayerNetwork", x, y, w2.columns());
    return Softmax.crossEntropy(logits(x, w1, w2), y);
  }
}
