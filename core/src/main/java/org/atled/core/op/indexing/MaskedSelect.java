package org.atled.core.op.indexing;

import java.util.List;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Tensor;

/** The elements where a mask is true, row-major, after both are broadcast. */
public record MaskedSelect() implements Composite {
  @Override
  public Operands operands() {
    return Operands.exactly(2);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    Tensor mask = inputs.get(1);
    check(mask);
    Shape shape = x.shape().broadcast(mask.shape());
    Nonzero.looksAt(mask, name());
    Tensor places = mask.broadcastTo(shape).flatten().nonzero().flatten();
    return x.broadcastTo(shape).flatten().gather(0, places);
  }

  static void check(Tensor mask) {
    if (mask.dtype() != DType.BOOL) {
      throw new TypeException(
          "the mask is %s but must be bool; compare it with ne(0).".formatted(mask.type()));
    }
  }
}
