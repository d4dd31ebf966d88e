package org.atled.testkit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** Functions that StrictMath lacks, correct to about one unit in the last place of a double. */
public final class SpecialFunctions {
  private static final MathContext DIGITS = new MathContext(60);
  private static final BigDecimal TWO_OVER_ROOT_PI =
      new BigDecimal("1.12837916709551257389615890312154517168810125865799771368817144");

  private static final BigDecimal ROOT_HALF =
      new BigDecimal("0.70710678118654752440084436210484903928483593768847403658834");

  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final BigDecimal HALF_LOG_TURN =
      new BigDecimal("0.91893853320467274178032973640561763986139747363778");

  /** B₂, B₄ and so on. */
  private static final List<List<Integer>> BERNOULLI =
      List.of(
          List.of(1, 6),
          List.of(-1, 30),
          List.of(1, 42),
          List.of(-1, 30),
          List.of(5, 66),
          List.of(-691, 2730),
          List.of(7, 6),
          List.of(-3617, 510),
          List.of(43867, 798),
          List.of(-174611, 330));

  private SpecialFunctions() {}

  /**
   * The error function by its series of positive terms: 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (1·3·…·(2n
   * + 1)) (Abramowitz and Stegun 7.1.6), with sixty digits.
   */
  public static double erf(double x) {
    if (Double.isNaN(x) || x == 0) {
      return x;
    }
    if (Math.abs(x) > 6) {
      return Math.signum(x); // 1 − erf 6 is 2e−17, less than half a unit in the last place.
    }
    return erfSeries(new BigDecimal(x)).doubleValue();
  }

