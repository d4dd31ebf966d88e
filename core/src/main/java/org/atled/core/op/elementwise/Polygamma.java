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
  /** Up to here a caller may ask for, and derive ten times. */
  private static final int ASKED = 20;

  /** The order up to which the accuracy is known. */
  private static final int LIMIT = 30;

  public Polygamma {
    check(order, LIMIT);
  }

  /**
   * The operation of an order that a caller asks for: lower ones than there are, so that it has
   * derivatives.
   *
   * @throws ArgumentException if it is not 0 to 20
   */
  public static Polygamma asked(int order) {
    check(order, ASKED);
    return new Polygamma(order);
  }

  private static void check(int order, int limit) {
    if (order < 0 || order > limit) {
      throw new ArgumentException(
          "polygamma: the order must be 0 to %d, not %d.".formatted(limit, order));
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
