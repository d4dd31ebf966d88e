package org.atled.testkit;

import static org.atled.testkit.OpRow.ALL;
import static org.atled.testkit.OpRow.EVERY_FLOAT;
import static org.atled.testkit.OpRow.NUMERIC;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.atled.core.op.elementwise.Add;
import org.atled.core.op.elementwise.Addcdiv;
import org.atled.core.op.elementwise.Addcmul;
import org.atled.core.op.elementwise.Clip;
import org.atled.core.op.elementwise.Copysign;
import org.atled.core.op.elementwise.Div;
import org.atled.core.op.elementwise.Fmax;
import org.atled.core.op.elementwise.Fmin;
import org.atled.core.op.elementwise.Fmod;
import org.atled.core.op.elementwise.Lerp;
import org.atled.core.op.elementwise.Maximum;
import org.atled.core.op.elementwise.Minimum;
import org.atled.core.op.elementwise.Mul;
import org.atled.core.op.elementwise.Remainder;
import org.atled.core.op.elementwise.RoundedDiv;
import org.atled.core.op.elementwise.Sub;
import org.atled.core.op.elementwise.WherePositive;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Op;
import org.atled.core.tensor.Promotion;
import org.atled.core.tensor.Rounding;
import org.atled.core.tensor.Tensor;

/** Functions of several operands, element by element after broadcasting. */
final class BinaryRows {
  private static final Operand REAL = Operand.between(-3, 3);
  private static final Operand POSITIVE = Operand.between(0.5, 5);
  private static final Tolerance ROUNDED = Tolerance.ulps(0.5);
  private static final String HALVES = "half to each of equal operands";

  private BinaryRows() {}

  static List<OpRow> rows() {
    List<OpRow> rows = new ArrayList<>();
    rows.add(
        binary("add", Add.class, Tensor::add, Double::sum, REAL)
            .taking(ALL)
            .known("torch.add", "numpy.add"));
    rows.add(
        binary("sub", Sub.class, Tensor::sub, (a, b) -> a - b, REAL)
            .taking(NUMERIC)
            .known("torch.sub", "numpy.subtract"));
    rows.add(
        binary("mul", Mul.class, Tensor::mul, (a, b) -> a * b, REAL)
            .taking(ALL)
            .known("torch.mul", "numpy.multiply"));
    rows.add(
        binary("div", Div.class, Tensor::div, (a, b) -> a / b, POSITIVE)
            .taking(NUMERIC)
            .giving(t -> t.isFloating() ? t : Promotion.DEFAULT_FLOAT)
            .known("torch.div", "numpy.divide"));
    rows.add(
        binary("maximum", Maximum.class, Tensor::maximum, Math::max, REAL)
            .taking(ALL)
            .atTies(HALVES)
            .known("torch.maximum", "numpy.maximum"));
    rows.add(
        binary("minimum", Minimum.class, Tensor::minimum, Math::min, REAL)
            .taking(ALL)
            .atTies(HALVES)
            .known("torch.minimum", "numpy.minimum"));
    rows.add(
        binary("fmax", Fmax.class, Tensor::fmax, Math::max, REAL)
            .taking(NUMERIC)
            .atTies("all to the first of equals")
            .known("torch.fmax", "numpy.fmax"));
    rows.add(
        binary("fmin", Fmin.class, Tensor::fmin, Math::min, REAL)
            .taking(NUMERIC)
            .atTies("all to the first of equals")
            .known("torch.fmin", "numpy.fmin"));
    Operand wide = Operand.between(-9, 9);
    // A quotient that is 2 and a fraction: no jump is near.
    Operand dividend = Operand.between(5.2, 5.8);
    Operand divisor = Operand.between(2.1, 2.5);
    rows.add(
        binary(
                "div truncated",
                RoundedDiv.class,
                (a, b) -> a.div(b, Rounding.TRUNC),
                BinaryRows::truncDivide,
                wide)
            .taking(NUMERIC)
            .with(OpRow.Gradient.COARSE)
            .known("torch.div", ""));
    rows.add(
        binary(
                "div truncated between jumps",
                RoundedDiv.class,
                (a, b) -> a.div(b, Rounding.TRUNC),
                BinaryRows::truncDivide,
                dividend,
                divisor)
            .within(ROUNDED, ROUNDED)
            .known("torch.div", ""));
    rows.add(
        binary("floorDivide", RoundedDiv.class, Tensor::floorDivide, BinaryRows::floorDivide, wide)
            .taking(NUMERIC)
            .with(OpRow.Gradient.COARSE)
            .known("torch.floor_divide", "numpy.floor_divide"));
    rows.add(
        binary(
                "floorDivide between jumps",
                RoundedDiv.class,
                Tensor::floorDivide,
                BinaryRows::floorDivide,
                dividend,
                divisor)
            .within(ROUNDED, ROUNDED)
            .known("torch.floor_divide", "numpy.floor_divide"));
    rows.add(
        binary("fmod", Fmod.class, Tensor::fmod, (a, b) -> a % b, wide)
            .taking(NUMERIC)
            .with(OpRow.Gradient.COARSE)
            .known("torch.fmod", "numpy.fmod"));
    rows.add(
        binary("fmod between jumps", Fmod.class, Tensor::fmod, (a, b) -> a % b, dividend, divisor)
            .within(ROUNDED, ROUNDED)
            .known("torch.fmod", "numpy.fmod"));
    rows.add(
        binary("remainder", Remainder.class, Tensor::remainder, BinaryRows::remainder, wide)
            .taking(NUMERIC)
            .with(OpRow.Gradient.COARSE)
            .known("torch.remainder", "numpy.remainder"));
    rows.add(
        binary(
                "remainder between jumps",
                Remainder.class,
                Tensor::remainder,
                BinaryRows::remainder,
                dividend,
                divisor)
            .within(ROUNDED, ROUNDED)
            .known("torch.remainder", "numpy.remainder"));
    rows.add(
        binary(
                "copysign",
                Copysign.class,
                Tensor::copysign,
                Math::copySign,
                Operand.between(-3, 3, 0))
            .taking(NUMERIC)
            .giving(t -> t.isFloating() ? t : Promotion.DEFAULT_FLOAT)
            .atTies("0 where the first is 0")
            .known("torch.copysign", "numpy.copysign"));
    rows.add(
        binary(
                "where positive",
                WherePositive.class,
                (y, g) -> Dispatch.apply(new WherePositive(), y, g),
                (y, g) -> y > 0 ? g : 0,
                REAL)
            .taking(NUMERIC)
            .atTies("0 to both where y is 0"));
    rows.add(
        ternary(
                "clip by tensors",
                Clip.class,
                in -> in.get(0).clip(in.get(1), in.get(2)),
                e -> Math.min(Math.max(e[0], e[1]), e[2]),
                REAL)
            .taking(NUMERIC)
            .atTies("to the first at the bounds")
            .known("torch.clamp", "numpy.clip"));
    Tolerance cancelling = new Tolerance(3, 8);
    rows.add(
        ternary(
                "lerp",
                Lerp.class,
                in -> in.get(0).lerp(in.get(1), in.get(2)),
                e -> e[0] + e[2] * (e[1] - e[0]),
                REAL)
            .taking(NUMERIC)
            .giving(t -> t.isFloating() ? t : Promotion.DEFAULT_FLOAT)
            .within(cancelling, cancelling)
            .known("torch.lerp", ""));
    rows.add(
        ternary(
                "addcmul",
                Addcmul.class,
                in -> in.get(0).addcmul(in.get(1), in.get(2), 0.5),
                e -> e[0] + 0.5 * e[1] * e[2],
                REAL)
            .taking(EVERY_FLOAT)
            .within(cancelling, cancelling)
            .rounding(4)
            .known("torch.addcmul", ""));
    rows.add(
        ternary(
                "addcmul of integers too",
                Addcmul.class,
                in -> in.get(0).addcmul(in.get(1), in.get(2)),
                e -> e[0] + e[1] * e[2],
                REAL)
            .taking(NUMERIC)
            .within(cancelling, cancelling)
            .rounding(3)
            .known("torch.addcmul", ""));
    rows.add(
        ternary(
                "addcdiv",
                Addcdiv.class,
                in -> in.get(0).addcdiv(in.get(1), in.get(2), 0.5),
                e -> e[0] + 0.5 * e[1] / e[2],
                POSITIVE)
            .taking(EVERY_FLOAT)
            .within(cancelling, cancelling)
            .rounding(4)
            .known("torch.addcdiv", ""));
    return rows;
  }

