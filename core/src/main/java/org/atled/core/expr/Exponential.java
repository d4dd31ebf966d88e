package org.atled.core.expr;

import java.util.function.UnaryOperator;

/**
 * eˣ, 2ˣ and eˣ − 1.
 *
 * <p>x = n ln 2 + r with |r| ≤ ½ ln 2, so that eˣ = 2ⁿ (1 + (eʳ − 1)). n ln 2 is subtracted in two
 * parts with fused multiply-add, after Cody and Waite, <i>Software Manual for the Elementary
 * Functions</i>, 1980. eʳ − 1 = r + r² P(r), where P is minimax on |r| ≤ ½ ln 2: of degree 4 for
 * float32 (error 1.4e−8 of eʳ − 1) and 10 for float64 (3.3e−19), derived by {@code
 * tools/minimax.py}.
 */
public final class Exponential {
  private static final double[] P32 = {
    0x1p-1, 0x1.5554b6p-3, 0x1.5555b4p-5, 0x1.122448p-7, 0x1.6c5ee4p-10
  };
  private static final double[] P64 = {
    0.5,
    0.16666666666666677,
    0.041666666666666685,
    0.008333333333321794,
    0.0013888888888893285,
    0.00019841269885301525,
    2.4801587278068798e-05,
    2.755724521699969e-06,
    2.755733196494989e-07,
    2.5108662554443787e-08,
    2.0892759140259135e-09
  };
  private static final double[] BINARY32 = {
    0x1.62e43p-1, 0x1.ebfbdep-3, 0x1.c6af76p-5, 0x1.3b2b76p-7, 0x1.5f0d02p-10, 0x1.438a8ep-13
  };
  private static final double[] BINARY64 = {
    0.6931471805599453,
    0.2402265069591007,
    0.055504108664823505,
    0.009618129107630349,
    0.0013333558145982116,
    0.00015403530388360202,
    1.5252734227424066e-05,
    1.3215491959139492e-06,
    1.0177905359118463e-07,
    7.052677855060061e-09,
    4.4773360657322075e-10,
    2.9111502061406966e-11
  };
  private static final double[] BINARY_SHORT = {
    1.0,
    0.6931471807047656,
    0.240226510602395,
    0.055504103585974816,
    0.009618039204802836,
    0.0013333924347672084,
    0.00015466697176419214,
    1.5203514661044869e-05
  };
  private static final double LOG2_E = 1.4426950408889634;

  private Exponential() {}

  /**
   * eˣ. Overflows to +∞, underflows through the subnormal numbers to 0; e^−∞ = 0; NaN gives NaN.
   *
   * <p>Error: at most 1.04 ulp for every float32, 1 ulp seen for float64.
   */
  public static Term exp(Term x) {
    Format format = Format.of(x, "exp");
    return exp(format, x, format.pick(89, 710));
  }

  /** e^min(x, most). */
  static Term exp(Format format, Term x, double most) {
    return Parts.of(format, x.max(format.pick(-104, -746)).min(most)).whole();
  }

  /** e^(x + low), where low is what the rounding of x has lost. */
  static Term exp(Format format, Term x, Term low) {
    return times(format, x.constant(1L), x, low);
  }

  /** factor·e^(x + low), with fewer roundings than the product of both. */
  static Term times(Format format, Term factor, Term x, Term low) {
    Term bounded = x.max(format.pick(-104, -746)).min(format.pick(89, 710));
    return Parts.of(format, bounded, r -> r.add(low)).times(factor);
  }

  /**
   * factor·e^(x + low) for −1,000 ≤ x ≤ 0, as if nothing but the sum of 1 and eʳ − 1 were rounded,
   * and that once.
   */
  static Term times(Format format, Pair factor, Term x, Term low) {
    Range range = Range.of(format, x, 2 * format.bias());
    return Parts.scaled(format, range.sum().bits(), product(format, range, factor, low));
  }

