package org.atled.core.expr;

/**
 * The derivatives of log Γ. They are computed in float64, and a float32 is rounded once. The
 * polynomials are minimax, derived by {@code tools/minimax.py}.
 */
public final class Polygamma {
  // ψ(1 + t) = (t − ROOT) P(t − ½) for 0 ≤ t ≤ 1.
  private static final double[] NEAR = {
    0.9510558760318328,
    -0.42362742128146047,
    0.24054248424082772,
    -0.148404923053991,
    0.09498872444598618,
    -0.06192213326365017,
    0.04076083437608607,
    -0.026975797191823116,
    0.017907234530702806,
    -0.011908207312961735,
    0.00792727409640895,
    -0.005280119663641201,
    0.0035152439812075565,
    -0.0023438804016022757,
    0.0015841532252249993,
    -0.001045406875829241,
    0.0005942314162371156,
    -0.00045575365793205995,
    0.0006028069115180576,
    -0.00020148281484217,
    -0.0003573379862470722,
    -0.0001328787664874232,
    0.0004375659278072377
  };
  // ψ(x) = log x − 1/(2x) − u P(u) for x ≥ 3, u = 1/x².
  private static final double[] FAR = {
    0.08333333333332942,
    -0.008333333331100314,
    0.003968253505288686,
    -0.004166616996137554,
    0.007572540102321238,
    -0.020955440154808096,
    0.07923646491274765,
    -0.35377026247474597,
    1.548343407678425,
    -5.5048427165362295,
    13.073497463454402,
    -14.92325148612959
  };
  // πf cot πf = 1 + f² P(f²) for |f| ≤ ½.
  private static final double[] COTANGENT = {
    -3.289868133696453,
    -2.1646464674223322,
    -2.034686123957331,
    -2.0081547134738456,
    -2.001989093150632,
    -2.000494099260992,
    -2.0000783134859765,
    -2.000748413129847,
    -1.9915385714346272,
    -2.0735258647241084,
    -1.528787794046306,
    -4.213253207604004,
    5.461413332675192,
    -19.305010301648792,
    23.333433008056957,
    -20.922487273340202
  };
  private static final double ROOT = 0.4616321449683623;
  private static final double ROOT_LOW = 3.998880306839915e-17;

  /** Of B₂ to B₁₆ the numerators, then the denominators. */
  private static final double[] BERNOULLI = {1, -1, 1, -1, 5, -691, 7, -3617};

  private static final double[] BERNOULLI_UNDER = {6, 30, 42, 30, 66, 2730, 6, 510};

  private Polygamma() {}

  /**
   * ψ(x), the derivative of log Γ; ∓∞ at ±0, NaN at the negative whole numbers and −∞. For 0 &lt; x
   * &lt; 3 it is (t − r) P(t) with t = x − ⌊x⌋ and 1 + r where ψ is 0, and 1/x or 1/(x − 1) taken
   * or added: so it keeps its digits near that zero. Beyond, it is log x − 1/(2x) − P(1/x²)/x².
   * Below 0 it is reflected: ψ(1 − x) − π cot πx.
   *
   * <p>Error: 0.50 ulp seen for float32 and 3 for float64 where x &gt; 0; below, as much of |ψ(1 −
   * x)| + 1, beside which it is small near its zeros.
   */
  public static Term digamma(Term x) {
    return Format.wide("digamma", x, Polygamma::ofOrder0);
  }

  private static Term ofOrder0(Term x) {
    Term a = x.abs();
    // Then what follows is ψ(1 + a) = ψ(a) + 1/a.
    Term negative = x.bits().lt(0);
    Term zero = a.constant(0L);
    Term inverse = a.constant(1L).div(a);
    Term first = a.lt(1);
    Term second = a.lt(2);
    Term before = a.sub(1);
    Term t = first.select(a, second.select(before, a.sub(2)));
    Term root = t.sub(ROOT).sub(ROOT_LOW);
    Term middle = root.mul(Format.polynomial(t.sub(0.5), NEAR));
    Term more = negative.select(inverse, zero);
    Term step = second.select(more, more.add(a.constant(1L).div(before)));
    Term near = middle.add(first.select(negative.select(zero, inverse.neg()), step));
    Term u = inverse.mul(inverse);
    Term half = inverse.mul(negative.select(a.constant(0.5), -0.5));
    Term far = Logarithm.log(a).add(half.sub(u.mul(Format.polynomial(u, FAR))));
    Term value = a.lt(3).select(near, far);
    Term f = a.sub(a.rint());
    Term reflected = value.add(cotangent(f));
    Term pole = f.eq(0).and(a.eq(0).not());
    return negative.select(pole.select(a.constant(Double.NaN), reflected), value);
  }

  /** π cot πf for |f| ≤ ½. */
  private static Term cotangent(Term f) {
    Term square = f.mul(f);
    return square.fma(Format.polynomial(square, COTANGENT), 1).div(f);
  }

