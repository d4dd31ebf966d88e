package org.atled.core.tensor;

import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;

/** An element-wise function of two operands, computed in the type where they meet. */
public interface BinaryMap extends Elementwise {
  /** f(a, b) for one element. */
  Term expression(Term a, Term b);

  @Override
  default Term expression(DType computing, List<Term> in) {
    return expression(in.get(0).to(computing), in.get(1).to(computing));
  }

  @Override
  default TensorType infer(List<TensorType> inputs) {
    if (inputs.size() != 2) {
      throw new ArgumentException("takes 2 operands, not " + inputs.size() + ".");
    }
    return Elementwise.super.infer(inputs);
  }
}
