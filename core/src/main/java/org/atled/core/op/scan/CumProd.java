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
import org.atled.core.tensor.Scope;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * yᵢ = Π xⱼ over j ≤ i along an axis, from the first element on. Integers and bools are multiplied
 * as int64. The cotangent of xₖ is Σ gᵢ·Π xⱼ over i ≥ k and j ≤ i, j ≠ k.
 */
public record CumProd(int axis) implements SingleOp {
  @Override
  public TensorType infer(List<TensorType> inputs) {
    return new CumSum(axis).infer(inputs);
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    DType t = type.dtype().computing();
    Expression step = Expression.of(List.of(t, t), t, in -> in.get(0).mul(in.get(1)));
    return k.cast(k.scan(step, k.cast(inputs.getFirst(), t), axis), type.dtype());
  }

  @Override
  public Keep keeps() {
    return Keep.inputs().andResult();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Tensor x = s.input(0);
    // The quick way is not to be differentiated again: behind a zero it is the constant 0.
    return Cotangents.of(Scope.current().grad() ? allPairs(x, g) : quick(x, s.output(), g));
  }

  /** By division where there is no zero before; at the first zero by the products without it. */
  private Tensor quick(Tensor x, Tensor y, Tensor g) {
    Tensor zeros = Dispatch.apply(new CumSum(axis), x.eq(0));
    Tensor isFirst = x.eq(0).where(zeros, 0).eq(1);
    Tensor filled = x.eq(0).where(1, x);
    Tensor without = Dispatch.apply(new CumProd(axis), isFirst.where(1, x));
    Tensor before = CumSum.fromTheEnd(g.mul(y), axis).div(filled);
    Tensor at = CumSum.fromTheEnd(g.mul(without), axis);
    return zeros.eq(0).where(before, isFirst.where(at, 0));
  }

  /** All products without one factor, as a matrix of n by n. */
  private Tensor allPairs(Tensor x, Tensor g) {
    int n = (int) x.shape().size(axis);
    Tensor row = Tensor.arange(n).unsqueeze(0);
    Tensor column = Tensor.arange(n).unsqueeze(1);
    Tensor lines = x.transpose(axis, -1).unsqueeze(-2);
    Tensor products =
        Dispatch.apply(new CumProd(lines.shape().rank() - 1), column.eq(row).where(1, lines));
    Tensor parts = row.ge(column).where(products.mul(g.transpose(axis, -1).unsqueeze(-2)), 0);
    return parts.sum(-1).transpose(axis, -1);
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(new CumProd(axis + 1));
  }
}