  /**
   * The n-th derivative of ψ, n from 1 to 30: (−1)ⁿ⁺¹ n! ζ(n + 1, x) with Hurwitz's ζ: below 2n + 8
   * as many terms of it, and of the others the sum by Euler and Maclaurin with eight terms:
   * <i>Digital Library of Mathematical Functions</i>, 25.11.28. At 0 and the negative whole numbers
   * (−1)ⁿ⁺¹ ∞; 0 at +∞, NaN at −∞. Below 0 it is reflected by the n-th derivative of π cot πx, a
   * polynomial in cot πx.
   *
   * <p>Error for n = 1: 0.50 ulp seen for float32 and 3 for float64. It grows with n, as each power
   * doubles that of its base: n + 3 ulp for float64 where x &gt; 0. Below 0 it is small beside
   * n!/fⁿ⁺¹, f the way to the next whole number, and not beside itself where the terms on both
   * sides of x take each other away.
   */
  public static Term polygamma(int n, Term x) {
    return Format.wide("polygamma", x, u -> ofOrder(n, u));
  }

  private static Term ofOrder(int n, Term x) {
    Term a = x.abs();
    Term negative = x.lt(0);
    Term sum = zeta(n, negative.select(a.add(1), a));
    Term value = n % 2 == 1 ? sum : sum.neg();
    Term f = a.sub(a.rint());
    // Where it is 0, sums over both sides of x must cancel to the last bit.
    Term w = f.abs().eq(0.5).select(a.constant(0L), cotangent(f).neg());
    Term reflected = sum.add(derivative(n, w)).neg();
    Term infinite = a.constant(n % 2 == 1 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY);
    return negative.select(f.eq(0).select(infinite, reflected), value);
  }

  /** n! Σ (x + i)⁻ⁿ⁻¹ over all i ≥ 0, for x ≥ 0. */
  private static Term zeta(int n, Term x) {
    // With fewer the terms of Euler and Maclaurin, which grow with n, would not do.
    int terms = 2 * n + 8;
    Term one = x.constant(1L);
    Term few = x.ge(terms);
    Term inverse = one.div(few.select(x, x.add(terms)));
    Term square = inverse.mul(inverse);
    double[] sum = new double[BERNOULLI.length];
    double rising = n + 1;
    for (int k = 1; k <= sum.length; k++) { // (n + 1)(n + 2)…(n + 2k − 1)/(2k)!
      rising /= (2.0 * k - 1) * (2 * k);
      sum[k - 1] = rising * BERNOULLI[k - 1] / BERNOULLI_UNDER[k - 1];
      rising *= (n + 2.0 * k) * (n + 2.0 * k + 1);
    }
    Term beyond = square.mul(Format.polynomial(square, sum));
    Term rest = inverse.fma(0.5, 1.0 / n).add(beyond);
    double factorial = 1;
    for (int k = 2; k <= n; k++) {
      factorial *= k;
    }
    // n! between two powers: x⁻ⁿ alone may be too small for a double where the product is not.
    Term scaled = rest.mul(factorial).mul(power(inverse, n - n / 2));
    Term far = n == 1 ? scaled : scaled.mul(power(inverse, n / 2));
    Term begin = few.select(x.constant(0L), sum(n + 1, x, 0, terms).mul(factorial));
    return far.add(begin);
  }

  /** Σ (x + i)⁻ˢ from one i to before another, joined by a tree: the fewest roundings in a row. */
  private static Term sum(int s, Term x, int from, int to) {
    int middle = (from + to) / 2;
    return to - from == 1
        ? power(x.constant(1L).div(x.add(from)), s)
        : sum(s, x, from, middle).add(sum(s, x, middle, to));
  }

  private static Term power(Term x, int n) {
    Term half = n < 2 ? x : power(x, n / 2);
    return n < 2 ? x : n % 2 == 0 ? half.mul(half) : half.mul(half).mul(x);
  }

  /** The n-th derivative of π cot πz by z, from π cot πz. */
  private static Term derivative(int n, Term w) {
    // Of cᵏ, c = cot πz, the derivative is −kπ (cᵏ⁻¹ + cᵏ⁺¹).
    double[] p = new double[n + 2];
    p[1] = 1;
    for (int step = 0; step < n; step++) {
      double[] next = new double[p.length];
      for (int k = 1; k <= step + 1; k++) {
        next[k - 1] -= k * p[k];
        next[k + 1] -= k * p[k];
      }
      p = next;
    }
    // Every other coefficient is 0; π is put into the rest.
    int lowest = (n + 1) % 2;
    double[] even = new double[(n + 1 - lowest) / 2 + 1];
    for (int i = 0; i < even.length; i++) {
      even[i] = p[lowest + 2 * i] * StrictMath.pow(Math.PI, n + 1 - lowest - 2 * i);
    }
    Term sum = Format.polynomial(w.mul(w), even);
    return lowest == 0 ? sum : sum.mul(w);
  }
}
