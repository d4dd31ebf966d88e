package org.atled.lectures.layer;

import org.atled.lectures.matrix.Pointwise;

/** y = σ(x) = 1/(1 + e⁻ˣ). */
public final class Sigmoid extends Elementwise {
  @Override
  double f(double x) {
    return Pointwise.sigmoid(x);
  }

  /** σ′(x) = y·(1 − y). */
  @Override
  double derivative(double y) {
    return y * (1 - y);
  }
}
