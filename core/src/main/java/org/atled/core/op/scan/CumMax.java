package org.atled.core.op.scan;

import java.util.Arrays;
import java.util.List;
import org.atled.core.expr.Expression;
import org.atled.core.op.indexing.ScatterAdd;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * yᵢ = max xⱼ over j ≤ i along an axis; NaN from the first NaN on. Each cotangent goes to the
 * element that is the greatest there, of equal ones to the last, as PyTorch's.
 */
public record CumMax(int axis) implements SingleOp {
  @Override
  public TensorType infer(List<TensorType> inputs) {
    inputs.getFirst().shape().axis(axis);
    return inputs.getFirst();
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    DType t = type.dtype();
    Expression max =
        Expression.of(
            List.of(t, t),
            t,
            in -> t == DType.BOOL ? in.get(0).or(in.get(1)) : in.get(0).max(in.get(1)));
    return k.scan(max, inputs.getFirst(), axis);
  }

  @Override
  public Keep keeps() {
    return Keep.inputs().andResult();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Tensor x = s.input(0);
    int n = (int) x.shape().size(axis);
    long[] sizes = new long[x.shape().rank()];
    Arrays.fill(sizes, 1);
    sizes[axis] = n;
    Tensor place = Tensor.arange(n).reshape(sizes).broadcastTo(x.shape());
    Tensor isGreatest = x.eq(s.output()).where(place, x.ne(x).where(place, -1));
    Tensor greatest = Dispatch.apply(new CumMax(axis), isGreatest);
    return Cotangents.of(Dispatch.apply(new ScatterAdd(axis, x.shape()), g, greatest));
  }
}
