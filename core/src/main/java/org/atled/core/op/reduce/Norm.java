package org.atled.core.op.reduce;

import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.Axes;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Tensor;

/**
 * (Σ |x|^p)^(1/p) over axes of the operand's shape; the number of elements that are not 0 for p =
 * 0, the greatest and least |x| for ∞ and −∞. The gradient is 0 where the norm or the element is.
 */
public record Norm(double p, Axes axes) implements Composite {
  public Norm {
    if (Double.isNaN(p)) {
      throw new ArgumentException("norm: p is NaN; take 2 for the Euclidean norm.");
    }
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.getFirst();
    if (!x.dtype().isFloating()) {
      throw new TypeException("takes floats, not " + x.type() + "; convert with to(…).");
    }
    if ((p < 0 || p == Double.POSITIVE_INFINITY) && axes.count(x.shape()) == 0) {
      throw new ShapeException(
          "of p = %s over axes %s of %s, which are empty: there is no least or greatest element."
              .formatted(p, axes.numbers(), x.shape()));
    }
    return of(x.to(x.dtype().computing())).to(x.dtype());
  }

  private Tensor of(Tensor x) {
    if (p == 0) {
      return x.ne(0).sum(axes).to(x.dtype());
    }
    if (p == 1) {
      return x.abs().sum(axes);
    }
    if (p == 2) {
      return Std.root(x.square().sum(axes));
    }
    if (Double.isInfinite(p)) {
      return p > 0 ? x.abs().max(axes) : x.abs().min(axes);
    }
    Tensor sum = power(x.abs(), p).sum(axes);
    return power(sum, 1 / p);
  }

  /** x^q of x ≥ 0, as a constant where x is 0. */
  private static Tensor power(Tensor x, double q) {
    Tensor isZero = x.eq(0);
    Tensor power = isZero.where(1, x).log().mul(q).exp();
    return isZero.where(q > 0 ? 0 : Double.POSITIVE_INFINITY, power);
  }
}
