package org.atled.core.op.nn;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.expr.Expression;
import org.atled.core.expr.FloatExpression;
import org.atled.core.op.reduce.VarMean;
import org.atled.core.shape.Axes;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Defined;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Moments;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.RowProgram;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * y = n·w + b with n = (x − m)/s and s = √(v + ε): m the mean and v the variance, divided by the
 * count, over the last axes (Ba, Kiros and Hinton 2016). w and b, of the sizes of these axes, may
 * be left out. With h = g·w and means over the same axes: ∂L/∂x = (h − mean(h) − n·mean(h·n))/s,
 * ∂L/∂w = Σ g·n, ∂L/∂b = Σ g.
 *
 * @param axes how many of the last
 */
public record LayerNorm(int axes, double epsilon) implements SingleOp, Defined {
  private static final FloatExpression DEVIATION =
      FloatExpression.of(2, in -> in.get(0).add(in.get(1)).sqrt());
  private static final List<FloatExpression> RESULT =
      List.of(
          FloatExpression.of(3, in -> in.get(0).sub(in.get(1)).div(in.get(2))),
          FloatExpression.of(4, in -> in.get(0).sub(in.get(1)).div(in.get(2)).mul(in.get(3))),
          FloatExpression.of(
              5, in -> in.get(0).sub(in.get(1)).div(in.get(2)).mul(in.get(3)).add(in.get(4))));

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.getFirst();
    Moments moments = x.varMean(last(x.shape()), 0);
    Tensor y = x.sub(moments.mean()).div(moments.variance().add(epsilon).sqrt());
    y = inputs.size() > 1 ? y.mul(inputs.get(1)) : y;
    return inputs.size() > 2 ? y.add(inputs.get(2)) : y;
  }

  @Override
  public Operands operands() {
    return Operands.between(1, 3);
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    TensorType x = LogSoftmax.floating(inputs.getFirst());
    int rank = x.shape().rank();
    if (axes < 1 || axes > rank) {
      throw new ShapeException(
          "normalizes the last " + axes + " axes, but x is " + x.shape() + "; take 1 to its rank.");
    }
    Shape wanted = x.shape().slice(rank - axes, rank);
    for (int i = 1; i < inputs.size(); i++) {
      TensorType other = inputs.get(i);
      String name = i == 1 ? "weight" : "bias";
      if (!other.shape().equals(wanted)) {
        throw new ShapeException(
            "the "
                + name
                + " is "
                + other.shape()
                + " but x "
                + x.shape()
                + " needs one of "
                + wanted
                + ".");
      }
      if (other.dtype() != x.dtype()) {
        throw new TypeException(
            "the " + name + " is " + other + " but x is " + x + "; convert one with to(…).");
      }
    }
    return x;
  }

  private Axes last(Shape shape) {
    int[] last = new int[axes];
    for (int i = 0; i < axes; i++) {
      last[i] = shape.rank() - axes + i;
    }
    return Axes.of(last).kept();
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    return type.shape().isEmpty()
        ? k.allocate(type)
        : k.byRows(type, rows -> List.of(normalized(rows, type, inputs))).getFirst();
  }

  private Tensor normalized(Kernels k, TensorType type, List<Tensor> inputs) {
    DType t = type.dtype().computing();
    List<Tensor> wide = inputs.stream().map(input -> k.cast(input, t)).toList();
    Tensor x = wide.getFirst();
    VarMean moments = new VarMean(last(type.shape()), 0);
    List<Tensor> both = moments.forward(k, moments.infer(List.of(x.type())), List.of(x));
    Tensor variance = both.get(0);
    long bits = Double.doubleToRawLongBits(epsilon);
    Tensor least = k.fill(new TensorType(t, Shape.scalar()), bits);
    Tensor deviation = k.map(DEVIATION.at(t), variance.shape(), List.of(variance, least));
    List<Tensor> operands = new ArrayList<>(List.of(x, both.get(1), deviation));
    operands.addAll(wide.subList(1, wide.size()));
    Expression result = RESULT.get(wide.size() - 1).at(t);
    return k.cast(k.map(result, type.shape(), operands), type.dtype());
  }

  @Override
  public Keep keeps() {
    return Keep.inputs();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    boolean weighted = s.inputCount() > 1;
    // What forward computed with: a variance in float16 may overflow where the results do not.
    DType t = s.type(0).dtype().computing();
    Tensor x = s.input(0).to(t);
    Tensor arrived = g.to(t);
    List<Tensor> parts =
        RowProgram.of(
            x.type(),
            () -> {
              Axes last = last(x.shape());
              Moments moments = x.varMean(last, 0);
              Tensor deviation = moments.variance().add(epsilon).sqrt();
              Tensor n = x.sub(moments.mean()).div(deviation);
              Tensor h = weighted ? arrived.mul(s.input(1).to(t)) : arrived;
              Tensor rest = h.sub(h.mean(last)).sub(n.mul(h.mul(n).mean(last)));
              Tensor byX = rest.div(deviation);
              return weighted ? List.of(byX, arrived.mul(n)) : List.of(byX);
            });
    Cotangents shares = Cotangents.start().and(s, parts::getFirst);
    if (weighted) {
      shares.and(s, parts::getLast);
    }
    return s.inputCount() > 2 ? shares.and(s, () -> g) : shares;
  }
}
