package org.atled.core.op.elementwise;

import java.math.BigDecimal;
import org.atled.core.expr.Term;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.UnaryMap;

/** y = x rounded to so many decimals, to hundreds for −2; dy/dx = 0. */
public record RoundTo(int decimals) implements UnaryMap {
  @Override
  public Term expression(Term x) {
    double scale = BigDecimal.ONE.scaleByPowerOfTen(Math.abs(decimals)).doubleValue();
    Term scaled = decimals < 0 ? x.div(scale) : x.mul(scale);
    Term whole = scaled.rint();
    // The scale may be infinite, and 0·∞ NaN.
    Term rounded = decimals < 0 ? whole.eq(0).select(whole, whole.mul(scale)) : whole.div(scale);
    // What is too large to be scaled has no decimals.
    return scaled.abs().lt(Double.POSITIVE_INFINITY).select(rounded, x);
  }

  @Override
  public Keep keeps() {
    return Keep.nothing();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(g.zerosLike());
  }
}
