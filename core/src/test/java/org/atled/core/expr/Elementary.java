package org.atled.core.expr;

import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.atled.core.op.elementwise.Softplus;

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
  COS(Trigonometric::cos, StrictMath::cos),
  EXP2(Exponential::exp2, Wide::exp2),
  LOG2(Logarithm::log2, Wide::log2),
  LOG10(Logarithm::log10, StrictMath::log10),
  RSQRT(x -> x.constant(1L).div(x.sqrt()), Wide::rsqrt),
  GELU(Gaussian::gelu, Wide::gelu),
  LOGSIGMOID(Logistic::logSigmoid, Wide::logSigmoid),
  ERFC(ErrorFunction::erfc, x -> Wide.erfc(Wide.of(x))),
  ERFINV(ErrorFunction::erfinv, Wide::erfinv),
  TAN(Trigonometric::tan, StrictMath::tan),
  ASIN(InverseTrigonometric::asin, StrictMath::asin),
  ACOS(InverseTrigonometric::acos, StrictMath::acos),
  ATAN(InverseTrigonometric::atan, StrictMath::atan),
  SINH(Hyperbolic::sinh, StrictMath::sinh),
  COSH(Hyperbolic::cosh, StrictMath::cosh),
  ASINH(Hyperbolic::asinh, Wide::asinh),
  ACOSH(Hyperbolic::acosh, Wide::acosh),
  ATANH(Hyperbolic::atanh, Wide::atanh),
  LGAMMA(Gamma::lgamma, WideGamma::lgamma),
  DIGAMMA(Polygamma::digamma, WideGamma::digamma),
  TRIGAMMA(x -> Polygamma.polygamma(1, x), WideGamma::trigamma),
  SQRT(Term::sqrt, Math::sqrt),
  RECIPROCAL(x -> x.constant(1L).div(x), x -> 1 / x),
  SOFTPLUS(new Softplus()::expression, x -> -Wide.logSigmoid(-x)),
  GELUTANH(Activations::geluTanh, WideActivations::geluTanh),
  SILU(Activations::silu, WideActivations::silu),
  MISH(Activations::mish, WideActivations::mish),
  SELU(Activations::selu, WideActivations::selu),
  TANHSHRINK(Hyperbolic::tanhshrink, WideActivations::tanhshrink),
  // As the operations of these names are defined by others, which become one expression in a plan.
  SOFTSIGN(x -> x.div(x.abs().add(1)), WideActivations::softsign),
  HARDSIGMOID(Elementary::hardSigmoid, WideActivations::hardSigmoid),
  HARDSWISH(x -> x.mul(hardSigmoid(x)), WideActivations::hardSwish);

  private static final double ROOT_HALF = 0.7071067811865476;

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
    return reference.applyAsDouble(x);
  }

  /**
   * A size of the result that is taken for the exact one if that is smaller: of terms that cancel.
   */
  double atLeast(double x) {
    if (!(x < 0 && x > Double.NEGATIVE_INFINITY)) {
      return 0;
    }
    return switch (this) {
      case LGAMMA -> 1 + WideGamma.quickLgamma(1 - x);
      case DIGAMMA -> 1 + Math.abs(WideGamma.quickDigamma(1 - x));
      default -> 0;
    };
  }

  /** Whether the reference takes so long that fewer numbers must do. */
  boolean isSlow() {
    return switch (this) {
      case SIGMOID, ERF, ERFC, ERFINV, GELU, LOGSIGMOID, LOG2, EXP2, ASINH, ACOSH, ATANH -> true;
      case LGAMMA, DIGAMMA, TRIGAMMA -> true;
      default -> false;
      case EXP, EXPM1, LOG, LOG1P, TANH, SIN, COS, TAN, LOG10, RSQRT -> false;
      case ASIN, ACOS, ATAN, SINH, COSH -> false;
    };
  }

  /** A reference that is good enough for float32, and fast enough for all of them. */
  double quickReference(float x) {
    return switch (this) {
      case SIGMOID -> {
        double e = StrictMath.exp(-Math.abs((double) x));
        yield (x < 0 ? e : 1) / (1 + e);
      }
      case ERF -> quickErf(x);
      case EXP2 -> StrictMath.exp(x * 0.6931471805599453);
      case LOG2 -> StrictMath.log(x) / 0.6931471805599453;
      case GELU -> x == Double.NEGATIVE_INFINITY ? Double.NaN : x * quickErfc(x * -ROOT_HALF) / 2;
      case LOGSIGMOID -> Math.min(x, 0) - StrictMath.log1p(StrictMath.exp(-Math.abs((double) x)));
      case ERFC -> quickErfc(x);
      case ERFINV -> quickErfinv(x);
      case ASINH -> {
        double a = Math.abs((double) x);
        double more = a < Double.POSITIVE_INFINITY ? a * a / (1 + Math.sqrt(a * a + 1)) : a;
        yield Math.copySign(StrictMath.log1p(a + more), x);
      }
      case ACOSH ->
          x < 1 ? Double.NaN : StrictMath.log1p(x - 1.0 + Math.sqrt((x - 1.0) * (x + 1.0)));
      case ATANH -> {
        double a = Math.abs((double) x);
        yield Math.copySign(StrictMath.log1p(2 * a / (1 - a)) / 2, x);
      }
      case RSQRT, EXP, EXPM1, LOG, LOG1P, LOG10, TANH, SIN, COS, TAN -> reference(x);
      case ASIN, ACOS, ATAN, SINH, COSH -> reference(x);
      case LGAMMA -> WideGamma.quickLgamma(x);
      case DIGAMMA -> WideGamma.quickDigamma(x);
      case TRIGAMMA -> WideGamma.quickTrigamma(x);
      case SOFTPLUS -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs((double) x)));
      case GELUTANH -> {
        double u = x * (1.5957691216057308 + 0.07135481627260025 * x * x);
        yield Math.abs(x) < 100 ? x / (1 + StrictMath.exp(-u)) : reference(x);
      }
      case SILU -> Math.abs(x) < 700 ? x / (1 + StrictMath.exp(-x)) : reference(x);
      case MISH -> {
        double e = StrictMath.exp(Math.min(x, 300));
        yield Math.abs(x) < 300 ? x * (e * (e + 2) / (e * (e + 2) + 2)) : reference(x);
      }
      case SELU -> x > 0 ? reference(x) : 1.7580993408473768 * StrictMath.expm1(x);
      case TANHSHRINK -> Math.abs(x) < 1 ? reference(x) : x - StrictMath.tanh(x);
      case SQRT, RECIPROCAL, SOFTSIGN, HARDSIGMOID, HARDSWISH -> reference(x);
    };
  }

  private static Term hardSigmoid(Term x) {
    return x.add(3).max(0).min(6).div(x.constant(6L));
  }

  /** By Halley's rule from where {@link Wide#erfinv} begins too. */
  private static double quickErfinv(double x) {
    double a = Math.abs(x);
    double y = Wide.nearErfinv(a);
    for (int step = 0; step < 3 && y > 0 && y < Double.POSITIVE_INFINITY; step++) {
      double off = a > 0.5 ? 1 - a - quickErfc(y) : quickErf(y) - a;
      double e = off / (1.1283791670955126 * StrictMath.exp(-y * y));
      y -= e / (1 + y * e);
    }
    return Math.copySign(y, x);
  }

  /** From 2 on by so much of its continued fraction as counts: Abramowitz and Stegun 7.1.14. */
  private static double quickErfc(double x) {
    if (!(x > 2)) {
      return 1 - quickErf(x);
    }
    if (x > 28) {
      return 0;
    }
    double fraction = x;
    for (int k = 10 + (int) (120 / (x * x)); k > 0; k--) {
      fraction = x + k / 2.0 / fraction;
    }
    return StrictMath.exp(-x * x) / (1.772453850905516 * fraction);
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

  /** Where terms cancel, in units of what they are. */
  double ulps(float x, float got, double exact) {
    double least = atLeast(x);
    return Math.abs(exact) < least && Math.abs(got) < least
        ? Math.abs(got - exact) / Math.ulp((float) least)
        : ulps(got, exact);
  }

  /** Where terms cancel, in units of what they are. */
  double ulps(double x, double got, double exact) {
    double least = atLeast(x);
    return Math.abs(exact) < least && Math.abs(got) < least
        ? Math.abs(got - exact) / Math.ulp(least)
        : ulps(got, exact);
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
