package org.atled.testkit;

import java.math.BigDecimal;
import java.math.MathContext;

/** Functions that StrictMath lacks, correct to about one unit in the last place of a double. */
public final class SpecialFunctions {
  private static final MathContext DIGITS = new MathContext(60);
  private static final BigDecimal TWO_OVER_ROOT_PI =
      new BigDecimal("1.12837916709551257389615890312154517168810125865799771368817144");

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
    BigDecimal exact = new BigDecimal(x);
    BigDecimal square = exact.multiply(exact, DIGITS);
    BigDecimal term = exact;
    BigDecimal sum = exact;
    BigDecimal twice = square.multiply(BigDecimal.TWO);
    for (int odd = 3; term.abs().compareTo(exact.abs().scaleByPowerOfTen(-40)) > 0; odd += 2) {
      term = term.multiply(twice, DIGITS).divide(BigDecimal.valueOf(odd), DIGITS);
      sum = sum.add(term, DIGITS);
    }
    return sum.multiply(exp(square.negate()), DIGITS)
        .multiply(TWO_OVER_ROOT_PI, DIGITS)
        .doubleValue();
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

  /** −1, 0, 1 or NaN. */
  public static double sign(double x) {
    return Double.isNaN(x) ? x : x > 0 ? 1 : x < 0 ? -1 : 0;
  }
}
