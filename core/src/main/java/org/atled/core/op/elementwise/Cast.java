package org.atled.core.op.elementwise;

import java.util.List;
import org.atled.core.expr.Term;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Elementwise;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;

/**
 * The same numbers in another element type, by Java's casts: floats are truncated to integers and
 * saturate, uint8 keeps the low 8 bits, bool is x ≠ 0. What becomes a float16 or a bfloat16 is
 * rounded once, to nearest, ties to even. The cotangent is converted to the type before.
 */
public record Cast(DType target) implements Elementwise {
  @Override
  public Term expression(DType computing, List<Term> in) {
    return in.getFirst().to(target);
  }

  @Override
  public DType result(DType computing) {
    return target;
  }

  @Override
  public Keep keeps() {
    return Keep.nothing();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(g.to(s.type(0).dtype()));
  }
}
