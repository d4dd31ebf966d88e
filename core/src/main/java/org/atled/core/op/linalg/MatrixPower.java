package org.atled.core.op.linalg;

import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Tensor;

/** A square matrix times itself, {@code exponent} factors, by squaring; the identity for 0. */
public record MatrixPower(int exponent) implements Composite {
  public MatrixPower {
    if (exponent < 0) {
      throw new ArgumentException(
          "matrixPower: the exponent %d asks for an inverse; take 0 or more, or Linalg.matrixPower."
              .formatted(exponent));
    }
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.getFirst();
    Shape shape = x.shape();
    if (shape.rank() < 2 || shape.size(-1) != shape.size(-2)) {
      throw new ShapeException("takes square matrices [.., n, n], not %s.".formatted(shape));
    }
    if (exponent == 0) {
      // A choice, so that x has the gradient 0.
      return Tensor.of(false).where(x, Tensor.eye((int) shape.size(-1)).to(x.dtype()));
    }
    return power(x, exponent);
  }

  private static Tensor power(Tensor x, int n) {
    if (n == 1) {
      return x;
    }
    Tensor half = power(x, n / 2);
    Tensor square = half.matmul(half);
    return n % 2 == 0 ? square : square.matmul(x);
  }
}
