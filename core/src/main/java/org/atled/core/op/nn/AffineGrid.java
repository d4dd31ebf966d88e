package org.atled.core.op.nn;

import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Tensor;

/**
 * Maps [n, d, d + 1] of a regular grid over d axes: [n, axes.., d], each place map·(x, y, .., 1),
 * the last axis first.
 *
 * @param sizes n, channels, axes..
 */
public record AffineGrid(boolean alignCorners, List<Long> sizes) implements Composite {
  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor map = inputs.getFirst();
    int axes = sizes.size() - 2;
    if ((axes != 2 && axes != 3)
        || sizes.stream().anyMatch(size -> size < 1)
        || !map.shape().equals(Shape.of(sizes.getFirst(), axes, axes + 1))) {
      throw new ShapeException(
          "the maps are %s and the sizes %s; they must be [n, 2, 3] and n, c, h, w, or [n, 3, 4] and n, c, d, h, w, of at least 1."
              .formatted(map.shape(), sizes));
    }
    if (!map.dtype().isFloating()) {
      throw new TypeException("the maps must be floats, not %s.".formatted(map.type()));
    }
    Shape spatial =
        Shape.of(sizes.subList(2, axes + 2).stream().mapToLong(Long::longValue).toArray());
    Tensor wide = map.to(map.dtype().computing());
    Tensor grid = Tensor.of(places(spatial), spatial.elements(), axes + 1).to(wide.dtype());
    Shape shape = Shape.of(sizes.getFirst()).concat(spatial).concat(Shape.of(axes));
    return grid.matmul(wide.mT()).reshape(shape).to(map.dtype());
  }

  /** Each place of the grid, its last axis first, and 1. */
  private double[] places(Shape spatial) {
    int axes = spatial.rank();
    double[] places = new double[spatial.elements() * (axes + 1)];
    for (int at = 0; at < spatial.elements(); at++) {
      long[] index = spatial.place(at);
      for (int i = 0; i < axes; i++) {
        places[at * (axes + 1) + axes - 1 - i] = place(index[i], spatial.size(i));
      }
      places[at * (axes + 1) + axes] = 1;
    }
    return places;
  }

  private double place(long at, long size) {
    if (size == 1) {
      return 0;
    }
    return alignCorners ? 2.0 * at / (size - 1) - 1 : (2.0 * at + 1) / size - 1;
  }
}
