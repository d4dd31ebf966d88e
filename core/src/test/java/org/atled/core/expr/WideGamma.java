package org.atled.core.expr;

/**
 * log Γ and its derivatives in some 100 bits, by Stirling's series beyond 30 and the recurrences up
 * to there: the reference for what StrictMath lacks.
 */
final class WideGamma {
  private static final double[] BERNOULLI = {
    1, -1, 1, -1, 5, -691, 7, -3617, 43867, -174611, 854513, -236364091
  };
  private static final double[] BERNOULLI_UNDER = {
    6, 30, 42, 30, 66, 2730, 6, 510, 798, 330, 138, 2730
  };
  private static final Wide HALF_LOG_TURN = new Wide(0.9189385332046728, -3.8782941580672414e-17);
  private static final Wide PI = new Wide(3.141592653589793, 1.2246467991473532e-16);
  private static final int BEGIN = 30;

  /** Riemann's ζ(k). */
  private static final double[] ZETA = new double[51];

  static {
    for (int k = 2; k < ZETA.length; k++) {
      double n = 40;
      double rest = n / (k - 1) + 0.5 + k / (12 * n) - k * (k + 1.0) * (k + 2) / (720 * n * n * n);
      ZETA[k] = rest * StrictMath.pow(n, -k);
      for (int i = 39; i > 0; i--) {
        ZETA[k] += StrictMath.pow(i, -k);
      }
    }
  }

  private WideGamma() {}

  static double lgamma(double x) {
    if (isPole(x) || Double.isInfinite(x)) {
      return Double.POSITIVE_INFINITY;
    } else if (x == 1 || x == 2) {
      return 0;
    } else if (Double.isNaN(x) || Math.abs(x) < 1e-200) {
      return -StrictMath.log(Math.abs(x));
    } else if (x > 1e300) {
      return x * (StrictMath.log(x) - 1);
    } else if (x < 0) {
      Wide sine = sine(-x - Math.rint(-x));
      Wide log = (sine.high() < 0 ? sine.negate() : sine).divide(PI).log();
      return log.add(logGamma(Wide.ONE.add(Wide.of(-x)))).negate().value();
    }
    return logGamma(Wide.of(x)).value();
  }

  static double digamma(double x) {
    if (x == 0) {
      return Double.NEGATIVE_INFINITY * Math.copySign(1, x);
    } else if (isPole(x) || !(Math.abs(x) > 1e-200 && Math.abs(x) < 1e200)) {
      return Math.abs(x) < 1 ? -1 / x : x > 1 ? StrictMath.log(x) : Double.NaN;
    } else if (x < 0) {
      double f = -x - Math.rint(-x);
      Wide cotangent = PI.multiply(cosine(f)).divide(sine(f));
      return psi(Wide.ONE.add(Wide.of(-x))).add(cotangent).value();
    }
    return psi(Wide.of(x)).value();
  }

  static double trigamma(double x) {
    if (isPole(x)) {
      return Double.POSITIVE_INFINITY;
    } else if (!(Math.abs(x) > 1e-100 && Math.abs(x) < 1e200)) {
      return Math.abs(x) < 1 ? 1 / (x * x) : x > 1 ? 1 / x : Double.NaN;
    } else if (x < 0) {
      Wide ratio = PI.divide(sine(-x - Math.rint(-x)));
      return ratio.multiply(ratio).add(psiSlope(Wide.ONE.add(Wide.of(-x))).negate()).value();
    }
    return psiSlope(Wide.of(x)).value();
  }

  /** Good enough for float32: near 1 and 2 by Taylor's series. */
  static double quickLgamma(double x) {
    if (isPole(x) || Double.isInfinite(x)) {
      return Double.POSITIVE_INFINITY;
    } else if (x < 0.5) {
      double sine = Math.abs(StrictMath.sin(Math.PI * (x - Math.rint(x))));
      return StrictMath.log(Math.PI / sine) - quickLgamma(1 - x);
    } else if (x <= 1.5) {
      return taylor(x - 1);
    } else if (x <= 2.5) {
      return StrictMath.log1p(x - 2) + taylor(x - 2);
    }
    double y = x;
    double product = 1;
    for (; y < 15; y++) {
      product *= y;
    }
    double u = 1 / (y * y);
    double more = (1 / 12.0 - u * (1 / 360.0 - u * (1 / 1260.0 - u / 1680))) / y;
    return (y - 0.5) * (StrictMath.log(y) - 1)
        + HALF_LOG_TURN.high()
        - 0.5
        + more
        - StrictMath.log(product);
  }

