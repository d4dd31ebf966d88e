package org.atled.core.op.nn;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.LongStream;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Axes;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;

/**
 * So many windows along each spatial axis, whatever its size: window i of m is over ⌊i·n/m⌋ to ⌈(i
 * + 1)·n/m⌉. One axis after the other: a mean of means of equally many numbers, or a maximum of
 * maxima, of which the first gets the gradient.
 *
 * @param sizes how many along each axis
 * @param greatest the maximum of each, else the mean
 */
public record AdaptivePool(List<Long> sizes, boolean greatest) implements Composite {
  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor y = inputs.getFirst();
    if (y.shape().rank() != 2 + sizes.size() || sizes.stream().anyMatch(size -> size < 0)) {
      throw new ShapeException(
          "the input is %s and the sizes are %s; there must be one of at least 0 for each axis after"
                  .formatted(y.shape(), sizes)
              + " batch and channels.");
    }
    BiFunction<Tensor, Integer, Tensor> pool =
        greatest
            ? (part, axis) -> part.maxAt(axis).values().unsqueeze(axis)
            : (part, axis) -> part.mean(Axes.of(axis).kept());
    for (int axis = y.shape().rank() - 1; axis >= 2; axis--) {
      y = along(y, axis, sizes.get(axis - 2), pool);
    }
    return y;
  }

  private static Tensor along(
      Tensor x, int axis, long windows, BiFunction<Tensor, Integer, Tensor> pool) {
    long size = x.shape().size(axis);
    if (windows == size) {
      return x;
    }
    if (windows == 0) {
      return x.slice(axis, 0, 0);
    }
    if (size == 0) {
      throw new ShapeException(
          "axis %d of %s is empty, which leaves nothing to pool.".formatted(axis, x.shape()));
    }
    if (size % windows == 0) {
      Tensor cut = x.unflatten(axis, windows, size / windows);
      return pool.apply(cut, axis + 1).squeeze(axis + 1);
    }
    Tensor[] parts =
        LongStream.range(0, windows)
            .mapToObj(i -> {
              long start = i * size / windows;
              long end = Math.ceilDiv((i + 1) * size, windows);
              return pool.apply(x.slice(axis, start, end), axis);
            })
            .toArray(Tensor[]::new);
    return Structure.concat(axis, parts);
  }
}
