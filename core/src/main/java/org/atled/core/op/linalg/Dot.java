package org.atled.core.op.linalg;

import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Tensor;

/** Σ aᵢ·bᵢ of vectors. */
public record Dot() implements Composite {
  @Override
  public Operands operands() {
    return Operands.exactly(2);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    var a = inputs.get(0).shape();
    var b = inputs.get(1).shape();
    if (a.rank() != 1 || !a.equals(b)) {
      throw new ShapeException(
          "takes two vectors of one length, not %s and %s; matmul and tensordot take more axes."
              .formatted(a, b));
    }
    List<Integer> axis = List.of(0);
    return new Contraction(new Labels(List.of(axis, axis), List.of(), List.of(a, b))).of(inputs);
  }
}
