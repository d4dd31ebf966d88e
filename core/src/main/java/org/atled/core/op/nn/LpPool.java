package org.atled.core.op.nn;

import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Pooling;
import org.atled.core.tensor.Tensor;

/**
 * (Σ xᵖ)^(1/p) over each window: [n, c, axes..] → [n, c, windows..]. Where the sum is 0 the
 * gradient is 0; a power of a negative sum is NaN.
 */
public record LpPool(double p, Pooling pooling) implements Composite {
  public LpPool {
    if (!(p > 0)) {
      throw new ArgumentException("lpPool: p is %s but must be above 0.".formatted(p));
    }
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.getFirst();
    Tensor wide = x.to(x.dtype().computing());
    Tensor mean = Dispatch.apply(new AvgPool(pooling, true), wide.pow(p));
    long elements = 1;
    for (int i = 0; i < x.shape().rank() - 2; i++) {
      elements *= pooling.kernel(i);
    }
    Tensor sum = mean.sign().mul(mean.abs().relu()).mul((double) elements);
    return sum.pow(1 / p).to(x.dtype());
  }
}
