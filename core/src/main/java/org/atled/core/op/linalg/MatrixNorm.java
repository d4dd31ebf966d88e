package org.atled.core.op.linalg;

import java.util.List;
import java.util.OptionalDouble;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Tensor;

/**
 * The Frobenius norm of the matrices of the last two axes, or the greatest (least) sum of |x| down
 * a column for 1 (−1), along a row for ∞ (−∞).
 *
 * @param order empty for Frobenius
 */
public record MatrixNorm(OptionalDouble order) implements Composite {
  public MatrixNorm {
    if (order.isPresent() && Math.abs(order.getAsDouble()) != 1 && !infinite(order)) {
      throw new ArgumentException(
          "matrixNorm: takes 1, −1, ∞ or −∞, or no order for Frobenius, not %s."
              .formatted(order.getAsDouble()));
    }
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.getFirst();
    if (x.shape().rank() < 2) {
      throw new ShapeException("takes matrices [.., m, n], not %s.".formatted(x.shape()));
    }
    if (!x.dtype().isFloating()) {
      throw new TypeException("takes floats, not %s; convert with to(…).".formatted(x.type()));
    }
    if (order.isEmpty()) {
      return x.norm(2, -2, -1);
    }
    Tensor sums = x.abs().sum(infinite(order) ? -1 : -2);
    return order.getAsDouble() > 0 ? sums.amax(-1) : sums.amin(-1);
  }

  private static boolean infinite(OptionalDouble order) {
    return Double.isInfinite(order.getAsDouble());
  }
}
