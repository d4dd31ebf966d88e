package org.atled.core.op.structure;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Axes;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Cotangents;
import org.atled.core.tensor.Keep;
import org.atled.core.tensor.KernelOp;
import org.atled.core.tensor.Kernels;
import org.atled.core.tensor.Saved;
import org.atled.core.tensor.SingleOp;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/** Axes in another order, a view: axis i of the result is axis {@code order[i]} of x. */
public record Permute(List<Integer> order) implements SingleOp {
  public Permute {
    order = List.copyOf(order);
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    Shape shape = inputs.getFirst().shape();
    boolean[] seen = new boolean[shape.rank()];
    boolean valid = order.size() == shape.rank();
    long[] sizes = new long[order.size()];
    for (int i = 0; valid && i < sizes.length; i++) {
      int axis = order.get(i);
      valid = axis >= 0 && axis < seen.length && !seen[axis];
      if (valid) {
        seen[axis] = true;
        sizes[i] = shape.size(axis);
      }
    }
    if (!valid) {
      throw new ShapeException(
          "the order " + order + " does not name each axis of " + shape + " once, from 0.");
    }
    return new TensorType(inputs.getFirst().dtype(), Shape.of(sizes));
  }

  @Override
  public Tensor forward(Kernels k, TensorType type, List<Tensor> inputs) {
    return k.view(inputs.getFirst().strided().permute(new Axes(order, false).toArray()));
  }

  @Override
  public Keep keeps() {
    return Keep.nothing();
  }

  @Override
  public Cotangents vjp(Saved s, Tensor g) {
    int[] inverse = new int[order.size()];
    for (int i = 0; i < inverse.length; i++) {
      inverse[order.get(i)] = i;
    }
    return Cotangents.of(g.permute(inverse));
  }

  @Override
  public Optional<KernelOp> batched(long size) {
    List<Integer> wider = new ArrayList<>(List.of(0));
    order.forEach(axis -> wider.add(axis + 1));
    return Optional.of(new Permute(wider));
  }
}
