package org.atled.core.op.linalg;

import java.util.List;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Tensor;

/** The sum of products that {@link Subscripts} say, as one matrix product for each two operands. */
public record Einsum(String subscripts) implements Composite {
  @Override
  public Operands operands() {
    return Operands.atLeast(1);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Labels labels = Subscripts.parse(subscripts).of(inputs.stream().map(Tensor::shape).toList());
    return new Contraction(labels).of(inputs);
  }
}
