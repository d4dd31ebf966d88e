package org.atled.core.op.elementwise;

import java.util.List;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Elementwise;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Promotion;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * y = min(max(x, least), most), with one bound or both: where they cross it is the upper one. The
 * gradient goes to x between the bounds and at them, and to a bound beyond it.
 */
public record Clip(boolean below, boolean above) implements Elementwise {
  @Override
  public String name() {
    return below && above ? "clip" : below ? "clampMin" : "clampMax";
  }

  @Override
  public Operands operands() {
    return Operands.exactly(below && above ? 3 : 2);
  }

  @Override
  public Term expression(DType computing, List<Term> in) {
    Term y = in.getFirst().to(computing);
    y = below ? y.max(in.get(1).to(computing)) : y;
    return above ? y.min(in.getLast().to(computing)) : y;
  }

  @Override
  public DType computing(List<TensorType> inputs) {
    return Promotion.numeric(inputs);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Tensor x = s.input(0);
    Tensor least = s.input(1);
    Tensor most = s.input(s.inputCount() - 1);
    if (!below) {
      return Cotangents.start()
          .and(s, () -> x.le(most).where(g, 0.0))
          .and(s, () -> x.gt(most).where(g, 0.0));
    }
    if (!above) {
      return Cotangents.start()
          .and(s, () -> x.ge(least).where(g, 0.0))
          .and(s, () -> x.lt(least).where(g, 0.0));
    }
    return Cotangents.start()
        .and(s, () -> x.ge(least).bitwiseAnd(x.le(most)).where(g, 0.0))
        .and(s, () -> x.lt(least).bitwiseAnd(least.lt(most)).where(g, 0.0))
        .and(s, () -> x.gt(most).bitwiseOr(most.lt(least)).where(g, 0.0));
  }
}
