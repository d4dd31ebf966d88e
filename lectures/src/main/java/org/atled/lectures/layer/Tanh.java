package org.atled.lectures.layer;

/** y = tanh x. */
public final class Tanh extends Elementwise {
  @Override
  double f(double x) {
    return StrictMath.tanh(x);
  }

  /** tanh′ x = 1 − y². */
  @Override
  double derivative(double y) {
    return 1 - y * y;
  }
}
