package org.atled.lectures.layer;

import org.atled.lectures.matrix.Pointwise;

/** y = max(x, 0). */
public final class ReLU extends Elementwise {
  @Override
  double f(double x) {
    return Pointwise.relu(x);
  }

  /** 1 where x was positive, and so y is; else 0, at the kink, too. */
  @Override
  double derivative(double y) {
    return y > 0 ? 1 : 0;
  }
}
