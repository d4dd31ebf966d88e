package org.atled.core.op.indexing;

import java.util.List;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;

/** x, and where a mask is true the elements of a source, one after the other, row-major. */
public record MaskedScatter() implements Composite {
  @Override
  public Operands operands() {
    return Operands.exactly(3);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    Tensor mask = inputs.get(1);
    Tensor source = inputs.get(2);
    MaskedSelect.check(mask);
    if (source.dtype() != x.dtype()) {
      throw new TypeException(
          "the source is %s but must have the type of x, %s; convert it with to(…)."
              .formatted(source.type(), x.dtype()));
    }
    Shape shape = x.shape().broadcast(mask.shape());
    Tensor wide = mask.broadcastTo(shape);
    // Which of them it is, from 1; 0 is an element of no account, so that there always is one.
    Tensor number = wide.flatten().to(DType.INT64).cumSum(0);
    Tensor none = Tensor.full(x.dtype(), 0).reshape(1);
    Tensor filled = Structure.concat(0, none, source.flatten());
    Tensor place = wide.flatten().where(number, number.zerosLike());
    return wide.where(filled.gather(0, place).reshape(shape), x);
  }
}
