package org.atled.core.op.scan;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.atled.core.expr.Expression;
import org.atled.core.expr.Term;
import org.atled.core.op.indexing.ScatterAdd;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
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
 * yᵢ = max xⱼ (or min) over j ≤ i along an axis; NaN from the first NaN on. Each cotangent goes to
 * the element that is the extreme there, of equal ones to the last, as PyTorch's.
 */
public record CumExtremum(boolean greatest, int axis) implements SingleOp {
  @Override
  public String name() {
    return greatest ? "cumMax" : "cumMin";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    inputs.getFirst().shape().axis(axis);
    return inputs.getFirst();
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    DType t = type.dtype();
    Expression step = Expression.of(List.of(t, t), t, in -> step(in.get(0), in.get(1)));
    return k.scan(step, inputs.getFirst(), axis);
  }

  private Term step(Term a, Term b) {
    if (a.type() == DType.BOOL) {
      return greatest ? a.or(b) : a.and(b);
    }
    return greatest ? a.max(b) : a.min(b);
  }

  @Override
  public Keep keeps() {
    return Keep.inputs().andResult();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Tensor index = index(s.input(0), s.output());
    ScatterAdd scatter = new ScatterAdd(axis, s.type(0).shape());
    return Cotangents.of(Dispatch.apply(scatter, g, index));
  }

  /** Where the extremes stand: of equal ones the last, the latest NaN. */
  public Tensor index(Tensor x, Tensor y) {
    Tensor place = places(x.shape(), axis);
    Tensor isExtreme = x.eq(y).where(place, x.ne(x).where(place, -1));
    return Dispatch.apply(new CumExtremum(true, axis), isExtreme);
  }

  /** For each element its int64 place along an axis. */
  public static Tensor places(Shape shape, int axis) {
    long[] sizes = new long[shape.rank()];
    Arrays.fill(sizes, 1);
    sizes[axis] = shape.size(axis);
    return Tensor.arange((int) sizes[axis]).reshape(sizes).broadcastTo(shape);
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(new CumExtremum(greatest, axis + 1));
  }
}