  private static BigDecimal erfSeries(BigDecimal exact) {
    BigDecimal square = exact.multiply(exact, DIGITS);
    BigDecimal term = exact;
    BigDecimal sum = exact;
    BigDecimal twice = square.multiply(BigDecimal.TWO);
    for (int odd = 3; term.abs().compareTo(exact.abs().scaleByPowerOfTen(-40)) > 0; odd += 2) {
      term = term.multiply(twice, DIGITS).divide(BigDecimal.valueOf(odd), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    return sum.multiply(exp(square.negate()), DIGITS).multiply(TWO_OVER_ROOT_PI, DIGITS);
  }

  /** 1 − erf x: beyond 4 by the continued fraction of Abramowitz and Stegun 7.1.14. */
  public static double erfc(double x) {
    return Double.isNaN(x) || Math.abs(x) > 30
        ? (x > 0 ? 0 : x < 0 ? 2 : x)
        : erfc(new BigDecimal(x)).doubleValue();
  }

  private static BigDecimal erfc(BigDecimal x) {
    if (x.signum() < 0) {
      return BigDecimal.TWO.subtract(erfc(x.negate()));
    }
    if (x.compareTo(BigDecimal.valueOf(4)) <= 0) {
      return BigDecimal.ONE.subtract(erfSeries(x));
    }
    BigDecimal fraction = x;
    for (int k = 300; k > 0; k--) {
      fraction = BigDecimal.valueOf(k).divide(fraction.add(fraction), DIGITS).add(x);
    }
    BigDecimal bell = exp(x.multiply(x).negate());
    return bell.multiply(TWO_OVER_ROOT_PI).divide(fraction.add(fraction), DIGITS);
  }

  /** The inverse of the error function, not beyond 1 − 1e−8: by Newton's rule. */
  public static double erfinv(double x) {
    if (!(Math.abs(x) < 1)) {
      return Math.abs(x) == 1 ? x / 0 : Double.NaN;
    }
    double y = x;
    for (int step = 0; step < 40; step++) {
      double before = y;
      y -= (erf(y) - x) * Math.sqrt(Math.PI) / 2 * StrictMath.exp(y * y);
      if (y == before) {
        break;
      }
    }
    return y;
  }

  /** x·Φ(x), with the normal distribution Φ(x) = ½ erfc(−x/√2). */
  public static double gelu(double x) {
    return Math.abs(x) <= 40
        ? twicePhi(x).multiply(new BigDecimal(x / 2)).doubleValue()
        : x < 0 ? x * 0.0 : x;
  }

  /** Φ(x) + x·φ(x), with the density φ of Φ. */
  public static double geluSlope(double x) {
    double density = StrictMath.exp(-x * x / 2) / Math.sqrt(2 * Math.PI);
    double phi = Math.abs(x) <= 40 ? twicePhi(x).doubleValue() / 2 : x < 0 ? 0 : x > 0 ? 1 : x;
    return phi + x * density;
  }

  private static BigDecimal twicePhi(double x) {
    return erfc(new BigDecimal(-x).multiply(ROOT_HALF));
  }

  /** x/2·(1 + tanh u) = x·σ(2u) with u = √(2/π)·(x + 0.044715 x³). */
  public static double geluTanh(double x) {
    return x * sigmoid(2 * Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x));
  }

  /** x − tanh x, near 0 by its series. */
  public static double tanhshrink(double x) {
    double square = x * x;
    if (square < 1e-6) {
      return x * square * (1 / 3.0 + square * (-2 / 15.0 + square * 17 / 315));
    }
    if (!(square < 1000)) {
      return x - sign(x);
    }
    BigDecimal e = exp(new BigDecimal(2 * x));
    BigDecimal tanh = e.subtract(BigDecimal.ONE).divide(e.add(BigDecimal.ONE), DIGITS);
    return new BigDecimal(x).subtract(tanh).doubleValue();
  }

  /** ln(e^a + e^b). */
  public static double logAddExp(double a, double b) {
    return a == b
        ? a + StrictMath.log(2)
        : Math.max(a, b) + StrictMath.log1p(StrictMath.exp(-Math.abs(a - b)));
  }

  /** The inverse hyperbolic sine, ln(x + √(x² + 1)), by a form that does not cancel. */
  public static double asinh(double x) {
    double a = Math.abs(x);
    double more = Double.isInfinite(a) ? a : a * a / (1 + Math.sqrt(1 + a * a));
    return Math.copySign(StrictMath.log1p(a + more), x);
  }

  /** The inverse hyperbolic cosine, not near 1. */
  public static double acosh(double x) {
    return x < 1 ? Double.NaN : StrictMath.log(x + Math.sqrt(x * x - 1));
  }

  /** The inverse hyperbolic tangent. */
  public static double atanh(double x) {
    double a = Math.abs(x);
    return Math.copySign(StrictMath.log1p(2 * a / (1 - a)) / 2, x);
  }

  /**
   * log |Γ(x)|, by Stirling's series beyond 40 and the recurrence up to there (Abramowitz and
   * Stegun 6.1.15 and 6.1.41): not far below 0.
   */
  public static double lgamma(double x) {
    if (x == 1 || x == 2 || Double.isNaN(x)) {
      return Double.isNaN(x) ? x : 0;
    } else if (isPole(x) || Double.isInfinite(x)) {
      return Double.POSITIVE_INFINITY;
    }
    BigDecimal y = new BigDecimal(x);
    BigDecimal product = BigDecimal.ONE;
    for (; y.doubleValue() < 40; y = y.add(BigDecimal.ONE)) {
      product = product.multiply(y, DIGITS);
    }
    BigDecimal sum = BigDecimal.ZERO;
    for (int k = 1; k <= BERNOULLI.size(); k++) {
      BigDecimal power =
          y.pow(2 * k - 1, DIGITS).multiply(BigDecimal.valueOf(2L * k * (2 * k - 1)));
      sum = sum.add(bernoulli(k).divide(power, DIGITS));
    }
    BigDecimal log = y.subtract(HALF).multiply(log(y), DIGITS).subtract(y).add(HALF_LOG_TURN);
    return log.add(sum).subtract(log(product.abs())).doubleValue();
  }

  /** The n-th derivative of {@link #lgamma}'s derivative, by theirs. */
  public static double polygamma(int n, double x) {
    double pole = n % 2 == 0 ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
    if (Double.isNaN(x) || Double.isInfinite(x)) {
      return x > 0 ? (n == 0 ? x : 0) : Double.NaN;
    } else if (isPole(x)) {
      return n > 0 ? pole : x == 0 ? Math.copySign(1, x) * pole : Double.NaN;
    }
    BigDecimal y = new BigDecimal(x);
    BigDecimal sum = BigDecimal.ZERO;
    for (; y.doubleValue() < 40; y = y.add(BigDecimal.ONE)) {
      sum = sum.add(BigDecimal.ONE.divide(y.pow(n + 1, DIGITS), DIGITS));
    }
    // n! (Σ + y⁻ⁿ/n + y⁻ⁿ⁻¹/2 + Σ B₂ₖ (2k + n − 1)!/((2k)! n!) y⁻²ᵏ⁻ⁿ), but log y for y⁻ⁿ/n
    BigDecimal first =
        n == 0
            ? log(y).negate()
            : BigDecimal.ONE.divide(y.pow(n, DIGITS).multiply(BigDecimal.valueOf(n)), DIGITS);
    sum = sum.add(first).add(HALF.divide(y.pow(n + 1, DIGITS), DIGITS));
    for (int k = 1; k <= BERNOULLI.size(); k++) {
      BigDecimal factor = bernoulli(k).divide(y.pow(2 * k + n, DIGITS), DIGITS);
      for (int i = 1; i < n; i++) { // (2k + n − 1)!/(2k)!
        factor = factor.multiply(BigDecimal.valueOf(2L * k + i));
      }
      factor = n == 0 ? factor.divide(BigDecimal.valueOf(2L * k), DIGITS) : factor;
      sum = sum.add(factor.divide(factorial(n), DIGITS));
    }
    BigDecimal value = sum.multiply(factorial(n));
    return n % 2 == 0 ? -value.doubleValue() : value.doubleValue();
  }

  private static boolean isPole(double x) {
    return x <= 0 && x == Math.rint(x);
  }

  private static BigDecimal factorial(int n) {
    return n < 2 ? BigDecimal.ONE : factorial(n - 1).multiply(BigDecimal.valueOf(n));
  }

  private static BigDecimal bernoulli(int k) {
    List<Integer> fraction = BERNOULLI.get(k - 1);
    return BigDecimal.valueOf(fraction.get(0)).divide(BigDecimal.valueOf(fraction.get(1)), DIGITS);
  }

  /** The natural logarithm, by two steps of Newton's rule from that of a double. */
  private static BigDecimal log(BigDecimal x) {
    BigDecimal y = new BigDecimal(StrictMath.log(x.doubleValue()));
    for (int step = 0; step < 2; step++) {
      y = y.add(x.multiply(exp(y.negate()), DIGITS)).subtract(BigDecimal.ONE);
    }
    return y;
  }

  /** e^x by its series after halving x ten times. */
  private static BigDecimal exp(BigDecimal x) {
    BigDecimal small = x.divide(BigDecimal.valueOf(1024), DIGITS);
    BigDecimal term = BigDecimal.ONE;
    BigDecimal sum = BigDecimal.ONE;
    for (int n = 1; n < 40; n++) {
      term = term.multiply(small, DIGITS).divide(BigDecimal.valueOf(n), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    for (int halving = 0; halving < 10; halving++) {
      sum = sum.multiply(sum, DIGITS);
    }
    return sum;
  }

  /** 1/(1 + e^−x); below 0 as e^x/(1 + e^x), which keeps small results accurate. */
  public static double sigmoid(double x) {
    return x >= 0 ? 1 / (1 + StrictMath.exp(-x)) : StrictMath.exp(x) / (1 + StrictMath.exp(x));
  }

  /** ln(1 + e^x). */
  public static double softplus(double x) {
    return x > 0 ? x + StrictMath.log1p(StrictMath.exp(-x)) : StrictMath.log1p(StrictMath.exp(x));
  }

  /** −1, 0 or 1; 0 of NaN. */
  public static double sign(double x) {
    return x > 0 ? 1 : x < 0 ? -1 : 0;
  }
}
