package org.atled.testkit;

import static org.atled.testkit.OpRow.EVERY_FLOAT;
import static org.atled.testkit.OpRow.NUMERIC;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.atled.core.op.elementwise.Celu;
import org.atled.core.op.elementwise.Elu;
import org.atled.core.op.elementwise.HardSigmoid;
import org.atled.core.op.elementwise.HardSwish;
import org.atled.core.op.elementwise.Hardshrink;
import org.atled.core.op.elementwise.Hardtanh;
import org.atled.core.op.elementwise.LeakyRelu;
import org.atled.core.op.elementwise.Mish;
import org.atled.core.op.elementwise.Relu;
import org.atled.core.op.elementwise.Relu6;
import org.atled.core.op.elementwise.Selu;
import org.atled.core.op.elementwise.Silu;
import org.atled.core.op.elementwise.Softshrink;
import org.atled.core.op.elementwise.Softsign;
import org.atled.core.op.elementwise.Tanhshrink;
import org.atled.core.op.elementwise.Threshold;
import org.atled.core.op.nn.Glu;
import org.atled.core.op.nn.Prelu;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Op;
import org.atled.core.tensor.Promotion;
import org.atled.core.tensor.Tensor;

/** Activation functions. */
final class ActivationRows {
  private ActivationRows() {}

  static List<OpRow> rows() {
    List<OpRow> rows = new ArrayList<>();
    // Of terms that cancel.
    Tolerance sum = new Tolerance(4, 4);
    rows.add(
        UnaryRows.same(
                "relu",
                Relu.class,
                Tensor::relu,
                x -> Double.isNaN(x) ? x : x > 0 ? x : 0,
                Operand.between(-3, 3, 0))
            .atTies("0 at 0")
            .known("torch.relu", ""));
    rows.add(
        activation(
                "leakyRelu",
                LeakyRelu.class,
                x -> x.leakyRelu(0.1),
                x -> x > 0 ? x : 0.1 * x,
                Operand.between(-4, 4, 0))
            .within(1, 1)
            .rounding(3)
            .atTies("the slope at 0")
            .known("torch.nn.functional.leaky_relu", ""));
    rows.add(
        activation(
                "relu6", Relu6.class, Tensor::relu6, x -> clip(x, 0, 6), Operand.between(-4, 4, 0))
            .within(0.5, 0)
            .atTies("0 at 0 and 6")
            .known("torch.nn.functional.relu6", ""));
    rows.add(
        activation(
                "elu",
                Elu.class,
                x -> x.elu(0.7),
                x -> x > 0 ? x : 0.7 * StrictMath.expm1(x),
                Operand.between(-4, 4, 0))
            .within(4, 4)
            .rounding(4)
            .atTies("the left one at 0")
            .known("torch.nn.functional.elu", ""));
    rows.add(
        activation(
                "celu",
                Celu.class,
                x -> x.celu(0.5),
                x -> x > 0 ? x : 0.5 * StrictMath.expm1(x / 0.5),
                Operand.between(-4, 4, 0))
            .within(6, 6)
            .rounding(4)
            .atTies("1 at 0")
            .known("torch.nn.functional.celu", ""));
    rows.add(
        activation(
                "selu",
                Selu.class,
                Tensor::selu,
                x -> 1.0507009873554805 * (x > 0 ? x : 1.6732632423543772 * StrictMath.expm1(x)),
                Operand.between(-4, 4, 0))
            .within(1, 5)
            .atTies("the left one at 0")
            .known("torch.nn.functional.selu", ""));
    rows.add(
        activation(
                "silu",
                Silu.class,
                Tensor::silu,
                x -> x * SpecialFunctions.sigmoid(x),
                Operand.between(-4, 4))
            .within(2, 6)
            .known("torch.nn.functional.silu", ""));
    rows.add(
        activation(
                "mish",
                Mish.class,
                Tensor::mish,
                x -> x * StrictMath.tanh(SpecialFunctions.softplus(x)),
                Operand.between(-4, 4))
            .within(1, 8)
            .known("torch.nn.functional.mish", ""));
    rows.add(
        activation(
                "softsign",
                Softsign.class,
                Tensor::softsign,
                x -> x / (1 + Math.abs(x)),
                Operand.between(-4, 4, 0))
            .within(2, 2)
            .rounding(4)
            .atTies("1 at 0")
            .known("torch.nn.functional.softsign", ""));
    rows.add(
        activation(
                "hardtanh",
                Hardtanh.class,
                x -> x.hardtanh(-1, 2),
                x -> clip(x, -1, 2),
                Operand.between(-4, 4, -1, 2))
            .within(0.5, 0)
            .atTies("0 at the bounds")
            .known("torch.nn.functional.hardtanh", ""));
    rows.add(
        activation(
                "hardSigmoid",
                HardSigmoid.class,
                Tensor::hardSigmoid,
                x -> clip(x + 3, 0, 6) / 6,
                Operand.between(-4, 4, -3, 3))
            .within(sum, sum)
            .rounding(4)
            .atTies("0 at -3 and 3")
            .known("torch.nn.functional.hardsigmoid", ""));
    rows.add(
        activation(
                "hardSwish",
                HardSwish.class,
                Tensor::hardSwish,
                x -> x * clip(x + 3, 0, 6) / 6,
                Operand.between(-4, 4, -3, 3))
            .within(sum, sum)
            .rounding(5)
            .atTies("0 at -3, 1 at 3")
            .known("torch.nn.functional.hardswish", ""));
    rows.add(
        activation(
                "threshold",
                Threshold.class,
                x -> x.threshold(0.5, -2),
                x -> x <= 0.5 ? -2 : x,
                Operand.between(-4, 4, 0.5))
            .within(0.5, 0)
            .atTies("0 at the threshold")
            .known("torch.nn.functional.threshold", ""));
    rows.add(
        activation(
                "hardshrink",
                Hardshrink.class,
                x -> x.hardshrink(0.5),
                x -> Math.abs(x) <= 0.5 ? 0 : x,
                Operand.between(-4, 4, -0.5, 0.5))
            .within(0.5, 0)
            .atTies("0 at the bounds")
            .known("torch.nn.functional.hardshrink", ""));
    rows.add(
        activation(
                "softshrink",
                Softshrink.class,
                x -> x.softshrink(0.5),
                x -> Math.abs(x) <= 0.5 ? 0 : x - Math.copySign(0.5, x),
                Operand.between(-4, 4, -0.5, 0.5))
            .within(0.5, 0)
            .rounding(2)
            .atTies("0 at the bounds")
            .known("torch.nn.functional.softshrink", ""));
    rows.add(
        activation(
                "tanhshrink",
                Tanhshrink.class,
                Tensor::tanhshrink,
                SpecialFunctions::tanhshrink,
                Operand.between(-4, 4))
            .within(new Tolerance(1, 1e-3), new Tolerance(5, 1e-3)) // where PyTorch loses digits
            .known("torch.nn.functional.tanhshrink", ""));
    rows.add(
        prelu()
            .on(Shape.of(2, 3), Shape.of(3))
            .on(Shape.of(2, 3, 4), Shape.of(3))
            .on(Shape.of(2, 3, 2, 2), Shape.of(1))
            .on(Shape.of(4), Shape.of(1))
            .on(Shape.scalar(), Shape.scalar())
            .on(Shape.of(1), Shape.of(1))
            .on(Shape.of(0, 3), Shape.of(3))
            .on(Shape.of(5, 37), Shape.of(37)));
    rows.add(
        glu(1)
            .on(Shape.of(2, 6))
            .on(Shape.of(2, 2, 3))
            .on(Shape.of(0, 4))
            .on(Shape.of(3, 0))
            .on(Shape.of(5, 38)));
    rows.add(glu(0).on(Shape.of(2)).on(Shape.of(4, 3)));
    return rows;
  }

