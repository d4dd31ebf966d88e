package org.atled.core.expr;

/**
 * The natural logarithm of x and of 1 + x.
 *
 * <p>x = 2ᵉ m with m in [2/3, 4/3), so that log x = e ln 2 + log(1 + f) with f = m − 1; no digits
 * cancel in the sum. log(1 + f) = f + f² P(f), where P is minimax on |f| ≤ 1/3: of degree 9 for
 * float32 (error 2.4e−9 of the logarithm) and 20 for float64 (1.9e−18), derived by {@code
 * tools/minimax.py}.
 */
public final class Logarithm {
  private static final double[] P32 = {
    -0x1p-1,
    0x1.555556p-2,
    -0x1.ffff1ep-3,
    0x1.9997c2p-3,
    -0x1.5594bap-3,
    0x1.2509bcp-3,
    -0x1.f43426p-4,
    0x1.b4b186p-4,
    -0x1.0534c6p-3,
    0x1.ff60eap-4
  };
  private static final double[] P64 = {
    -0.5,
    0.33333333333333176,
    -0.24999999999999337,
    0.20000000000070728,
    -0.16666666666865448,
    0.14285714274877617,
    -0.12499999977061312,
    0.11111111929379072,
    -0.10000001415875805,
    0.09090873781682417,
    -0.08333280621916671,
    0.07693243962792455,
    -0.07144106610197645,
    0.06650926713389678,
    -0.06230769170799041,
    0.06049791825708483,
    -0.05745954097276382,
    0.041833815981051216,
    -0.038441398884359185,
    0.08485999346830791,
    -0.08324862425232296
  };

  private Logarithm() {}

  /**
   * log x; log ±0 = −∞, log +∞ = +∞, NaN for negative numbers and NaN.
   *
   * <p>Error: at most 0.92 ulp for every float32, 2 ulp seen for float64.
   */
  public static Term log(Term x) {
    Format format = Format.of(x, "log");
    int lift = format.mantissa();
    Term subnormal = x.lt(x.constant(format.pick(Float.MIN_NORMAL, Double.MIN_NORMAL)));
    Term normal = subnormal.select(x.mul(1L << lift), x);
    Parts parts = Parts.of(format, normal);
    Term e = subnormal.select(parts.e.sub(lift), parts.e);
    return edges(sum(format, e, parts.m.sub(1)), x, x);
  }

  /**
   * log(1 + x), with small relative error near 0 too; −∞ for −1, NaN below; ±0 is kept. What the
   * sum u = 1 + x loses, c = x − (u − 1), is exact, and is added to f on its scale.
   *
   * <p>Error: at most 1.53 ulp for every float32, 2 ulp seen for float64.
   */
  public static Term log1p(Term x) {
    Format format = Format.of(x, "log1p");
    Term u = x.add(1);
    Term c = x.sub(u.sub(1));
    Parts parts = Parts.of(format, u);
    // 2⁻ᵉ is no normal number for the greatest e, where c is 0 and any finite factor will do.
    Term scale = parts.inversePower().max(format.pick(Float.MIN_NORMAL, Double.MIN_NORMAL));
    Term sum = sum(format, parts.e, c.fma(scale, parts.m.sub(1)));
    // log(1 + x) ≤ x; the minimum gives −0 for −0.
    return edges(sum.min(x), u, x);
  }

  /** e ln 2 + log(1 + f). */
  private static Term sum(Format format, Term e, Term f) {
    Term p = Format.polynomial(f, format.pick(P32, P64));
    Term low = e.fma(e.constant(format.pick(0x1.efa39ep-25, 2.3190468138462996e-17)), f);
    Term high = f.mul(f).fma(p, low);
    return e.fma(e.constant(format.pick(0x1.62e42ep-1, 0.6931471805599453)), high);
  }

  /** The result where u > 0, and what the logarithm of u is elsewhere; x is infinite where u is. */
  private static Term edges(Term result, Term u, Term x) {
    Term finite = x.lt(Double.POSITIVE_INFINITY).select(result, x);
    Term outside = u.eq(0).select(u.constant(Double.NEGATIVE_INFINITY), Double.NaN);
    return u.gt(0).select(finite, outside);
  }

  /**
   * @param shifted the bits of x less those of 2/3, moved so that the exponent field is e + bias +
   *     1
   * @param e the exponent, as a float
   * @param m the mantissa, in [2/3, 4/3)
   */
  private record Parts(Format format, Term shifted, Term e, Term m) {
    static Parts of(Format format, Term x) {
      Term bits = x.bits();
      long pivot = format.bits(2.0 / 3);
      Term shifted = bits.add(bits.constant(format.bits(2) - pivot));
      Term m = shifted.and(format.fraction()).add(bits.constant(pivot)).bits();
      // The exponent is put into the low bits of the rounder, which makes it a float.
      double rounder = format.rounder();
      Term low = x.constant(rounder).bits();
      Term e = shifted.ushr(format.mantissa()).add(low).bits().sub(rounder + format.bias() + 1);
      return new Parts(format, shifted, e, m);
    }

    /** 2⁻ᵉ, for |e| below the bias. */
    Term inversePower() {
      Term exponent = shifted.and(~format.fraction());
      return exponent.constant(format.bits(1) + format.bits(2)).sub(exponent).bits();
    }
  }
}
