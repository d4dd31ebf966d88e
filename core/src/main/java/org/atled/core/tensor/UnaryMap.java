package org.atled.core.tensor;

import java.util.List;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;

/** An element-wise function of one operand. Takes floats; integers and bools become float32. */
public interface UnaryMap extends Elementwise {
  /** f(x) for one element. */
  Term expression(Term x);

  @Override
  default DType computing(List<TensorType> inputs) {
    return Promotion.floating(inputs);
  }

  @Override
  default Term expression(DType computing, List<Term> in) {
    return expression(in.getFirst().to(computing));
  }
}
