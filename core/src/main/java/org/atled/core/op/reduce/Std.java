package org.atled.core.op.reduce;

import java.util.List;
import org.atled.core.shape.Axes;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Tensor;

/** The root of the variance; where that is 0 the gradient is 0, as PyTorch's. */
public record Std(Axes axes, double correction) implements Composite {
  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.getFirst();
    return root(x.to(x.dtype().computing()).var(axes, correction)).to(x.dtype());
  }

  /** √x whose gradient is 0 where x is 0. */
  static Tensor root(Tensor x) {
    Tensor isZero = x.eq(0);
    return isZero.where(0, isZero.where(1, x).sqrt());
  }
}
