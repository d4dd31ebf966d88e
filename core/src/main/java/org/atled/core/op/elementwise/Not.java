package org.atled.core.op.elementwise;

import java.util.List;
import org.atled.core.error.TypeException;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Elementwise;
import org.atled.core.tensor.TensorType;

/** y = not x, on bools. */
public record Not() implements Elementwise {
  @Override
  public Term expression(DType computing, List<Term> in) {
    return in.getFirst().not();
  }

  @Override
  public DType computing(List<TensorType> inputs) {
    if (inputs.getFirst().dtype() != DType.BOOL) {
      throw new TypeException(
          "not takes a bool tensor, not " + inputs.getFirst() + "; compare it with eq(0).");
    }
    return DType.BOOL;
  }

  @Override
  public boolean isDifferentiable() {
    return false;
  }
}
