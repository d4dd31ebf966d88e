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

  private static final double[] SCALED = {
    1.0764090930655679,
    -0.8932262614540846,
    0.6083993762186701,
    -0.3311453419341107,
    0.1356661234628151,
    -0.035418269303899345,
    0.0014559214228260595,
    0.002992945413475978,
    -0.0008967247917367663,
    -0.00017987604188602564,
    0.00014193332223211971,
    9.802958606057113e-06,
    -2.1381902492525527e-05,
    -9.161942294763002e-07,
    3.450841159278148e-06,
    2.9002401188093337e-07,
    -5.799638362865127e-07,
    -1.0684037650594272e-07,
    8.84920670403275e-08,
    2.975903649624588e-08,
    -8.057297197031597e-09,
    -4.621622549714995e-09,
    -3.4505351407138735e-10
  };

  private static final double[] NEAR = {
    1.623542359882444,
    0.2416315013841506,
    -0.005739578008831892,
    -0.00083791309797086,
    0.0001960347713126215,
    -1.1994033633354693e-05,
    -1.985125070831577e-06,
    3.3970273378266005e-07,
    1.229436814369799e-09
  };
  private static final double[] FAR = {
    3.839784091177894,
    1.0094927956402724,
    0.0012482889863461263,
    -0.000847082023431196,
    0.00030255688997296527,
    -9.16044356881308e-05,
    1.9318699113468075e-05,
    -1.715120839953869e-06
  };

  private static final double CENTRE = 3.078125;

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
   * <p>Error: 0.50 ulp seen for float32, 3 for float64.
   */
  public static Term erfc(Term x) {
    return Format.wide(
        "erfc",
        x,
        u -> {
          Term c = u.abs().min(28);
          Term square = c.mul(c);
          Term lost = c.fma(c, square.neg());
          Scaled scaled = Scaled.of(c);
          Term factor = scaled.inverse.mul(scaled.polynomial);
          Term low = scaled.lost.sub(lost);
          Term upper = Exponential.times(Format.DOUBLE, factor, square.neg(), low);
          return u.lt(0).select(upper.neg().add(2), upper);
        });
  }

  /**
   * The inverse of {@link #erf}, exactly odd; ±∞ for ±1, NaN beyond. A polynomial in w = −log(1 −
   * x²) or √w, after Giles, <i>Approximating the erfinv function</i>, 2010, gives six digits, and
   * one step of Halley's rule all others, from erf or, for |x| &gt; 0.7, erfc. Computed in float64,
   * and rounded once for float32.
   *
   * <p>Error: 0.50 ulp seen for float32, 2 for float64.
   */
  public static Term erfinv(Term x) {
    return Format.wide(
        "erfinv",
        x,
        u -> {
          Term a = u.abs();
          Term rest = a.neg().add(1);
          Term w = Logarithm.log(rest.mul(a.add(1))).neg();
          Term near = a.mul(Format.polynomial(w.sub(3), NEAR));
          Term far = Format.polynomial(w.max(0).sqrt().sub(4), FAR);
          Term y = w.lt(6).select(near, far);
          Term off = a.gt(0.7).select(rest.sub(erfc(y)), erf(y).sub(a));
          Term bell = Exponential.exp(y.mul(y).neg());
          Term step = off.div(bell.mul(1.1283791670955126));
          Term better = y.sub(step.div(y.fma(step, 1)));
          Term edge = rest.eq(0).select(u.constant(Double.POSITIVE_INFINITY), better);
          return Format.DOUBLE.withSign(edge, u);
        });
  }

  /**
   * erfcx t = e^(t²) erfc t for t ≥ 0 in float64, as inverse·polynomial·e^lost.
   *
   * @param inverse 1/(t + K), but for rounding
   * @param polynomial in q = (t − K)/(t + K), for t ≤ 28 of degree 22 (error 4.0e−17), derived by
   *     {@code tools/minimax.py}; beyond it is some number of that size. K is such that its
   *     constant loses nothing by rounding
   * @param lost the relative error of the inverse
   */
  private record Scaled(Term inverse, Term polynomial, Term lost) {
    static Scaled of(Term t) {
      Term d = t.add(CENTRE);
      Term inverse = t.constant(1L).div(d);
      Term lost = inverse.neg().fma(d, 1).sub(inverse.mul(t.sub(d.sub(CENTRE))));
      Term error = inverse.mul(lost);
      Term q = error.fma(error.constant(-2 * CENTRE), inverse.fma(-2 * CENTRE, 1));
      return new Scaled(inverse, Format.polynomial(q, SCALED), lost);
    }
  }
}
