package org.atled.core.op.elementwise;

import java.util.List;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Tensor;

/** y = x where beta·x > threshold, else ln(1 + e^(beta·x))/beta: PyTorch's softplus. */
public record ThresholdedSoftplus(double beta, double threshold) implements Composite {
  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.getFirst();
    Tensor scaled = x.mul(beta);
    return scaled.gt(threshold).where(x, scaled.softplus().div(beta));
  }
}
