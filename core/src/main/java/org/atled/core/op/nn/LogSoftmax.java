package org.atled.core.op.nn;

import java.util.List;
import java.util.Optional;
import org.atled.core.error.TypeException;
import org.atled.core.expr.FloatExpression;
import org.atled.core.expr.Logarithm;
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
 * y = x − m − ln Σ e^(x − m) along an axis, m the greatest element there: neither overflows nor
 * loses the small probabilities as ln(softmax) would. vjp: g − e^y·Σ g.
 */
public record LogSoftmax(int axis) implements SingleOp, Defined {
  private static final FloatExpression RESULT =
      FloatExpression.of(3, in -> in.get(0).sub(in.get(1)).sub(Logarithm.log(in.get(2))));

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.getFirst();
    Tensor shifted = x.sub(x.max(Axes.of(axis).kept()));
    return shifted.sub(shifted.exp().sum(Axes.of(axis).kept()).log());
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    return inferFloating(inputs.getFirst(), axis);
  }

  static TensorType inferFloating(TensorType x, int axis) {
    floating(x).shape().axis(axis);
    return x;
  }

  static TensorType floating(TensorType x) {
    if (!x.dtype().isFloating()) {
      throw new TypeException("takes floats, not " + x + "; convert with to(…).");
    }
    return x;
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    if (type.shape().isEmpty()) {
      return k.allocate(type);
    }
    Tensor x = inputs.getFirst();
    return k.byRows(type, rows -> List.of(logSoftmax(rows, type, x))).getFirst();
  }

  private Tensor logSoftmax(Kernels k, TensorType type, Tensor input) {
    DType t = type.dtype().computing();
    Tensor x = k.cast(input, t);
    int[] axes = {axis};
    Tensor max = k.reduce(Combiner.MAX, x, axes, true, t);
    Tensor wide = k.view(max.strided().broadcastTo(type.shape()));
    Tensor sum = k.reduce(Combiner.SUM, Softmax.SHIFTED_EXP.at(t), List.of(x, wide), axes, true);
    return k.cast(k.map(RESULT.at(t), type.shape(), List.of(x, max, sum)), type.dtype());
  }

  @Override
  public Keep keeps() {
    return Keep.result();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Tensor y = s.output();
    return Cotangents.of(
        RowProgram.of(y.type(), () -> List.of(g.sub(y.exp().mul(g.sum(Axes.of(axis).kept())))))
            .getFirst());
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(new LogSoftmax(axis + 1));
  }
}
