package org.atled.core.op.reduce;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.atled.core.shape.Axes;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Combiner;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * The product over axes of the operand's shape. Integers and bools are multiplied as int64. The
 * cotangent of an element is g times the product of all others, those before it times those after
 * it, so that nothing is divided: it is right where factors are 0.
 */
public record Prod(Axes axes) implements SingleOp {
  @Override
  public TensorType infer(List<TensorType> inputs) {
    return new Sum(axes).infer(inputs);
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    return k.reduce(
        Combiner.PRODUCT, inputs.getFirst(), axes.toArray(), axes.isKept(), type.dtype());
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    Shape shape = s.type(0).shape();
    if (shape.isEmpty()) {
      return Cotangents.of(s.input(0).zerosLike());
    }
    DType t = s.type(0).dtype().computing();
    int[] order = keptThenReduced(shape.rank());
    Tensor permuted = s.input(0).to(t).permute(order);
    int count = (int) axes.count(shape);
    Tensor lines = permuted.reshape(shape.elements() / count, count);
    Tensor others = before(lines).mul(before(lines.flip(1)).flip(1));
    Tensor wide = others.reshape(permuted.shape()).permute(inverse(order));
    return Cotangents.of(wide.mul(g.to(t).reshape(axes.kept().reduce(shape))));
  }

  /** Of each row the products of all elements before each. */
  private static Tensor before(Tensor lines) {
    Tensor first = lines.slice(1, 0, 1).onesLike();
    return Structure.concat(1, first, lines.slice(1, 0, lines.shape().size(1) - 1)).cumProd(1);
  }

  private int[] keptThenReduced(int rank) {
    return Stream.concat(
            IntStream.range(0, rank).boxed().filter(axis -> !axes.numbers().contains(axis)),
            axes.numbers().stream())
        .mapToInt(axis -> axis)
        .toArray();
  }

  private static int[] inverse(int[] order) {
    int[] inverse = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      inverse[order[i]] = i;
    }
    return inverse;
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    return Optional.of(new Prod(axes.after(1)));
  }
}
