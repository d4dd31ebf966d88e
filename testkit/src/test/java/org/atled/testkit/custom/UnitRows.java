package org.atled.testkit.custom;

import java.util.List;
import java.util.Optional;
import org.atled.core.error.ShapeException;
import org.atled.core.expr.FloatExpression;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Combiner;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.MultiOp;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * Each row x of a matrix as u = x / r and its length r = √Σ x²: [n, m] → [n, m] and [n]. With G and
 * h the cotangents of u and r: ∂L/∂x = (G − u·Σ G·u) / r + h·u.
 */
public record UnitRows() implements MultiOp {
  private static final FloatExpression SQUARE =
      FloatExpression.of(1, in -> in.get(0).mul(in.get(0)));
  private static final FloatExpression ROOT = FloatExpression.of(1, in -> in.get(0).sqrt());
  private static final FloatExpression QUOTIENT =
      FloatExpression.of(2, in -> in.get(0).div(in.get(1)));

  @Override
  public List<TensorType> infer(List<TensorType> inputs) {
    TensorType x = inputs.getFirst();
    if (x.shape().rank() != 2 || !x.dtype().isFloating()) {
      throw new ShapeException("takes a matrix of floats, not " + x + ".");
    }
    return List.of(x, new TensorType(x.dtype(), Shape.of(x.shape().size(0))));
  }

  @Override
  public List<Tensor> forward(Kernels k, List<TensorType> types, List<Tensor> inputs) {
    TensorType rows = types.get(0);
    DType t = rows.dtype();
    Tensor squares = k.reduce(Combiner.SUM, SQUARE.at(t), inputs, new int[] {1}, true);
    Tensor r = k.map(ROOT.at(t), squares.shape(), List.of(squares));
    Tensor u = k.map(QUOTIENT.at(t), rows.shape(), List.of(inputs.getFirst(), r));
    return List.of(u, k.view(r.strided().reshape(types.get(1).shape()).orElseThrow()));
  }

  @Override
  public Keep keeps() {
    return Keep.result(0).andResult(1);
  }

  @Override
  public Cotangents vjp(Saved s, List<Optional<Tensor>> g) {
    Tensor u = s.output(0);
    Optional<Tensor> byRows =
        g.get(0).map(G -> G.sub(u.mul(G.mul(u).sum(1).unsqueeze(1))).div(s.output(1).unsqueeze(1)));
    Optional<Tensor> byLength = g.get(1).map(h -> u.mul(h.unsqueeze(1)));
    return Cotangents.ofSum(List.of(byRows, byLength));
  }
}
