package org.atled.core.op.elementwise;

import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Tensor;

/** y = x − λ·sign x where |x| &gt; λ, 0 elsewhere. */
public record Softshrink(double lambda) implements Composite {
  public Softshrink {
    if (!(lambda >= 0)) {
      throw new ArgumentException(
          "softshrink: lambda is %s but must be at least 0.".formatted(lambda));
    }
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.getFirst();
    return x.abs().le(lambda).where(0.0, x.sub(x.sign().mul(lambda)));
  }
}
