package org.atled.core.op.reduce;

import java.util.List;
import java.util.Optional;
import org.atled.core.error.TypeException;
import org.atled.core.expr.FloatExpression;
import org.atled.core.shape.Axes;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Combiner;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.MultiOp;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * The variance Σ (x − m)² / (n − correction) over axes, and the mean m = Σ x / n. The mean is
 * rounded; what that takes from the sum of squares is given back, (Σ (x − m)² − (Σ (x − m))² / n):
 * the corrected two-pass algorithm of Chan, Golub and LeVeque 1983. ∂v/∂x = 2·(x − m) / (n −
 * correction), ∂m/∂x = 1 / n. A divisor that is not positive is taken for 0, as PyTorch's.
 *
 * @param axes in the operand's shape
 * @param correction what n is lessened by: 1 for the unbiased variance of a sample (Bessel)
 */
public record VarMean(Axes axes, double correction) implements MultiOp {
  private static final FloatExpression QUOTIENT =
      FloatExpression.of(2, in -> in.get(0).div(in.get(1)));
  private static final FloatExpression DISTANCE =
      FloatExpression.of(2, in -> in.get(0).sub(in.get(1)));
  private static final FloatExpression CORRECTED =
      FloatExpression.of(3, in -> in.get(0).sub(in.get(1).mul(in.get(1)).div(in.get(2))));
  private static final FloatExpression SQUARED_DISTANCE =
      FloatExpression.of(2, in -> in.get(0).sub(in.get(1)).mul(in.get(0).sub(in.get(1))));

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    if (!x.dtype().isFloating()) {
      throw new TypeException("takes floats, not " + x + "; convert with to(…).");
    }
    TensorType result = new TensorType(x.dtype(), axes.reduce(x.shape()));
    return List.of(result, result);
  }

  @Override
  public List<Tensor> forward(Kernels k, List<TensorType> types, List<Tensor> inputs) {
    TensorType type = types.getFirst();
    DType t = type.dtype().computing();
    Tensor x = k.cast(inputs.getFirst(), t);
    int[] reduced = axes.toArray();
    Tensor total = k.reduce(Combiner.SUM, x, reduced, true, t);
    Tensor mean = divided(k, total, axes.count(x.shape()));
    Tensor wide = k.view(mean.strided().broadcastTo(x.shape()));
    Tensor squares =
        k.reduce(Combiner.SUM, SQUARED_DISTANCE.at(t), List.of(x, wide), reduced, true);
    Tensor rest = k.reduce(Combiner.SUM, DISTANCE.at(t), List.of(x, wide), reduced, true);
    Tensor count = number(k, t, axes.count(x.shape()));
    Tensor exact = k.map(CORRECTED.at(t), squares.shape(), List.of(squares, rest, count));
    Tensor variance = divided(k, exact, degrees(x.shape()));
    return List.of(shaped(k, variance, type), shaped(k, mean, type));
  }

  private static Tensor divided(Kernels k, Tensor x, double n) {
    return k.map(QUOTIENT.at(x.dtype()), x.shape(), List.of(x, number(k, x.dtype(), n)));
  }

  private static Tensor number(Kernels k, DType type, double n) {
    return k.fill(new TensorType(type, Shape.scalar()), Double.doubleToRawLongBits(n));
  }

  private static Tensor shaped(Kernels k, Tensor x, TensorType type) {
    return k.cast(k.view(x.strided().reshape(type.shape()).orElseThrow()), type.dtype());
  }

  private double degrees(Shape shape) {
    return Math.max(0, axes.count(shape) - correction);
  }

  @Override
  public Keep keeps() {
    return Keep.inputs().andResult(1);
  }

  @Override
  public Cotangents vjp(Saved s, List<Optional<Tensor>> g) {
    Shape before = s.type(0).shape();
    Shape kept = axes.kept().reduce(before);
    DType t = s.type(0).dtype().computing();
    Optional<Tensor> byVariance =
        g.get(0)
            .map(v -> {
              Tensor rounded = s.input(0).to(t).sub(s.output(1).to(t).reshape(kept));
              Tensor distance = rounded.sub(rounded.mean(axes.kept()));
              return distance.mul(v.to(t).reshape(kept).mul(2 / degrees(before)));
            });
    Optional<Tensor> byMean =
        g.get(1).map(m -> m.to(t).reshape(kept).div(axes.count(before)).broadcastTo(before));
    return Cotangents.ofSum(List.of(byVariance, byMean));
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(new VarMean(axes.after(1), correction));
  }
}
