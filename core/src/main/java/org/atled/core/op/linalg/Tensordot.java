package org.atled.core.op.linalg;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Tensor;

/**
 * Σ of products along pairs of axes, one of each operand; first the other axes of the left, then
 * those of the right.
 */
public record Tensordot(List<Integer> axes, List<Integer> others) implements Composite {
  public Tensordot {
    axes = List.copyOf(axes);
    others = List.copyOf(others);
  }

  @Override
  public Operands operands() {
    return Operands.exactly(2);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Shape a = inputs.get(0).shape();
    Shape b = inputs.get(1).shape();
    if (axes.size() != others.size()) {
      throw new ShapeException(
          "%d axes of the left cannot meet %d of the right.".formatted(axes.size(), others.size()));
    }
    checkDistinct(a, axes);
    checkDistinct(b, others);
    List<Integer> left = IntStream.range(0, a.rank()).boxed().toList();
    List<Integer> right =
        new ArrayList<>(IntStream.range(a.rank(), a.rank() + b.rank()).boxed().toList());
    for (int i = 0; i < axes.size(); i++) {
      int axis = a.axis(axes.get(i));
      int other = b.axis(others.get(i));
      if (a.size(axis) != b.size(other) && a.size(axis) != 1 && b.size(other) != 1) {
        throw new ShapeException(
            "axis %d of %s and axis %d of %s must be equal or 1, not %d and %d."
                .formatted(axis, a, other, b, a.size(axis), b.size(other)));
      }
      right.set(other, axis);
    }
    List<Integer> output =
        Stream.concat(left.stream(), right.stream())
            .filter(label -> !(left.contains(label) && right.contains(label)))
            .toList();
    return new Contraction(new Labels(List.of(left, right), output, List.of(a, b))).of(inputs);
  }

  private static void checkDistinct(Shape shape, List<Integer> axes) {
    if (!axes.isEmpty()) {
      shape.axes(axes.stream().mapToInt(i -> i).toArray());
    }
  }
}
