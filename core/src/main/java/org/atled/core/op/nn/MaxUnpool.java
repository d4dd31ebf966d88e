package org.atled.core.op.nn;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Pooling;
import org.atled.core.tensor.Sliding;
import org.atled.core.tensor.Tensor;

/**
 * What a maximum pooling found put back where it stood, zeros elsewhere: [n, c, windows..] → [n, c,
 * axes..] (Zeiler and Fergus 2014).
 *
 * @param sizes of the axes; none for the least that the windows reach
 */
public record MaxUnpool(Pooling pooling, List<Long> sizes) implements Composite {
  @Override
  public Operands operands() {
    return Operands.exactly(2);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    Tensor places = inputs.get(1);
    if (x.shape().rank() < 3 || !x.shape().equals(places.shape())) {
      throw new ShapeException(
          "the values are %s and their places %s; they must be [batch, channels, windows..], both."
              .formatted(x.shape(), places.shape()));
    }
    Shape plane = plane(x.shape());
    Shape flat = x.shape().slice(0, 2).concat(Shape.of(plane.elements()));
    return Tensor.zeros(x.dtype(), flat.toArray())
        .scatter(2, places.flatten(2), x.flatten(2))
        .reshape(x.shape().slice(0, 2).concat(plane));
  }

  private Shape plane(Shape x) {
    int axes = x.rank() - 2;
    Sliding sliding = pooling.sliding();
    sliding.checkRank(axes);
    if (!sizes.isEmpty() && sizes.size() != axes) {
      throw new ShapeException(
          "the sizes are %s, but there are %d spatial axes; give one for each, or none."
              .formatted(sizes, axes));
    }
    List<Long> plane = new ArrayList<>();
    for (int i = 0; i < axes; i++) {
      long least =
          (x.size(2 + i) - 1) * sliding.stride(i)
              - sliding.before(i)
              - sliding.after(i)
              + sliding.reach(i, pooling.kernel(i));
      plane.add(sizes.isEmpty() ? least : sizes.get(i));
      if (least < 1 || (!sizes.isEmpty() && Math.abs(plane.get(i) - least) >= sliding.stride(i))) {
        throw new ShapeException(
            "axis %d of %s came from about %d elements, give or take less than the stride %d, but is to have %s."
                .formatted(2 + i, x, least, sliding.stride(i), sizes.isEmpty() ? least : sizes));
      }
    }
    return Shape.of(plane.stream().mapToLong(Long::longValue).toArray());
  }
}
