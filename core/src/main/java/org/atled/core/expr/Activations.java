package org.atled.core.expr;

/** Activation functions whose products and sums, rounded one by one, would lose digits. */
public final class Activations {
  /** 2√(2/π), the factor of x in 2u of {@link #geluTanh}. */
  public static final double GELU_LINEAR = 1.5957691216057308;

  /** The factor of x³ there, 0.044715 times the other. */
  public static final double GELU_CUBIC = 0.07135481627260025;

  // What float64 loses of them.
  private static final double GELU_LINEAR_LOST = -9.96930880911092e-17;
  private static final double GELU_CUBIC_LOST = -6.175149918155315e-19;

  /** λ of {@link #selu}: with α the fixed point at which means stay 0 and variances 1. */
  public static final double SELU_LAMBDA = 1.0507009873554805;

  /** λ·α, where α is 1.6732632423543772. */
  public static final double SELU_LAMBDA_ALPHA = 1.7580993408473768;

  private Activations() {}

  /**
   * x·σ(x). NaN for −∞, as −∞·0 is, and for NaN.
   *
   * <p>Error: at most 1.13 ulp for every float32, 1 seen for float64.
   */
  public static Term silu(Term x) {
    Format format = Format.of(x, "silu");
    // The least number whose result is not −0 is greater; beyond 112 it is x.
    Term bounded = x.max(format.pick(-112, -756));
    Term u = bounded.min(format.pick(112, 756));
    Term y = timesSigmoid(format, bounded, u, x.constant(0.0));
    return keepingInfinity(x, x.lt(format.pick(112, 756)).select(y, x));
  }

  /**
   * x·σ(2u) = x/2·(1 + tanh u) with u = √(2/π)·(x + 0.044715 x³), in two parts: its error is that
   * of the result times u. NaN for −∞ and NaN.
   *
   * <p>Error: at most 1.37 ulp for every float32, 1 seen for float64.
   */
  public static Term geluTanh(Term x) {
    Format format = Format.of(x, "geluTanh");
    // Beyond, the result is −0 or x, and a cube may be no number.
    Term c = x.max(format.pick(-12, -24)).min(format.pick(12, 24));
    double a = format.pick((float) GELU_LINEAR, GELU_LINEAR);
    double b = format.pick((float) GELU_CUBIC, GELU_CUBIC);
    Pair square = Pair.product(c, c);
    Pair cubic = Pair.product(square.high(), c.constant(b));
    Pair factor = Pair.sum(cubic.high(), c.constant(a));
    Term lost = square.low().fma(b, format.pick(GELU_LINEAR - a, GELU_LINEAR_LOST));
    Term low = square.high().fma(format.pick(GELU_CUBIC - b, GELU_CUBIC_LOST), lost);
    Pair u = Pair.product(c, factor.high());
    Term rest = c.fma(factor.low().add(cubic.low()).add(low), u.low());
    Term y = timesSigmoid(format, x.max(format.pick(-12, -24)), u.high(), rest);
    return keepingInfinity(x, x.lt(format.pick(12, 24)).select(y, x));
  }

  /**
   * x·tanh(ln(1 + eˣ)) = x·n/(n + 2) with n = eˣ(eˣ + 2), computed in float64 and rounded once for
   * float32. NaN for −∞ and NaN.
   *
   * <p>Error: 0.50 ulp seen for float32, 3 for float64.
   */
  public static Term mish(Term x) {
    return Format.wide(
        "mish",
        x,
        u -> {
          // Where x is 40 the quotient has become 1; −756 is as in silu.
          Term bounded = u.max(-756);
          Term e = Exponential.exp(bounded.min(40));
          Term n = e.mul(e.add(2));
          Term upper = u.mul(n.div(n.add(2)));
          // Below −40 n is 2eˣ, which may be subnormal where the result is not.
          Term zero = u.constant(0.0);
          Term lower =
              Exponential.times(Format.DOUBLE, new Pair(bounded, zero), bounded.min(0), zero);
          return keepingInfinity(u, bounded.lt(-40).select(lower, upper));
        });
  }

  /**
   * λx where positive, λα(eˣ − 1) elsewhere, computed in float64 and rounded once for float32:
   * Klambauer et al. 2017.
   *
   * <p>Error: 0.50 ulp seen for float32, 2 for float64.
   */
  public static Term selu(Term x) {
    return Format.wide(
        "selu",
        x,
        u ->
            u.gt(0).select(u.mul(SELU_LAMBDA), Exponential.expm1(u.min(0)).mul(SELU_LAMBDA_ALPHA)));
  }

  /** −∞·0 is NaN, whatever stands for −∞ in a formula. */
  private static Term keepingInfinity(Term x, Term y) {
    return x.eq(Double.NEGATIVE_INFINITY).select(x.constant(Double.NaN), y);
  }

  /**
   * x·σ(u + low), where u has the sign of x and low is what the rounding of u has lost: x·e^u/(1 +
   * e^u) where u is negative and x/(1 + e^−u) elsewhere, as if nothing but the last step were
   * rounded.
   */
  private static Term timesSigmoid(Format format, Term x, Term u, Term low) {
    Term negative = u.lt(0);
    Term rest = negative.select(low, low.neg());
    Term y = Exponential.timesShare(format, negative, x.abs(), u.abs().neg(), rest);
    return format.withSign(y, x);
  }
}
