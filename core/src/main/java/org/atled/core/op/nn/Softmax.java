package org.atled.core.op.nn;

import java.util.List;
import java.util.Optional;
import org.atled.core.expr.Exponential;
import org.atled.core.expr.FloatExpression;
import org.atled.core.shape.Axes;
import org.atled.core.shape.DType;
import org.atled.core.spi.Combiner;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Defined;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.RowProgram;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * y = e^(x − m) / Σ e^(x − m) along an axis, m the greatest element there, so that nothing
 * overflows. vjp: y·(g − Σ y·g) (Bridle 1990).
 */
public record Softmax(int axis) implements SingleOp, Defined {
  static final FloatExpression SHIFTED_EXP =
      FloatExpression.of(2, in -> Exponential.exp(in.get(0).sub(in.get(1))));
  private static final FloatExpression QUOTIENT =
      FloatExpression.of(2, in -> in.get(0).div(in.get(1)));

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.getFirst();
    Tensor e = x.sub(x.max(Axes.of(axis).kept())).exp();
    return e.div(e.sum(Axes.of(axis).kept()));
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    return LogSoftmax.inferFloating(inputs.getFirst(), axis);
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    if (type.shape().isEmpty()) {
      return k.allocate(type);
    }
    Tensor x = inputs.getFirst();
    return k.byRows(type, rows -> List.of(softmax(rows, type, x))).getFirst();
  }

  private Tensor softmax(Kernels k, TensorType type, Tensor input) {
    DType t = type.dtype().computing();
    Tensor x = k.cast(input, t);
    int[] axes = {axis};
    Tensor max = k.reduce(Combiner.MAX, x, axes, true, t);
    Tensor e = k.map(SHIFTED_EXP.at(t), type.shape(), List.of(x, max));
    Tensor sum = k.reduce(Combiner.SUM, e, axes, true, t);
    return k.cast(k.map(QUOTIENT.at(t), type.shape(), List.of(e, sum)), type.dtype());
  }

  @Override
  public Keep keeps() {
    return Keep.result();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Tensor y = s.output();
    return Cotangents.of(
        RowProgram.of(y.type(), () -> List.of(y.mul(g.sub(y.mul(g).sum(Axes.of(axis).kept())))))
            .getFirst());
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(new Softmax(axis + 1));
  }
}
