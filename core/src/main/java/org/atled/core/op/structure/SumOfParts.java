package org.atled.core.op.structure;

import java.util.List;
import java.util.Optional;
import org.atled.core.expr.Expression;
import org.atled.core.expr.FloatExpression;
import org.atled.core.shape.Range;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Strided;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * Zeros of a shape, with each input added into its range: what many slices' cotangents amount to,
 * in one buffer. ∂/∂(input i) is the range i of g.
 */
public record SumOfParts(Shape shape, List<Range> ranges) implements SingleOp {
  private static final FloatExpression SUM = FloatExpression.of(2, in -> in.get(0).add(in.get(1)));

  public SumOfParts {
    ranges = List.copyOf(ranges);
  }

  @Override
  public Operands operands() {
    return Operands.exactly(ranges.size());
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    return new TensorType(inputs.getFirst().dtype(), shape);
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    Tensor out = k.allocate(type);
    Expression sum = SUM.at(type.dtype());
    for (int i = 0; i < ranges.size(); i++) {
      Strided window = out.strided().slice(ranges.get(i));
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
        ranges.stream().map(range -> Dispatch.apply(new Slice(range), g)).toArray(Tensor[]::new));
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    List<Range> wider = ranges.stream().map(range -> range.after(1)).toList();
    return Optional.of(new SumOfParts(Shape.of(size).concat(shape), wider));
  }
}
