package org.atled.core.op.elementwise;

import java.util.List;
import org.atled.core.error.TypeException;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Elementwise;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Promotion;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/** y = condition ? a : b; the gradient goes to the one chosen. */
public record Where() implements Elementwise {
  @Override
  public Operands operands() {
    return Operands.exactly(3);
  }

  @Override
  public Term expression(DType computing, List<Term> in) {
    return in.get(0).select(in.get(1).to(computing), in.get(2).to(computing));
  }

  @Override
  public DType computing(List<TensorType> inputs) {
    if (inputs.getFirst().dtype() != DType.BOOL) {
      throw new TypeException(
          "the condition is " + inputs.getFirst() + " but must be bool; compare it with ne(0).");
    }
    return Promotion.of(inputs.subList(1, 3));
  }

  @Override
  public Keep keeps() {
    return Keep.input(0);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Tensor condition = s.input(0);
    return Cotangents.start()
        .andNone()
        .and(s, () -> condition.where(g, 0.0))
        .and(s, () -> condition.where(0.0, g));
  }
}
