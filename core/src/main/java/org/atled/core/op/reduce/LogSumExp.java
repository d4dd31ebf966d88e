package org.atled.core.op.reduce;

import java.util.List;
import java.util.Optional;
import org.atled.core.expr.Exponential;
import org.atled.core.expr.FloatExpression;
import org.atled.core.expr.Logarithm;
import org.atled.core.expr.Term;
import org.atled.core.shape.Axes;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Combiner;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Promotion;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * y = m + ln Σ e^(x − m) over axes of the operand's shape, m the greatest element if that is
 * finite, else 0. vjp: g·e^(x − y), NaN where y is infinite as x is.
 */
public record LogSumExp(Axes axes) implements SingleOp {
  private static final FloatExpression FINITE_OR_ZERO =
      FloatExpression.of(
          1,
          in -> {
            Term m = in.getFirst();
            return m.sub(m).eq(0).select(m, 0);
          });
  private static final FloatExpression SHIFTED_EXP =
      FloatExpression.of(2, in -> Exponential.exp(in.get(0).sub(in.get(1))));
  private static final FloatExpression LOG_AND_SHIFT =
      FloatExpression.of(2, in -> Logarithm.log(in.get(0)).add(in.get(1)));

  @Override
  public TensorType infer(List<TensorType> inputs) {
    return new TensorType(Promotion.floating(inputs), axes.reduce(inputs.getFirst().shape()));
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    DType t = type.dtype().computing();
    Tensor x = k.cast(inputs.getFirst(), t);
    int[] reduced = axes.toArray();
    Tensor max = k.reduce(Combiner.MAX, x, reduced, true, t);
    Tensor shift = k.map(FINITE_OR_ZERO.at(t), max.shape(), List.of(max));
    Tensor wide = k.view(shift.strided().broadcastTo(x.shape()));
    Tensor sum = k.reduce(Combiner.SUM, SHIFTED_EXP.at(t), List.of(x, wide), reduced, true);
    Tensor y = k.map(LOG_AND_SHIFT.at(t), sum.shape(), List.of(sum, shift));
    return k.cast(k.view(y.strided().reshape(type.shape()).orElseThrow()), type.dtype());
  }

  @Override
  public Keep keeps() {
    return Keep.inputs().andResult();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Shape kept = axes.kept().reduce(s.type(0).shape());
    Tensor x = s.input(0).to(g.dtype().computing());
    Tensor y = x == s.input(0) ? s.output() : Dispatch.apply(this, x);
    return Cotangents.of(x.sub(y.reshape(kept)).exp().mul(g.to(x.dtype()).reshape(kept)));
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(new LogSumExp(axes.after(1)));
  }
}