  private static double truncDivide(double a, double b) {
    double q = b == 0 ? Double.NaN : a / b;
    return q < 0 ? Math.ceil(q) : Math.floor(q);
  }

  private static double floorDivide(double a, double b) {
    return Math.rint((a - remainder(a, b)) / b);
  }

  private static double remainder(double a, double b) {
    double rest = a % b;
    return rest != 0 && rest < 0 != b < 0 ? rest + b : rest;
  }

  static OpRow binary(
      String name,
      Class<? extends Op> op,
      BinaryOperator<Tensor> call,
      DoubleBinaryOperator f,
      Operand domain) {
    return binary(name, op, call, f, domain, domain);
  }

  static OpRow binary(
      String name,
      Class<? extends Op> op,
      BinaryOperator<Tensor> call,
      DoubleBinaryOperator f,
      Operand a,
      Operand b) {
    return OpRow.of(
            name,
            op,
            in -> call.apply(in.get(0), in.get(1)),
            in -> Oracle.map(in.get(0), in.get(1), f),
            a,
            b)
        .on(Shape.of(3, 4), Shape.of(3, 4))
        .on(Shape.of(3, 4), Shape.of(4))
        .on(Shape.of(2, 1, 4), Shape.of(3, 1))
        .on(Shape.scalar(), Shape.of(3))
        .on(Shape.of(0, 4), Shape.of(4))
        .on(Shape.of(1), Shape.of(1))
        .on(Shape.scalar(), Shape.scalar())
        .on(Shape.of(5, 37), Shape.of(5, 37));
  }

  private static OpRow ternary(
      String name,
      Class<? extends Op> op,
      Function<List<Tensor>, Tensor> call,
      ToDoubleFunction<double[]> f,
      Operand domain) {
    return ternary(OpRow.of(name, op, call, in -> Oracle.map(in, f), domain, domain, domain));
  }

  /** On shapes that broadcast. */
  static OpRow ternary(OpRow row) {
    return row.on(Shape.of(2, 3), Shape.of(2, 3), Shape.of(2, 3))
        .on(Shape.of(3), Shape.of(2, 1), Shape.scalar())
        .on(Shape.of(2, 1, 4), Shape.of(3, 1), Shape.of(4))
        .on(Shape.of(0, 3), Shape.of(3), Shape.of(1))
        .on(Shape.of(1), Shape.of(1), Shape.of(1))
        .on(Shape.of(5, 37), Shape.of(5, 37), Shape.of(37));
  }
}
