package org.atled.testkit;

import static org.atled.testkit.OpRow.ALL;
import static org.atled.testkit.OpRow.EVERY_FLOAT;
import static org.atled.testkit.OpRow.NUMERIC;
import static org.atled.testkit.UnaryRows.function;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import org.atled.core.op.elementwise.Acos;
import org.atled.core.op.elementwise.Acosh;
import org.atled.core.op.elementwise.Asin;
import org.atled.core.op.elementwise.Asinh;
import org.atled.core.op.elementwise.Atan;
import org.atled.core.op.elementwise.Atan2;
import org.atled.core.op.elementwise.Atanh;
import org.atled.core.op.elementwise.Cosh;
import org.atled.core.op.elementwise.Erfc;
import org.atled.core.op.elementwise.Erfinv;
import org.atled.core.op.elementwise.Exp2;
import org.atled.core.op.elementwise.GeluSlope;
import org.atled.core.op.elementwise.GeluTanh;
import org.atled.core.op.elementwise.Hypot;
import org.atled.core.op.elementwise.Lgamma;
import org.atled.core.op.elementwise.Log10;
import org.atled.core.op.elementwise.Log2;
import org.atled.core.op.elementwise.LogAddExp;
import org.atled.core.op.elementwise.LogSigmoid;
import org.atled.core.op.elementwise.Mvlgamma;
import org.atled.core.op.elementwise.Polygamma;
import org.atled.core.op.elementwise.Pow;
import org.atled.core.op.elementwise.Reciprocal;
import org.atled.core.op.elementwise.Rsqrt;
import org.atled.core.op.elementwise.Sinh;
import org.atled.core.op.elementwise.Tan;
import org.atled.core.op.elementwise.ThresholdedSoftplus;
import org.atled.core.op.elementwise.Xlogy;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Functions;
import org.atled.core.tensor.Op;
import org.atled.core.tensor.Promotion;
import org.atled.core.tensor.Tensor;

/** Powers, logarithms, angles, hyperbolic and special functions. */
final class FunctionRows {
  private static final Operand REAL = Operand.between(-3, 3);
  private static final Operand POSITIVE = Operand.between(0.1, 5);
  private static final Operand UNIT = Operand.between(-0.8, 0.8);

  private FunctionRows() {}

  static List<OpRow> rows() {
    // What the references themselves are off is allowed too.
    List<OpRow> rows = new ArrayList<>();
    rows.addAll(powers());
    rows.addAll(exponentials());
    rows.addAll(angles());
    rows.addAll(hyperbolic());
    rows.addAll(special());
    rows.addAll(gamma());
    return rows;
  }

  private static List<OpRow> powers() {
    return List.of(
        BinaryRows.binary("pow", Pow.class, Tensor::pow, StrictMath::pow, Operand.between(0.5, 5))
            .taking(NUMERIC)
            .within(1, 5)
            .atTies("0 by the base where the exponent is 0, by the exponent where the base is 0")
            .known("torch.pow", "numpy.power"),
        function("pow 2.5", Pow.class, x -> x.pow(2.5), x -> StrictMath.pow(x, 2.5), POSITIVE)
            .within(1, 5),
        function("pow -3", Pow.class, x -> x.pow(-3.0), x -> StrictMath.pow(x, -3), POSITIVE)
            .within(1, 5),
        function(
                "pow of 2.5",
                Pow.class,
                x -> Functions.pow(2.5, x),
                x -> StrictMath.pow(2.5, x),
                REAL)
            .within(1, 5),
        function("rsqrt", Rsqrt.class, Tensor::rsqrt, x -> 1 / Math.sqrt(x), POSITIVE)
            .within(2, 2)
            .known("torch.rsqrt", ""),
        function("reciprocal", Reciprocal.class, Tensor::reciprocal, x -> 1 / x, POSITIVE)
            .known("torch.reciprocal", "numpy.reciprocal"),
        functionOfTwo("hypot", Hypot.class, Tensor::hypot, StrictMath::hypot, REAL)
            .within(1, 5)
            .known("torch.hypot", "numpy.hypot"));
  }

  private static List<OpRow> exponentials() {
    return List.of(
        function("exp2", Exp2.class, Tensor::exp2, x -> StrictMath.pow(2, x), REAL)
            .within(2.5, 5)
            .known("torch.exp2", "numpy.exp2"),
        function(
                "log2",
                Log2.class,
                Tensor::log2,
                x -> StrictMath.log(x) / StrictMath.log(2),
                POSITIVE)
            .within(2.5, 6)
            .known("torch.log2", "numpy.log2"),
        function("log10", Log10.class, Tensor::log10, StrictMath::log10, POSITIVE)
            .within(2.5, 5)
            .known("torch.log10", "numpy.log10"),
        functionOfTwo(
                "logAddExp", LogAddExp.class, Tensor::logAddExp, SpecialFunctions::logAddExp, REAL)
            .within(new Tolerance(4, 1), new Tolerance(8, 1))
            .known("torch.logaddexp", "numpy.logaddexp"),
        functionOfTwo("xlogy", Xlogy.class, Tensor::xlogy, FunctionRows::xlogy, POSITIVE)
            .within(2.5, 5)
            .atTies("0 by the factor where it is 0 and the other is not positive")
            .known("torch.xlogy", "scipy.special.xlogy"));
  }

