package org.atled.core.op.scan;

import java.util.List;
import java.util.Optional;
import org.atled.core.expr.Expression;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * yᵢ = Σ xⱼ over j ≤ i along an axis, from the first element on. Integers and bools are summed as
 * int64. The cotangent of xⱼ is Σ gᵢ over i ≥ j.
 */
public record CumSum(int axis) implements SingleOp {
  @Override
  public TensorType infer(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    x.shape().axis(axis);
    return new TensorType(x.dtype().isFloating() ? x.dtype() : DType.INT64, x.shape());
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    DType t = type.dtype().computing();
    Expression step = Expression.of(List.of(t, t), t, in -> in.get(0).add(in.get(1)));
    return k.cast(k.scan(step, k.cast(inputs.getFirst(), t), axis), type.dtype());
  }

  @Override
  public Keep keeps() {
    return Keep.nothing();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(fromTheEnd(g, axis));
  }

  /** Σ over all places from this one on. */
  static Tensor fromTheEnd(Tensor g, int axis) {
    return Dispatch.apply(new CumSum(axis), g.flip(axis)).flip(axis);
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(new CumSum(axis + 1));
  }
}
