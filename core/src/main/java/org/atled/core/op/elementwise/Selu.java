package org.atled.core.op.elementwise;

import java.util.List;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Tensor;

/** y = λ·x where positive, λ·α·(eˣ − 1) elsewhere: Klambauer et al. 2017. */
public record Selu() implements Composite {
  private static final double ALPHA = 1.6732632423543772848170429916717;
  private static final double LAMBDA = 1.0507009873554804934193349852946;

  @Override
  public Tensor define(List<Tensor> inputs) {
    return inputs.getFirst().elu(ALPHA).mul(LAMBDA);
  }
}