  private static List<OpRow> angles() {
    return List.of(
        function("tan", Tan.class, Tensor::tan, StrictMath::tan, Operand.between(-1.3, 1.3))
            .within(1, 5)
            .known("torch.tan", "numpy.tan"),
        function("asin", Asin.class, Tensor::asin, StrictMath::asin, UNIT)
            .within(1, 5)
            .known("torch.asin", "numpy.arcsin"),
        function("acos", Acos.class, Tensor::acos, StrictMath::acos, UNIT)
            .within(1, 5)
            .known("torch.acos", "numpy.arccos"),
        function("atan", Atan.class, Tensor::atan, StrictMath::atan, REAL)
            .within(1, 5)
            .known("torch.atan", "numpy.arctan"),
        functionOfTwo(
                "atan2", Atan2.class, Tensor::atan2, StrictMath::atan2, Operand.between(-3, 3, 0))
            .within(1, 6)
            .known("torch.atan2", "numpy.arctan2"));
  }

  private static List<OpRow> hyperbolic() {
    return List.of(
        function("sinh", Sinh.class, Tensor::sinh, StrictMath::sinh, REAL)
            .within(1, 6)
            .known("torch.sinh", "numpy.sinh"),
        function("cosh", Cosh.class, Tensor::cosh, StrictMath::cosh, REAL)
            .within(1, 6)
            .known("torch.cosh", "numpy.cosh"),
        function("asinh", Asinh.class, Tensor::asinh, SpecialFunctions::asinh, REAL)
            .within(1, 6)
            .known("torch.asinh", "numpy.arcsinh"),
        function(
                "acosh",
                Acosh.class,
                Tensor::acosh,
                SpecialFunctions::acosh,
                Operand.between(1.3, 5))
            .within(1, 6)
            .known("torch.acosh", "numpy.arccosh"),
        function("atanh", Atanh.class, Tensor::atanh, SpecialFunctions::atanh, UNIT)
            .within(1, 6)
            .known("torch.atanh", "numpy.arctanh"));
  }

  private static List<OpRow> special() {
    return List.of(
        function("erfc", Erfc.class, Tensor::erfc, SpecialFunctions::erfc, REAL)
            .within(1, 5)
            .known("torch.erfc", "scipy.special.erfc"),
        function("erfinv", Erfinv.class, Tensor::erfinv, SpecialFunctions::erfinv, UNIT)
            .within(1, 6)
            .known("torch.erfinv", "scipy.special.erfinv"),
        function(
                "logSigmoid",
                LogSigmoid.class,
                Tensor::logSigmoid,
                x -> -SpecialFunctions.softplus(-x),
                REAL)
            .within(2.5, 5)
            .known("torch.nn.functional.logsigmoid", "scipy.special.log_expit"),
        function(
                "gelu slope",
                GeluSlope.class,
                x -> Dispatch.apply(new GeluSlope(), x),
                SpecialFunctions::geluSlope,
                REAL)
            .within(new Tolerance(4, 1), new Tolerance(8, 1)),
        function("geluTanh", GeluTanh.class, Tensor::geluTanh, SpecialFunctions::geluTanh, REAL)
            .within(Tolerance.ulps(2), new Tolerance(16, 0.01))
            .known("torch.nn.functional.gelu(approximate='tanh')", ""),
        function(
                "softplus above a threshold",
                ThresholdedSoftplus.class,
                x -> x.softplus(2, 3),
                x -> 2 * x > 3 ? x : SpecialFunctions.softplus(2 * x) / 2,
                Operand.between(-3, 3, 1.5))
            .within(4, 8)
            .rounding(4)
            .taking(EVERY_FLOAT)
            .atTies("that of the formula at the threshold")
            .known("torch.nn.functional.softplus", ""));
  }

  private static List<OpRow> gamma() {
    Operand positive = Operand.between(0.3, 6);
    List<OpRow> rows = new ArrayList<>();
    rows.add(
        function("lgamma", Lgamma.class, Tensor::lgamma, SpecialFunctions::lgamma, positive)
            .within(1, 5)
            .known("torch.lgamma", "scipy.special.gammaln"));
    rows.add(
        function(
                "mvlgamma 3",
                Mvlgamma.class,
                x -> x.mvlgamma(3),
                x ->
                    1.5 * StrictMath.log(Math.PI)
                        + logGamma(x)
                        + logGamma(x - 0.5)
                        + logGamma(x - 1),
                Operand.between(1.2, 6))
            .within(8, 16)
            .known("torch.mvlgamma", "scipy.special.multigammaln"));
    rows.add(
        function(
                "digamma",
                Polygamma.class,
                Tensor::digamma,
                x -> SpecialFunctions.polygamma(0, x),
                positive)
            .within(1, 5)
            .known("torch.digamma", "scipy.special.psi"));
    for (int order : new int[] {1, 2, 3}) {
      rows.add(
          function(
                  "polygamma " + order,
                  Polygamma.class,
                  x -> x.polygamma(order),
                  x -> SpecialFunctions.polygamma(order, x),
                  Operand.between(0.8, 4))
              .within(1, 5)
              .known("torch.polygamma", "scipy.special.polygamma"));
    }
    return rows;
  }

  /** Far below 0, where Γ is too small for a double, by its reflection. */
  private static double logGamma(double x) {
    if (x > -150 || x == Math.rint(x)) {
      return SpecialFunctions.lgamma(x);
    }
    double sine = StrictMath.sin(Math.PI * (x - Math.rint(x)));
    return StrictMath.log(Math.PI / Math.abs(sine)) - SpecialFunctions.lgamma(1 - x);
  }

  private static double xlogy(double x, double y) {
    return x == 0 && !Double.isNaN(y) ? 0 : x * StrictMath.log(y);
  }

  /** Defined on floats; integers and bools become float32. */
  private static OpRow functionOfTwo(
      String name,
      Class<? extends Op> op,
      BinaryOperator<Tensor> call,
      DoubleBinaryOperator f,
      Operand domain) {
    return BinaryRows.binary(name, op, call, f, domain)
        .taking(ALL)
        .giving(t -> t.isFloating() ? t : Promotion.DEFAULT_FLOAT);
  }
}
