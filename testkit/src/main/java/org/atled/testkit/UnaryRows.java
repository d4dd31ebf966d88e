package org.atled.testkit;

import static org.atled.testkit.OpRow.ALL;
import static org.atled.testkit.OpRow.NUMERIC;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.atled.core.op.elementwise.Abs;
import org.atled.core.op.elementwise.Cast;
import org.atled.core.op.elementwise.Clip;
import org.atled.core.op.elementwise.Cos;
import org.atled.core.op.elementwise.Erf;
import org.atled.core.op.elementwise.Exp;
import org.atled.core.op.elementwise.Expm1;
import org.atled.core.op.elementwise.Frac;
import org.atled.core.op.elementwise.Gelu;
import org.atled.core.op.elementwise.Log;
import org.atled.core.op.elementwise.Log1p;
import org.atled.core.op.elementwise.Mul;
import org.atled.core.op.elementwise.NanToNum;
import org.atled.core.op.elementwise.Neg;
import org.atled.core.op.elementwise.Round;
import org.atled.core.op.elementwise.RoundTo;
import org.atled.core.op.elementwise.Sigmoid;
import org.atled.core.op.elementwise.Sign;
import org.atled.core.op.elementwise.Sin;
import org.atled.core.op.elementwise.Softplus;
import org.atled.core.op.elementwise.Sqrt;
import org.atled.core.op.elementwise.Tanh;
import org.atled.core.op.structure.Copy;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Op;
import org.atled.core.tensor.Promotion;
import org.atled.core.tensor.Tensor;

/** Functions of one operand, element by element. */
final class UnaryRows {
  private static final Operand REAL = Operand.between(-3, 3);

  private UnaryRows() {}

  static List<OpRow> rows() {
    List<OpRow> rows = new ArrayList<>();
    // Accuracy: 2 and 4 units are promised; StrictMath itself may be off by 1.
    rows.add(
        function("exp", Exp.class, Tensor::exp, StrictMath::exp, REAL)
            .within(2.5, 5)
            .known("torch.exp", "numpy.exp"));
    rows.add(
        function("expm1", Expm1.class, Tensor::expm1, StrictMath::expm1, REAL)
            .within(2.5, 5)
            .known("torch.expm1", "numpy.expm1"));
    rows.add(
        function("log", Log.class, Tensor::log, StrictMath::log, Operand.between(0.1, 5))
            .within(2.5, 5)
            .known("torch.log", "numpy.log"));
    rows.add(
        function("log1p", Log1p.class, Tensor::log1p, StrictMath::log1p, Operand.between(-0.8, 4))
            .within(2.5, 5)
            .known("torch.log1p", "numpy.log1p"));
    rows.add(
        function("sqrt", Sqrt.class, Tensor::sqrt, StrictMath::sqrt, Operand.between(0.1, 5))
            .within(0.5, 0)
            .known("torch.sqrt", "numpy.sqrt"));
    rows.add(
        function("sin", Sin.class, Tensor::sin, StrictMath::sin, REAL)
            .within(2.5, 5)
            .known("torch.sin", "numpy.sin"));
    rows.add(
        function("cos", Cos.class, Tensor::cos, StrictMath::cos, REAL)
            .within(2.5, 5)
            .known("torch.cos", "numpy.cos"));
    rows.add(
        function("tanh", Tanh.class, Tensor::tanh, StrictMath::tanh, REAL)
            .within(2.5, 5)
            .known("torch.tanh", "numpy.tanh"));
    rows.add(
        function("sigmoid", Sigmoid.class, Tensor::sigmoid, SpecialFunctions::sigmoid, REAL)
            .within(2.5, 6)
            .known("torch.sigmoid", "scipy.special.expit"));
    rows.add(
        function("erf", Erf.class, Tensor::erf, SpecialFunctions::erf, REAL)
            .within(2.5, 5)
            .known("torch.erf", "scipy.special.erf"));
    rows.add(
        function("softplus", Softplus.class, Tensor::softplus, SpecialFunctions::softplus, REAL)
            .within(4, 8)
            .known("torch.nn.functional.softplus", ""));
    rows.add(
        function("gelu", Gelu.class, Tensor::gelu, SpecialFunctions::gelu, REAL)
            .within(2.5, 5)
            .known("torch.nn.functional.gelu", ""));
    Operand apartFromWholes = Operand.between(-2.9, 2.9, -2, -1, 0, 1, 2);
    Operand apartFromHalves = Operand.between(-3.4, 3.4, -2.5, -1.5, -0.5, 0.5, 1.5, 2.5);
    rows.add(
        same("floor", Round.class, Tensor::floor, Math::floor, apartFromWholes)
            .atTies("0, also at whole numbers")
            .known("torch.floor", "numpy.floor"));
    rows.add(
        same("ceil", Round.class, Tensor::ceil, Math::ceil, apartFromWholes)
            .atTies("0, also at whole numbers")
            .known("torch.ceil", "numpy.ceil"));
    rows.add(
        same("trunc", Round.class, Tensor::trunc, UnaryRows::trunc, apartFromWholes)
            .atTies("0, also at whole numbers")
            .known("torch.trunc", "numpy.trunc"));
    rows.add(
        same("round", Round.class, Tensor::round, Math::rint, apartFromHalves)
            .atTies("0, also between whole numbers")
            .known("torch.round", "numpy.round"));
    rows.add(
        function("frac", Frac.class, Tensor::frac, x -> x - trunc(x), apartFromWholes)
            .atTies("1, also at whole numbers")
            .known("torch.frac", ""));
    rows.add(
        function(
                "round to tens",
                RoundTo.class,
                x -> x.round(-1),
                x -> 10 * Math.rint(x / 10),
                Operand.between(-29, 29, -25, -15, -5, 5, 15, 25))
            .taking(NUMERIC)
            .within(1, 1)
            .atTies("0, also between tens")
            .known("torch.round", "numpy.round"));
    rows.add(
        function(
                "round to tenths",
                RoundTo.class,
                x -> x.round(1),
                x -> Math.rint(x * 10) / 10,
                REAL)
            .taking(NUMERIC)
            .with(OpRow.Gradient.COARSE)
            .within(1, 1)
            .known("torch.round", "numpy.round"));
    Operand kinked = Operand.between(-3, 3, 0);
    rows.add(
        same("abs", Abs.class, Tensor::abs, Math::abs, kinked)
            .atTies("0 at 0")
            .known("torch.abs", "numpy.abs"));
    rows.add(
        same("sign", Sign.class, Tensor::sign, SpecialFunctions::sign, kinked)
            .atTies("0, also at 0")
            .known("torch.sign", "numpy.sign"));
    rows.add(
        same("neg", Neg.class, Tensor::neg, x -> -x, REAL).known("torch.neg", "numpy.negative"));
    rows.add(
        same("square", Mul.class, Tensor::square, x -> x * x, REAL)
            .known("torch.square", "numpy.square"));
    rows.add(
        same(
                "clip",
                Clip.class,
                x -> x.clip(1, 2),
                x -> Math.min(Math.max(x, 1), 2),
                Operand.between(-1, 3, 1, 2))
            .atTies("1 at the bounds")
            .known("torch.clamp", "numpy.clip"));
    rows.add(
        same(
                "clampMin",
                Clip.class,
                x -> x.clampMin(1),
                x -> Math.max(x, 1),
                Operand.between(-1, 3, 1))
            .atTies("1 at the bound")
            .known("torch.clamp_min", ""));
    rows.add(
        same(
                "clampMax",
                Clip.class,
                x -> x.clampMax(1),
                x -> Math.min(x, 1),
                Operand.between(-1, 3, 1))
            .atTies("1 at the bound")
            .known("torch.clamp_max", ""));
    rows.add(
        elementwise(
                "nanToNum", NanToNum.class, x -> x.nanToNum(7, 100, -50), UnaryRows::nanToNum, REAL)
            .taking(ALL)
            .onSpecials()
            .known("torch.nan_to_num", "numpy.nan_to_num"));
    rows.add(
        elementwise("copy", Copy.class, Tensor::copy, x -> x, REAL)
            .taking(ALL)
            .known("torch.clone", "numpy.copy"));
    for (DType target : DType.values()) {
      rows.add(cast(target));
    }
    return rows;
  }

