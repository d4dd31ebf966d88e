package org.atled.core.tensor;

import java.util.List;
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
  default Operands operands() {
    return Operands.exactly(2);
  }
}
