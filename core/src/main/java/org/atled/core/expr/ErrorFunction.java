package org.atled.core.expr;

import java.util.Arrays;

/** The error function and its complement. */
public final class ErrorFunction {
  // The constant 2/√π is the sum of the first two.
  private static final double[] P32 = {
    0x1.20dd74p0,
    0x1.178f2cp-24,
    0x1.45f2fap-1,
    0x1.a4fa4ep-4,
    -0x1.39cd14p-6,
    -0x1.50ca8ep-13,
    0x1.b50658p-10,
    -0x1.4bc892p-11,
    0x1.ed579ap-14,
    -0x1.367468p-17
  };
  private static final double[] P64 = {
    1.1283791670955126,
    9.744789033330919e-18,
    0.6366197723675836,
    0.10277260330178903,
    -0.01912844700507414,
    -0.00020919469481930518,
    0.0016962063857172156,
    -0.0005901255533949203,
    2.587860810978884e-05,
    6.44918458948657e-05,
    -2.972400736265877e-05,
    3.4071926487152513e-06,
    2.835243615281828e-06,
    -1.7416612461034573e-06,
    3.364632286893684e-07,
    1.371142673028571e-07,
    -1.417247298872452e-07,
    6.571722041757578e-08,
    -2.0957010588896295e-08,
    4.996165101170182e-09,
    -9.078969160873048e-10,
    1.2478866039038186e-10,
    -1.2604844130576641e-11,
    8.840578072406977e-13,
    -3.848027004674592e-14,
    7.828383534668397e-16
  };

  private static final double[] SCALED32 = {
    0x1.12f21ep0,
    -0x1.c44c48p-1,
    0x1.2e3256p-1,
    -0x1.3deafp-2,
    0x1.e99d32p-4,
    -0x1.b7ad72p-6,
    -0x1.4738fcp-10,
    0x1.91c94cp-9,
    -0x1.dd2ca6p-12,
    -0x1.3d29d6p-12
  };
  private static final double[] SCALED64 = {
    1.0740069070883398,
    -0.8833944531698837,
    0.5902283571040762,
    -0.31046726190055235,
    0.11952776128858118,
    -0.026827234625213837,
    -0.0012124166517235365,
    0.0030340620128572427,
    -0.000548309455338766,
    -0.00027677792857497583,
    0.00010756015914207827,
    3.0398440507077246e-05,
    -1.7465925282424434e-05,
    -4.7495469801385125e-06,
    2.755020782333478e-06,
    9.98213612853945e-07,
    -3.932638034515325e-07,
    -2.306434103373541e-07,
    3.347358047751956e-08,
    4.6453063914998265e-08,
    4.6833888061331144e-09,
    -5.526632643714167e-09,
    -1.7429498408086083e-09
  };

  private ErrorFunction() {}

  /**
   * erf x = 2/√π ∫₀ˣ exp(−t²) dt = 1 − e^(−t P(t)) with t = |x| and the sign of x, exactly odd: one
   * formula for small and large x alike. P(t) = −log(1 − erf t) / t is a polynomial of degree 8 on
   * [0, 4] for float32 (error 4.1e−9 of erf x) and 24 on [0, 6] for float64 (5.2e−18), where erf
   * has become 1: minimax relative to erf, so that few digits are asked of it where e^(−t P(t)) is
   * small; derived by {@code tools/minimax.py}. ±0 is kept, ±∞ gives ±1 and NaN NaN.
   *
   * <p>Error: at most 1.82 ulp for every float32, 2 ulp seen for float64.
   */
  public static Term erf(Term x) {
    Format format = Format.of(x, "erf");
    Term t = x.abs().min(format.pick(4, 6));
    double[] p = format.pick(P32, P64);
    Term beyond = Format.polynomial(t, Arrays.copyOfRange(p, 1, p.length));
    Term y = t.fma(t.constant(p[0]), t.mul(beyond));
    Term m = Exponential.expm1Near(format, y.neg());
    return format.withSign(m.abs(), x);
  }

  /**
   * erfc x = 1 − erf x, also where that is small: e^(−x²) erfcx x for x ≥ 0 and 2 − erfc |x| below,
   * computed in float64 and rounded once for float32. +∞ gives 0, −∞ 2 and NaN NaN.
   *
   * <p>Error: @ERFCE@
   */
  public static Term erfc(Term x) {
    return Format.wide(
        "erfc",
        x,
        u -> {
          Term c = u.abs().min(28);
          Term square = c.mul(c);
          Term lost = c.fma(c, square.neg());
          Term[] scaled = scaled(Format.DOUBLE, c);
          Term factor = scaled[0].mul(scaled[1]);
          Term upper = Exponential.times(Format.DOUBLE, factor, square.neg(), lost.neg());
          return u.lt(0).select(upper.neg().add(2), upper);
        });
  }

  /**
   * Two factors of erfcx t = e^(t²) erfc t for t ≥ 0: 1/(t + 3), and a polynomial in q = (t − 3)/(t
   * + 3), for t ≤ 10.5 of degree 9 in float32 (error 2.3e−8) and for t ≤ 28 of degree 22 in float64
   * (1.4e−16), derived by {@code tools/minimax.py}. Beyond it is some number of that size.
   */
  static Term[] scaled(Format format, Term t) {
    // What the sum and the quotient lose would be a few units of a small t's result.
    Term d = t.add(3);
    Term lost = t.sub(d.sub(3));
    Term near = t.constant(1L).div(d);
    Term error = near.mul(near.neg().fma(d, 1).sub(near.mul(lost)));
    Term q = error.fma(error.constant(-6L), near.fma(-6, 1));
    Term[] factors = {near.add(error), Format.polynomial(q, format.pick(SCALED32, SCALED64))};
    return factors;
  }
}