  /** log Γ(1 + d) for |d| ≤ ½. */
  private static double taylor(double d) {
    double sum = 0;
    for (int k = 50; k > 1; k--) {
      sum = -d * (sum + ZETA[k] / k);
    }
    return -d * (sum + 0.5772156649015329);
  }

  static double quickDigamma(double x) {
    if (x == 0 || isPole(x) || Double.isInfinite(x)) {
      return digamma(x);
    } else if (x < 0) {
      return quickDigamma(1 - x) - Math.PI / StrictMath.tan(Math.PI * (x - Math.rint(x)));
    }
    double y = x;
    double before = 0;
    for (; y < 15; y++) {
      before += 1 / y;
    }
    double u = 1 / (y * y);
    double more = u * (1 / 12.0 - u * (1 / 120.0 - u * (1 / 252.0 - u / 240)));
    return StrictMath.log(y) - 0.5 / y - more - before;
  }

  static double quickTrigamma(double x) {
    if (isPole(x) || Double.isInfinite(x)) {
      return trigamma(x);
    } else if (x < 0) {
      double ratio = Math.PI / StrictMath.sin(Math.PI * (x - Math.rint(x)));
      return ratio * ratio - quickTrigamma(1 - x);
    }
    double y = x;
    double before = 0;
    for (; y < 15; y++) {
      before += 1 / (y * y);
    }
    double u = 1 / (y * y);
    return (1 + 0.5 / y + u * (1 / 6.0 - u * (1 / 30.0 - u * (1 / 42.0 - u / 30)))) / y + before;
  }

  private static boolean isPole(double x) {
    return x <= 0 && x == Math.rint(x) && !Double.isInfinite(x);
  }

  private static Wide logGamma(Wide x) {
    Wide y = x;
    Wide product = Wide.ONE;
    for (; y.high() < BEGIN; y = y.add(Wide.ONE)) {
      product = product.multiply(y);
    }
    Wide inverse = Wide.ONE.divide(y);
    Wide sum = Wide.of(0);
    for (int k = BERNOULLI.length; k > 0; k--) {
      sum =
          sum.multiply(inverse)
              .multiply(inverse)
              .add(bernoulli(k).divide(Wide.of(k * (4 * k - 2))));
    }
    Wide log = y.add(Wide.of(-0.5)).multiply(y.log()).add(y.negate());
    return log.add(HALF_LOG_TURN).add(sum.multiply(inverse)).add(product.log().negate());
  }

  private static Wide psi(Wide x) {
    Wide y = x;
    Wide before = Wide.of(0);
    for (; y.high() < BEGIN; y = y.add(Wide.ONE)) {
      before = before.add(Wide.ONE.divide(y));
    }
    Wide inverse = Wide.ONE.divide(y);
    Wide square = inverse.multiply(inverse);
    Wide sum = Wide.of(0);
    for (int k = BERNOULLI.length; k > 0; k--) {
      sum = sum.add(bernoulli(k).divide(Wide.of(2 * k))).multiply(square);
    }
    Wide rest = inverse.multiply(Wide.of(0.5)).add(sum).add(before);
    return y.log().add(rest.negate());
  }

  private static Wide psiSlope(Wide x) {
    Wide y = x;
    Wide before = Wide.of(0);
    for (; y.high() < BEGIN; y = y.add(Wide.ONE)) {
      before = before.add(Wide.ONE.divide(y.multiply(y)));
    }
    Wide inverse = Wide.ONE.divide(y);
    Wide square = inverse.multiply(inverse);
    Wide sum = Wide.of(0);
    for (int k = BERNOULLI.length; k > 0; k--) {
      sum = sum.add(bernoulli(k)).multiply(square);
    }
    return Wide.ONE.add(inverse.multiply(Wide.of(0.5))).add(sum).multiply(inverse).add(before);
  }

  private static Wide bernoulli(int k) {
    return Wide.of(BERNOULLI[k - 1]).divide(Wide.of(BERNOULLI_UNDER[k - 1]));
  }

  /** sin πf for |f| ≤ ½, by its series. */
  private static Wide sine(double f) {
    return series(PI.multiply(Wide.of(f)), 1);
  }

  private static Wide cosine(double f) {
    return series(PI.multiply(Wide.of(f)), 0);
  }

  private static Wide series(Wide angle, int first) {
    Wide square = angle.multiply(angle);
    Wide sum = Wide.of(0);
    for (int k = 34 + first; k >= 2 + first; k -= 2) {
      sum = Wide.ONE.add(sum.negate()).multiply(square).divide(Wide.of((double) k * (k - 1)));
    }
    sum = Wide.ONE.add(sum.negate());
    return first == 1 ? sum.multiply(angle) : sum;
  }
}
