package org.atled.core.op.elementwise;

import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Tensor;

/** y = x where positive, α·(e^(x/α) − 1) elsewhere: Barron 2017. */
public record Celu(double alpha) implements Composite {
  public Celu {
    if (alpha == 0) {
      throw new ArgumentException("celu: alpha must not be 0, by which x is divided.");
    }
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.getFirst();

    Tensor negative = x.gt(0).where(0.0, x);
    return x.gt(0).where(x, negative.div(alpha).expm1().mul(alpha));
  }
}
