package org.atled.lectures.backprop;

import org.atled.lectures.matrix.Matrix;
import org.atled.lectures.matrix.Pointwise;
import org.atled.lectures.matrix.Softmax;

/**
 * How far the outputs of m examples are from their targets: the mean over the examples. Examples
 * are rows: outputs A and targets Y are [m, k].
 *
 * <p>Logistic and softmax loss contain the σ and the softmax themselves: what they take are logits,
 * and the last layer's activation is the identity. Applied there as well it would be applied twice,
 * and the gradient would be another one than S − Y.
 */
public enum OutputLoss {
  /**
   * L = −1/m Σ (y ln σ(a) + (1 − y) ln(1 − σ(a))) = 1/m Σ (ln(1 + eᵃ) − y·a), with targets 0 and 1;
   * ∂L/∂a = (σ(a) − y)/m.
   */
  LOGISTIC {
    @Override
    public double of(Matrix a, Matrix y) {
      return a.zip(y, (z, t) -> Pointwise.softplus(z) - t * z).sum() / y.rows();
    }

    @Override
    public Matrix gradient(Matrix a, Matrix y) {
      return a.map(Pointwise::sigmoid).minus(y).dividedBy(y.rows());
    }
  },

  /** L = −1/m Σ Y ⊙ ln S, S = softmax(A), with one-hot targets; ∂L/∂A = (S − Y)/m. */
  SOFTMAX {
    @Override
    public double of(Matrix a, Matrix y) {
      return Softmax.crossEntropy(a, Softmax.greatestOf(y));
    }

    @Override
    public Matrix gradient(Matrix a, Matrix y) {
      return Softmax.of(a).minus(y).dividedBy(y.rows());
    }
  },

  /** L = 1/m Σ ½ (a − y)², the ½ for each example; ∂L/∂a = (a − y)/m. */
  SQUARED {
    @Override
    public double of(Matrix a, Matrix y) {
      return a.zip(y, (out, t) -> 0.5 * (out - t) * (out - t)).sum() / y.rows();
    }

    @Override
    public Matrix gradient(Matrix a, Matrix y) {
      return a.minus(y).dividedBy(y.rows());
    }
  };

  /** The loss. */
  public abstract double of(Matrix a, Matrix y);

  /** ∂L/∂A, [m, k]. */
  public abstract Matrix gradient(Matrix a, Matrix y);
}
