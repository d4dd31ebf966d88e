package org.atled.core.expr;

import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;

/** The functions under test, each with a reference that shares nothing with it. */
enum Elementary {
  EXP(Exponential::exp, StrictMath::exp),
  EXPM1(Exponential::expm1, StrictMath::expm1),
  LOG(Logarithm::log, StrictMath::log),
  LOG1P(Logarithm::log1p, StrictMath::log1p),
  TANH(Hyperbolic::tanh, StrictMath::tanh),
  SIGMOID(Logistic::sigmoid, Wide::sigmoid),
  ERF(ErrorFunction::erf, Wide::erf),
  SIN(Trigonometric::sin, StrictMath::sin),
  COS(Trigonometric::cos, StrictMath::cos);

  private final UnaryOperator<Term> term;
  private final DoubleUnaryOperator reference;

  Elementary(UnaryOperator<Term> term, DoubleUnaryOperator reference) {
    this.term = term;
    this.reference = reference;
  }

  Term of(Term x) {
    return term.apply(x);
  }

  double reference(double x) {
    return isAngle() && Math.abs(x) > 0x1p49 ? Double.NaN : reference.applyAsDouble(x);
  }

  private boolean isAngle() {
    return this == SIN || this == COS;
  }

  /** A reference that is good enough for float32, and fast enough for all of them. */
  double quickReference(float x) {
    return switch (this) {
      case SIGMOID -> {
        double e = StrictMath.exp(-Math.abs((double) x));
        yield (x < 0 ? e : 1) / (1 + e);
      }
      case ERF -> quickErf(x);
      case SIN, COS -> Math.abs(x) > 0x1p18f ? Double.NaN : reference(x);
      case EXP, EXPM1, LOG, LOG1P, TANH -> reference(x);
    };
  }

  private static double quickErf(double x) {
    double t = Math.abs(x);
    if (t > 4.5) {
      return Math.copySign(1, x);
    }
    double square = t * t;
    double term = t;
    double sum = t;
    for (int k = 1; term > sum * 1e-18; k++) {
      term *= 2 * square / (2 * k + 1);
      sum += term;
    }
    return Math.copySign(1.1283791670955126 * StrictMath.exp(-square) * sum, x);
  }

  /** How far a float32 result is from the exact one, in units of the exact one's last place. */
  static double ulps(float got, double exact) {
    float want = (float) exact;
    if (Float.isNaN(want) || Float.isNaN(got)) {
      return Float.isNaN(want) && Float.isNaN(got) ? 0 : Double.POSITIVE_INFINITY;
    }
    if (Float.isInfinite(want) || Float.isInfinite(got)) {
      return want == got ? 0 : Math.abs(nearInfinity(got) - nearInfinity(exact)) / 0x1p104;
    }
    return Math.abs(got - exact) / Math.ulp(want);
  }

  private static double nearInfinity(double x) {
    return Math.max(-0x1p128, Math.min(0x1p128, x));
  }

  /** The same for float64, to the nearest double of the exact result. */
  static double ulps(double got, double want) {
    if (Double.isNaN(want) || Double.isNaN(got)) {
      return Double.isNaN(want) && Double.isNaN(got) ? 0 : Double.POSITIVE_INFINITY;
    }
    if (Double.isInfinite(want) || Double.isInfinite(got)) {
      return want == got ? 0 : Double.POSITIVE_INFINITY;
    }
    return Math.abs(got - want) / Math.ulp(want);
  }
}