  private static double trunc(double x) {
    return x < 0 ? Math.ceil(x) : Math.floor(x);
  }

  private static double nanToNum(double x) {
    return Double.isNaN(x) ? 7 : Double.isFinite(x) ? x : x > 0 ? 100 : -50;
  }

  /** Defined on floats; integers and bools become float32. */
  static OpRow function(
      String name,
      Class<? extends Op> op,
      UnaryOperator<Tensor> call,
      DoubleUnaryOperator f,
      Operand x) {
    return elementwise(name, op, call, f, x)
        .taking(ALL)
        .giving(t -> t.isFloating() ? t : Promotion.DEFAULT_FLOAT)
        .onSpecials();
  }

  /** Defined on numbers; integers stay integers. */
  static OpRow same(
      String name,
      Class<? extends Op> op,
      UnaryOperator<Tensor> call,
      DoubleUnaryOperator f,
      Operand x) {
    return elementwise(name, op, call, f, x).taking(NUMERIC).onSpecials();
  }

  private static OpRow cast(DType target) {
    OpRow row =
        elementwise("to " + target, Cast.class, x -> x.to(target), x -> x, REAL)
            .taking(ALL)
            .giving(t -> target)
            .known("torch.Tensor.to", "numpy.ndarray.astype");
    return switch (target) {
      case FLOAT64 -> row;
      case FLOAT16, BFLOAT16, FLOAT32 -> row.with(OpRow.Gradient.COARSE);
      case BOOL, UINT8, INT32, INT64 -> row.constant();
    };
  }

  static OpRow elementwise(
      String name,
      Class<? extends Op> op,
      UnaryOperator<Tensor> call,
      DoubleUnaryOperator f,
      Operand x) {
    return OpRow.of(
            name, op, in -> call.apply(in.getFirst()), in -> Oracle.map(in.getFirst(), f), x)
        .on(Shape.of(2, 3, 4))
        .on(Shape.of(3, 37))
        .on(Shape.of(3, 0, 2))
        .on(Shape.of(1))
        .on(Shape.scalar());
  }
}