  /**
   * 2^lift factor·e^(x + low), lift = (bias + 1)/2, for x ≤ 0 where that is a normal number, also
   * if the product itself is none. Who multiplies by 2^−lift and adds something in one fused step
   * rounds but then, and needs no second factor of 2ⁿ.
   */
  static Term timesLifted(Format format, Pair factor, Term x, Term low) {
    Range range = Range.of(format, x, format.bias() + (format.bias() + 1) / 2);
    Term power = range.sum().bits().shl(format.mantissa()).bits();
    return product(format, range, factor, low).mul(power);
  }

  /** factor·e^(r + low). */
  private static Term product(Format format, Range range, Pair factor, Term low) {
    Term tail = range.n().fma(range.lowOfLn2(), low);
    Term r = range.high().add(tail);
    Term lost = range.high().sub(r).add(tail);
    Term beyond = r.mul(r).fma(Format.polynomial(r, format.pick(P32, P64)), lost);
    Term more = factor.high().fma(r, factor.high().fma(beyond, factor.low()));
    return factor.high().add(more);
  }

  /**
   * factor·e/(1 + e) where {@code lower} is true, else factor/(1 + e), with e = e^(x + low): as if
   * nothing but the quotient were rounded; factor ≥ 0, and x ≤ 0 is at least −1,000.
   */
  static Term timesShare(Format format, Term lower, Term factor, Term x, Term low) {
    Parts parts = Parts.of(format, x, r -> r.add(low));
    // factor·eʳ and what it has lost: eʳ is from 0.7 to 1.42, so that the difference is exact.
    Term more = lower.select(parts.rest, 0);
    Term high = more.fma(factor, factor);
    Term lost = more.fma(factor, factor.sub(high));
    Term e = parts.whole();
    Term sum = e.add(1);
    Term sumLost = e.sub(sum.sub(1));
    Term inverse = x.constant(1L).div(sum);
    Term q = high.mul(inverse);
    Term rest = q.neg().fma(sumLost, q.neg().fma(sum, high)).add(lost);
    Term y = rest.fma(inverse, q);
    return lower.select(Parts.scaled(format, parts.n, y), y);
  }

  /**
   * 2ˣ. Whole powers are exact; overflows to +∞, underflows through the subnormal numbers to 0; NaN
   * gives NaN. x = n + r with |r| ≤ ½, and 2ʳ = 1 + r P(r), where P is minimax of degree 5 for
   * float32 (error 4.0e−9 of 2ʳ) and 11 for float64 (2.4e−18).
   *
   * <p>Error: at most 1.06 ulp for every float32, 1 seen for float64.
   */
  public static Term exp2(Term x) {
    Format format = Format.of(x, "exp2");
    Term bounded = x.max(format.pick(-151, -1076)).min(format.pick(129, 1025));
    double rounder = format.rounder() + 2 * format.bias();
    Term sum = bounded.add(rounder);
    Term r = bounded.sub(sum.sub(rounder));
    Term rest = r.mul(Format.polynomial(r, format.pick(BINARY32, BINARY64)));
    return new Parts(format, sum.bits(), rest).whole();
  }

  /**
   * 2ˣ in float64 for −1,000 ≤ x ≤ 1,000, as exact as a float32 needs: P is of degree 6 (error
   * 8.4e−11 of 2ʳ).
   */
  static Term exp2Short(Term x) {
    double rounder = Format.DOUBLE.rounder() + Format.DOUBLE.bias();
    Term sum = x.add(rounder);
    Term r = x.sub(sum.sub(rounder));
    Term power = sum.bits().shl(Format.DOUBLE.mantissa()).bits();
    return Format.polynomial(r, BINARY_SHORT).mul(power);
  }

