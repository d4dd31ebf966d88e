package org.atled.testkit.custom;

import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.expr.FloatExpression;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Combiner;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/** y[i] = Σⱼ x[i, j]² in one pass; ∂y[i]/∂x[i, j] = 2 x[i, j]. [m, n] → [m]. */
public record SumOfSquares() implements SingleOp {
  private static final FloatExpression SQUARE =
      FloatExpression.of(1, in -> in.getFirst().mul(in.getFirst()));

  @Override
  public TensorType infer(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    if (x.shape().rank() != 2) {
      throw new ShapeException("takes a matrix, not " + x + "; reshape it.");
    }
    return new TensorType(x.dtype(), Shape.of(x.shape().size(0)));
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    return k.reduce(Combiner.SUM, SQUARE.at(type.dtype()), inputs, new int[] {1}, false);
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(s.input(0).mul(2).mul(g.unsqueeze(1)));
  }
}
