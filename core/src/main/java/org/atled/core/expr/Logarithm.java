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
  private static final double[] ATANH64 = {
    0.4,
    0.2857142857142683,
    0.22222222222715088,
    0.18181818110747602,
    0.15384621339445617,
    0.13333026206917178,
    0.11774587309663384,
    0.10333730101382467,
    0.11580418381027535
  };

  private static final double[] LOG2_SHORT = {
    2.8853900817774276,
    0.9617966948212899,
    0.5770777565334847,
    0.41222609950893946,
    0.3192873843719365,
    0.29080545233142213
  };

  private Logarithm() {}

  /**
   * log x; log ±0 = −∞, log +∞ = +∞, NaN for negative numbers and NaN.
   *
   * <p>Error: at most 0.92 ulp for every float32, 2 ulp seen for float64.
   */
  public static Term log(Term x) {
    Format format = Format.of(x, "log");
    Parts parts = Parts.ofAny(format, x);
    return edges(sum(format, parts.e, parts.m.sub(1)), x, x);
  }

  /**
   * log x / log 2; exact for powers of two, with the edges of {@link #log}.
   *
   * <p>Error: at most 1.24 ulp for every float32, 2 seen for float64.
   */
  public static Term log2(Term x) {
    Format format = Format.of(x, "log2");
    Parts parts = Parts.ofAny(format, x);
    return edges(
        scaled(
            format,
            parts,
            parts.e,
            x.constant(0.0),
            format.pick(0x1.715476p0, 1.4426950408889634),
            format.pick(0x1.4ae0cp-26, 2.0355273740931033e-17)),
        x,
        x);
  }

  /**
   * log x / log 10, with the edges of {@link #log}.
   *
   * <p>Error: at most 1.43 ulp for every float32, 3 seen for float64.
   */
  public static Term log10(Term x) {
    Format format = Format.of(x, "log10");
    Parts parts = Parts.ofAny(format, x);
    // e times the first part of log₁₀ 2, which has 15 or 42 bits, is exact.
    return edges(
        scaled(
            format,
            parts,
            parts.e.mul(format.pick(0x1.344p-2, 0.30102999566395283)),
            parts.e.mul(format.pick(0x1.3509f8p-18, 2.8363394551044964e-14)),
            format.pick(0x1.bcb7b2p-2, 0.4342944819032518),
            format.pick(-0x1.5b235ep-27, 1.098319650216765e-17)),
        x,
        x);
  }

  /** high + low + (c + cLow) log m, the greatest products last. */
  private static Term scaled(
      Format format, Parts parts, Term high, Term low, double c, double cLow) {
    Term f = parts.m.sub(1);
    Term beyond = f.mul(f).mul(Format.polynomial(f, format.pick(P32, P64)));
    Term rest = beyond.fma(beyond.constant(c), f.fma(f.constant(cLow), low));
    Term sum = f.fma(f.constant(c), high);
    // Where the rest halves the sum, what that was rounded by would be a unit of the result.
    Term lost = f.fma(f.constant(c), high.sub(sum));
    return sum.add(rest.add(lost));
  }

  /**
   * log(eᵃ + eᵇ) = max(a, b) + log(1 + e^−|a − b|), which does not overflow; −∞ and −∞ give −∞, +∞
   * and +∞ give +∞, NaN NaN.
   */
  public static Term logAddExp(Term a, Term b) {
    Term most = a.max(b);
    Term distance = a.sub(b).abs().neg();
    Term more = log1p(Exponential.exp(distance));
    // Equal infinities have no distance.
    return a.eq(b).and(a.abs().eq(Double.POSITIVE_INFINITY)).select(most, most.add(more));
  }

  /** x log y, 0 where x is 0 unless y is NaN. */
  public static Term xlogy(Term x, Term y) {
    Term product = x.mul(log(y));
    return x.eq(0).and(y.eq(y)).select(x.constant(0.0), product);
  }

  /**
   * log x in two parts for a positive, finite x of float64, to some 2⁻⁶³ of itself: log m = 2 s +
   * s³ (2/3 + s² P(s²)) with s = (m − 1)/(m + 1), |s| ≤ 1/5, all but the last product in two parts.
   * P is minimax of degree 8 (error 1.8e−23 of the logarithm).
   */
  static Pair inTwoParts(Term x) {
    Parts parts = Parts.ofAny(Format.DOUBLE, x);
    Term f = parts.m.sub(1);
    Term d = parts.m.add(1);
    Term dLow = parts.m.sub(d.sub(1));
    Term quotient = f.div(d);
    Term rest = quotient.neg().fma(d, f).sub(quotient.mul(dLow));
    Pair s = new Pair(quotient, rest.div(d));
    Pair square = s.times(s);
    Term beyond = square.high().mul(Format.polynomial(square.high(), ATANH64));
    Pair third = Pair.ordered(x.constant(2.0 / 3), beyond).plus(3.700743415417188e-17);
    Pair cubic = square.times(s).times(third);
    Pair log =
        Pair.ordered(s.high().add(s.high()), cubic.high())
            .plus(s.low().add(s.low()).add(cubic.low()));
    // e times the first part of log 2, which has 42 bits, is exact.
    Term e = parts.e;
    return Pair.ordered(e.mul(0.6931471805598903), log.high())
        .plus(e.fma(e.constant(5.497923018708371e-14), log.low()));
  }

  /**
   * log₂ x in float64 for a float32 x ≥ 0: e + s P(s²) with s = (m − 1)/(m + 1), |s| ≤ 1/5, where P
   * is minimax of degree 5 (error 1.7e−13 of the logarithm); exact for powers of two. NaN where
   * {@code undefined} is true and x finite.
   */
  static Term log2Short(Term x, Term undefined) {
    Parts parts = Parts.of(Format.DOUBLE, x);
    Term s = parts.m.sub(1).div(parts.m.add(1));
    // The exponent waits for the polynomial, so that the edges cost no time there.
    Term positive = x.eq(0).select(x.constant(Double.NEGATIVE_INFINITY), parts.e);
    Term finite = undefined.select(x.constant(Double.NaN), positive);
    Term e = x.lt(Double.POSITIVE_INFINITY).select(finite, x);
    return s.fma(Format.polynomial(s.mul(s), LOG2_SHORT), e);
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

    /** Of a number that may be subnormal; {@code shifted} is then that of a multiple. */
    static Parts ofAny(Format format, Term x) {
      int lift = format.mantissa();
      Term subnormal = x.lt(x.constant(format.pick(Float.MIN_NORMAL, Double.MIN_NORMAL)));
      Parts parts = of(format, subnormal.select(x.mul(1L << lift), x));
      Term e = subnormal.select(parts.e.sub(lift), parts.e);
      return new Parts(format, parts.shifted, e, parts.m);
    }

    /** 2⁻ᵉ, for |e| below the bias. */
    Term inversePower() {
      Term exponent = shifted.and(~format.fraction());
      return exponent.constant(format.bits(1) + format.bits(2)).sub(exponent).bits();
    }
  }
}
