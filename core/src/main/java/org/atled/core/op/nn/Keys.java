package org.atled.core.op.nn;

import org.atled.core.tensor.Tensor;

/**
 * Keys' cubic convolution with a = −0.75: what an element counts at a distance d from the place
 * that is read, (a + 2)d³ − (a + 3)d² + 1 up to 1, ad³ − 5ad² + 8ad − 4a up to 2 (Keys 1981, eq.
 * 15).
 */
final class Keys {
  private static final double A = -0.75;

  private Keys() {}

  /** At a distance from 0 to 2. */
  static double weight(double d) {
    return d <= 1 ? ((A + 2) * d - (A + 3)) * d * d + 1 : ((A * d - 5 * A) * d + 8 * A) * d - 4 * A;
  }

  /** The weights of the four elements around places t after the second of them, t from 0 to 1. */
  static Tensor weight(int k, Tensor t) {
    return switch (k) {
      case 0 -> far(t.add(1));
      case 1 -> near(t);
      case 2 -> near(t.neg().add(1));
      default -> far(t.neg().add(2));
    };
  }

  private static Tensor near(Tensor d) {
    return d.mul(A + 2).sub(A + 3).mul(d).mul(d).add(1);
  }

  private static Tensor far(Tensor d) {
    return d.mul(A).sub(5 * A).mul(d).add(8 * A).mul(d).sub(4 * A);
  }
}
