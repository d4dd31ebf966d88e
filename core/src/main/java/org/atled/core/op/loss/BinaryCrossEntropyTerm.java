package org.atled.core.op.loss;

import org.atled.core.expr.Logarithm;
import org.atled.core.expr.Term;
import org.atled.core.tensor.BinaryMap;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;

/**
 * y = −t·max(ln x, −100) − (1 − t)·max(ln(1 − x), −100) of a probability x and a target t. As in
 * PyTorch ∂y/∂x = (x − t)/max(x·(1 − x), 10⁻¹²), not cut off with the logarithms; ∂y/∂t is the
 * difference of these.
 */
public record BinaryCrossEntropyTerm() implements BinaryMap {
  private static final double LEAST = -100;

  /** A float in PyTorch, whatever the type of the numbers. */
  private static final double EPSILON = 1e-12f;

  @Override
  public Term expression(Term x, Term t) {
    Term yes = Logarithm.log(x).max(LEAST);
    Term no = Logarithm.log1p(x.neg()).max(LEAST);
    return t.sub(1).mul(no).sub(t.mul(yes));
  }

  @Override
  public Keep keeps() {
    return Keep.inputs();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Tensor x = s.input(0);
    Tensor t = s.input(1);
    return Cotangents.start()
        .and(s, () -> g.mul(x.sub(t)).div(x.neg().add(1).mul(x).maximum(EPSILON)))
        .and(s, () -> g.mul(x.neg().log1p().maximum(LEAST).sub(x.log().maximum(LEAST))));
  }
}
