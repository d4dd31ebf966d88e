package org.atled.core.op.elementwise;

import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Tensor;

/** y = x between the bounds, beyond them the bound; dy/dx = 0 at the bounds. */
public record Hardtanh(double least, double most) implements Composite {
  public Hardtanh {
    if (!(least < most)) {
      throw new ArgumentException(
          "hardtanh: the lower bound is %s but must be less than the upper, %s."
              .formatted(least, most));
    }
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.getFirst();
    return x.le(least).where(least, x.ge(most).where(most, x));
  }
}