  /**
   * eˣ − 1, with small relative error near 0 too; ±0 is kept, −∞ gives −1 and NaN NaN.
   *
   * <p>Error: at most 1.54 ulp for every float32, 2 ulp seen for float64.
   */
  public static Term expm1(Term x) {
    Format format = Format.of(x, "expm1");
    Parts parts = Parts.of(format, x.max(format.pick(-18, -38)).min(format.pick(89, 710)));
    // Half the result: 2ⁿ itself may be one power too large.
    Term power = parts.power(-1);
    Term half = power.fma(parts.rest, power.sub(0.5));
    // Here eˣ − 1 rounds to x, while half of x may not be a number, and the sign of 0 was lost.
    Term tiny = x.abs().lt(format.pick(0x1p-25, 0x1p-54));
    return tiny.select(x, half.add(half));
  }

  /** eˣ/8 in float64 for 0 ≤ x ≤ 711, where eˣ itself may be no number. */
  static Term eighth(Term x) {
    Parts parts = Parts.of(Format.DOUBLE, x);
    Term power = parts.power(-3);
    return power.fma(parts.rest, power);
  }

  /** (eˣ − 1)/8 in float64 for 0 ≤ x ≤ 711. */
  static Term eighthOfExpm1(Term x) {
    Parts parts = Parts.of(Format.DOUBLE, x);
    Term power = parts.power(-3);
    return power.fma(parts.rest, power.sub(0.125));
  }

  /** eˣ − 1 for |x| ≤ 40. The sign of 0 is lost. */
  static Term expm1Near(Format format, Term x) {
    Parts parts = Parts.of(format, x);
    Term power = parts.power(0);
    return power.fma(parts.rest, power.sub(1));
  }

  /**
   * x less n ln 2, n the whole number nearest to x/ln 2.
   *
   * @param sum n + bias and the {@link Format#rounder}
   * @param high x − n ln 2, but for the second part of ln 2
   */
  private record Range(Format format, Term sum, Term n, Term high) {
    static Range of(Format format, Term x, int bias) {
      double rounder = format.rounder() + bias;
      Term sum = x.fma(LOG2_E, rounder);
      Term n = sum.sub(rounder);
      Term high = n.fma(n.constant(format.pick(-0x1.62e42ep-1, -0.6931471805599453)), x);
      return new Range(format, sum, n, high);
    }

    /** What −ln 2 is less than its first part. */
    Term lowOfLn2() {
      return n.constant(format.pick(-0x1.efa39ep-25, -2.3190468138462996e-17));
    }
  }

  /**
   * @param n the exponent n + 2·bias in the low bits of an integer, with others above
   * @param rest eʳ − 1
   */
  private record Parts(Format format, Term n, Term rest) {
    static Parts of(Format format, Term x) {
      return of(format, x, r -> r);
    }

    /** With the remainder r improved. */
    static Parts of(Format format, Term x, UnaryOperator<Term> better) {
      Range range = Range.of(format, x, 2 * format.bias());
      Term r = better.apply(range.n().fma(range.lowOfLn2(), range.high()));
      Term p = Format.polynomial(r, format.pick(P32, P64));
      return new Parts(format, range.sum().bits(), r.mul(r).fma(p, r));
    }

    /** 2ⁿ (1 + rest). */
    Term whole() {
      return scaled(format, n, rest.add(1));
    }

    /** factor·2ⁿ (1 + rest). */
    Term times(Term factor) {
      return scaled(format, n, rest.fma(factor, factor));
    }

    /**
     * 2ⁿ x, with 2ⁿ in two factors of about 2^(n/2): n reaches beyond what one normal number can
     * hold, and so the last product alone rounds when the result is subnormal.
     */
    static Term scaled(Format format, Term n, Term x) {
      Term half = n.ushr(1);
      Term other = n.sub(half);
      return x.mul(half.shl(format.mantissa()).bits()).mul(other.shl(format.mantissa()).bits());
    }

    /** 2^(n + more), for a result that is a normal number. */
    Term power(int more) {
      return n.sub(n.constant((long) format.bias() - more)).shl(format.mantissa()).bits();
    }
  }
}