  /** Also of integers, which become float32. */
  private static OpRow activation(
      String name,
      Class<? extends Op> op,
      UnaryOperator<Tensor> call,
      DoubleUnaryOperator f,
      Operand x) {
    return UnaryRows.function(name, op, call, f, x).taking(NUMERIC);
  }

  private static double clip(double x, double least, double most) {
    return Math.min(Math.max(x, least), most);
  }

  private static OpRow prelu() {
    return OpRow.of(
            "prelu",
            Prelu.class,
            in -> in.get(0).prelu(in.get(1)),
            in -> prelu(in.get(0), in.get(1)),
            Operand.between(-3, 3, 0),
            Operand.between(-0.5, 1))
        .taking(EVERY_FLOAT)
        .rounding(2)
        .atTies("the weight at 0")
        .known("torch.nn.functional.prelu", "");
  }

  private static Numbers prelu(Numbers x, Numbers weight) {
    return Oracle.at(
        x.shape(),
        index -> {
          double v = x.at(index);
          double w = weight.values()[weight.values().length == 1 ? 0 : index[1]];
          return v > 0 ? v : w * v;
        });
  }

  private static OpRow glu(int axis) {
    return OpRow.of(
            "glu along " + axis,
            Glu.class,
            in -> in.getFirst().glu(axis),
            in -> {
              Numbers x = in.getFirst();
              int half = (int) x.shape().size(axis) / 2;
              return Oracle.map(
                  Oracle.slice(x, axis, 0, 1, half),
                  Oracle.slice(x, axis, half, 1, half),
                  (a, b) -> a * SpecialFunctions.sigmoid(b));
            },
            Operand.between(-3, 3))
        .taking(NUMERIC)
        .giving(t -> t.isFloating() ? t : Promotion.DEFAULT_FLOAT)
        .within(3, 7)
        .rounding(3)
        .known("torch.nn.functional.glu", "");
  }
}
