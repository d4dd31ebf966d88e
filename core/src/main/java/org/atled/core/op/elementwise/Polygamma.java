package org.atled.core.op.elementwise;

import org.atled.core.error.ArgumentException;
import org.atled.core.expr.Term;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.UnaryMap;

/** y = ψ⁽ⁿ⁾(x), the n-th derivative of ψ = (log Γ)′; dy/dx = ψ⁽ⁿ⁺¹⁾(x). */
public record Polygamma(int order) implements UnaryMap {
  /** From here on n! is no double. */
  private static final int LIMIT = 170;

  public Polygamma {
    if (order < 0 || order > LIMIT) {
      throw new ArgumentException(
          "polygamma: the order must be 0 to %d, not %d.".formatted(LIMIT, order));
    }
  }

  @Override
  public String name() {
    return order == 0 ? "digamma" : "polygamma";
  }

  @Override
  public Term expression(Term x) {
    return order == 0
        ? org.atled.core.expr.Polygamma.digamma(x)
        : org.atled.core.expr.Polygamma.polygamma(order, x);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(g.mul(Dispatch.apply(new Polygamma(order + 1), s.input(0))));
  }
}
