package org.atled.lectures;

import java.util.function.DoubleSupplier;
import org.atled.lectures.matrix.Matrix;

/**
 * Derivatives by central differences, for tests: (f(θ + h) − f(θ − h))/2h, one element at a time.
 */
public final class Slopes {
  private static final double H = 1e-5;

  private Slopes() {}

  /** ∂f/∂θ; f reads θ, which is put back as it was. */
  public static Matrix of(DoubleSupplier f, Matrix theta) {
    Matrix slopes = theta.zeros(theta.rows(), theta.columns());
    for (int i = 0; i < theta.rows(); i++) {
      for (int j = 0; j < theta.columns(); j++) {
        double here = theta.get(i, j);
        theta.set(i, j, here + H);
        double above = f.getAsDouble();
        theta.set(i, j, here - H);
        double below = f.getAsDouble();
        theta.set(i, j, here);
        slopes.set(i, j, (above - below) / (2 * H));
      }
    }
    return slopes;
  }
}
