package org.atled.core.op.scan;

import java.util.List;
import java.util.Optional;
import org.atled.core.error.TypeException;
import org.atled.core.expr.FloatExpression;
import org.atled.core.expr.LogAddExp;
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
 * yᵢ = ln Σ e^xⱼ over j ≤ i along an axis, from the first element on: y₀ = x₀, yᵢ = m + ln(1 +
 * e^−|y₍ᵢ₋₁₎ − xᵢ|) with m the greater of the two. The cotangent of xⱼ is Σ gᵢ·e^(xⱼ − yᵢ) over i ≥
 * j, no factor above 1; that of a −∞ is 0.
 */
public record LogCumSumExp(int axis) implements SingleOp {
  private static final FloatExpression STEP =
      FloatExpression.of(2, in -> LogAddExp.logAddExp(in.get(0), in.get(1)));

  @Override
  public TensorType infer(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    if (!x.dtype().isFloating()) {
      throw new TypeException("takes floats, not " + x + "; convert with to(…).");
    }
    x.shape().axis(axis);
    return x;
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    DType t = type.dtype().computing();
    return k.cast(k.scan(STEP.at(t), k.cast(inputs.getFirst(), t), axis), type.dtype());
  }

  @Override
  public Keep keeps() {
    return Keep.inputs().andResult();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    DType t = s.type(0).dtype().computing();
    Tensor x = s.input(0).to(t);
    Tensor y = x == s.input(0) ? s.output() : Dispatch.apply(this, x);
    // Before the first number above −∞ there is nothing to share; −∞ − 0 leaves e^−∞ = 0.
    Tensor finite = y.eq(Double.NEGATIVE_INFINITY).where(0, y);
    // The quick way is not to be differentiated again: where g is 0 it is the constant 0.
    return Cotangents.of(
        Scope.current().grad()
            ? allPairs(x, finite, g.to(t))
            : share(x, finite, g.to(t)).sub(share(x, finite, g.to(t).neg())));
  }

  /** What the positive ones of the cotangents give, by way of their logarithms. */
  private Tensor share(Tensor x, Tensor y, Tensor g) {
    Tensor fromHere = g.relu().log().sub(y).flip(axis);
    return Dispatch.apply(new LogCumSumExp(axis), fromHere).flip(axis).add(x).exp();
  }

  /** All factors, as a matrix of n by n. */
  private Tensor allPairs(Tensor x, Tensor y, Tensor g) {
    int n = (int) x.shape().size(axis);
    Tensor isFromHere = Tensor.arange(n).unsqueeze(0).ge(Tensor.arange(n).unsqueeze(1));
    Tensor exponents = x.transpose(axis, -1).unsqueeze(-1).sub(y.transpose(axis, -1).unsqueeze(-2));
    Tensor products = isFromHere.where(exponents, 0).exp().mul(g.transpose(axis, -1).unsqueeze(-2));
    return isFromHere.where(products, 0).sum(-1).transpose(axis, -1);
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(new LogCumSumExp(axis + 1));
  }
}
