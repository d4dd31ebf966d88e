package org.atled.lectures.backprop;

import org.atled.lectures.matrix.Matrix;

/** ∇Wˡ and ∇bˡ of one layer, of the shapes of Wˡ and bˡ. */
public record LayerGradient(Matrix w, Matrix b) {
  /** ∇Wˡ alone: a step along it leaves the bias as it is. */
  public LayerGradient ofWeights() {
    return new LayerGradient(w, b.zeros(b.rows(), b.columns()));
  }
}
