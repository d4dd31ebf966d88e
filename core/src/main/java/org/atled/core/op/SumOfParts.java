package org.atled.core.op;

import java.util.List;
import org.atled.core.expr.Expression;
import org.atled.core.expr.FloatExpression;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Strided;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * Zeros of a shape, with each input added into its slice: what many slices' cotangents amount to,
 * in one buffer. ∂/∂(input i) is the slice i of g.
 */
public record SumOfParts(Shape shape, List<Slice> slices) implements SingleOp {
  private static final FloatExpression SUM = FloatExpression.of(2, in -> in.get(0).add(in.get(1)));

  public SumOfParts {
    slices = List.copyOf(slices);
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    return new TensorType(inputs.getFirst().dtype(), shape);
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    Tensor out = k.allocate(type);
    Expression sum = SUM.at(type.dtype());
    for (int i = 0; i < slices.size(); i++) {
      Slice s = slices.get(i);
      Strided window =
          out.strided().slice(s.axis(), (int) s.start(), (int) s.step(), (int) s.count());
      Tensor target = k.view(window);
      k.mapInto(sum, List.of(target, inputs.get(i)), List.of(target));
    }
    return out;
  }

  @Override
  public Keep keeps() {
    return Keep.nothing();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    return Cotangents.of(
        slices.stream().map(slice -> Dispatch.apply(slice, g)).toArray(Tensor[]::new));
  }
}
