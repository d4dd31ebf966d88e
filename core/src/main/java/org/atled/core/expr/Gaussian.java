package org.atled.core.expr;

import java.util.Arrays;

/**
 * Functions of the normal distribution's Φ, by its lower tail e^(t²/2) Φ(−t), a polynomial in t/(t
 * + 4) over t + 4: so the tail keeps its relative accuracy down to the subnormal numbers, where ½(1
 * + erf(x/√2)) would cancel. Hendrycks and Gimpel, <i>Gaussian Error Linear Units</i>, 2016.
 */
public final class Gaussian {
  private static final double[] TAIL32 = {
    0x1.ace714p-1,
    -0x1.6d84e6p0,
    0x1.d9fd02p0,
    -0x1.bdf3cep0,
    0x1.06e194p0,
    -0x1.20871ap-3,
    -0x1.39a282p-2,
    0x1.5a8182p-3,
    0x1.57510cp-4,
    -0x1.1ba366p-4
  };
  private static final double[] TAIL64 = {
    0.8377004943765662,
    -1.4278091535135178,
    1.8515151028955812,
    -1.7419899257104148,
    1.0269651008378218,
    -0.1413415966478265,
    -0.3079035197181485,
    0.1754505342626798,
    0.09752768315763051,
    -0.1022936413624834,
    -0.04753869037233019,
    0.056526224963237205,
    0.035548953705955004,
    -0.028736165271851966,
    -0.03111153524686024,
    0.009565650081774617,
    0.02613478660889972,
    0.003700732967177166,
    -0.019149559447895394,
    -0.009510605052285126,
    0.011680562771517276,
    0.006267986176241962,
    -0.005008852750811174
  };

  private static final double CENTRE = 4;
  private static final double MIDDLE = 0.4375;
  private static final double PEAK = 0.3989422804014327;

  private Gaussian() {}

  /**
   * x·Φ(x) = max(x, 0) − |x| Φ(−|x|). NaN for −∞, as −∞·0 is, and for NaN.
   *
   * <p>Error: at most 1.98 ulp for every float32, 2 ulp seen for float64.
   */
  public static Term gelu(Term x) {
    Format format = Format.of(x, "gelu");
    Term t = bounded(format, x);
    Tail tail = Tail.of(format, t);
    Pair square = Pair.product(t, t.mul(-0.5));
    Term lower = Exponential.timesLifted(format, tail.timesArgument(), square.high(), square.low());
    // x·0 keeps the sign of 0, and is NaN for −∞.
    Term upper = x.mul(x.gt(0).select(x.constant(1L), 0));
    return lower.fma(format.pick(-0x1p-64, -0x1p-512), upper);
  }

  /** The derivative of {@link #gelu}: Φ(x) + x e^(−x²/2)/√2π; NaN for ±∞. */
  public static Term geluSlope(Term x) {
    Format format = Format.of(x, "gelu");
    Term t = x.abs();
    Term c = bounded(format, x);
    Pair square = Pair.product(c, c.mul(-0.5));
    Term bell = Exponential.exp(format, square.high(), square.low());
    Tail tail = Tail.of(format, t);
    Term below = tail.inverse().mul(tail.polynomial().high()).mul(bell);
    Term phi = x.gt(0).select(below.neg().add(1), below);
    return x.fma(bell.mul(PEAK), phi);
  }

  /** |x|, up to where e^(−t²/2) is 0. */
  private static Term bounded(Format format, Term x) {
    return x.abs().min(format.pick(15, 39));
  }

  /**
   * e^(t²/2) Φ(−t) for t ≥ 0, as inverse·polynomial.
   *
   * @param inverse 1/(t + 4), but for rounding
   * @param share t/(t + 4), and what it has lost
   * @param polynomial in t/(t + 4) − 7/16, for t ≤ 14.6 of degree 9 in float32 (error 1.2e−8) and
   *     for t ≤ 39 of degree 22 in float64 (3.0e−17), derived by {@code tools/minimax.py}; beyond
   *     it is some number of that size; and what its last rounding has lost
   */
  private record Tail(Term inverse, Pair share, Pair polynomial) {
    static Tail of(Format format, Term t) {
      Term sum = t.add(CENTRE);
      Term inverse = t.constant(1L).div(sum);
      Term share = t.mul(inverse);
      Term rest = share.neg().fma(t.sub(sum.sub(CENTRE)), share.neg().fma(sum, t));
      Term v = share.sub(MIDDLE);
      double[] c = format.pick(TAIL32, TAIL64);
      Term above = Format.polynomial(v, Arrays.copyOfRange(c, 1, c.length));
      Term p = v.fma(above, c[0]);
      Term lost = v.fma(above, p.constant(c[0]).sub(p));
      return new Tail(inverse, new Pair(share, rest.mul(inverse)), new Pair(p, lost));
    }

    /**
     * The product with t, which is that of share and polynomial. An error of the share changes the
     * polynomial too: the relative error of the product is that of the share times about (4/(t +
     * 4))², never 0.1 more or less.
     */
    Pair timesArgument() {
      Pair product = Pair.product(share.high(), polynomial.high());
      Term slope = polynomial.high().mul(inverse.mul(inverse).mul(CENTRE * CENTRE));
      Term low = share.high().fma(polynomial.low(), product.low());
      return new Pair(product.high(), share.low().fma(slope, low));
    }
  }
}
