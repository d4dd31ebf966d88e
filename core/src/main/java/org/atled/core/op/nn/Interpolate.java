package org.atled.core.op.nn;

import java.util.Arrays;
import java.util.List;
import org.atled.core.error.TypeException;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Interpolation;
import org.atled.core.tensor.Interpolation.Mode;
import org.atled.core.tensor.Tensor;

/**
 * [n, c, axes..] resized, one axis after the other from the last: each element of the result is a
 * sum of a few of the input along the axis, by weights that depend on its place alone.
 */
public record Interpolate(Interpolation interpolation) implements Composite {
  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.getFirst();
    List<Long> sizes = interpolation.sizes(x.shape());
    Mode mode = interpolation.mode();
    if (mode == Mode.AREA) {
      return x.adaptiveAvgPool(sizes.stream().mapToLong(Long::longValue).toArray());
    }
    boolean nearest = mode == Mode.NEAREST || mode == Mode.NEAREST_EXACT;
    if (!nearest && !x.dtype().isFloating()) {
      throw new TypeException(
          "%s takes floats, not %s; convert with to(…), or take the nearest."
              .formatted(mode.word(), x.type()));
    }
    Tensor y = nearest ? x : x.to(x.dtype().computing());
    for (int i = sizes.size() - 1; i >= 0; i--) {
      long from = x.shape().size(2 + i);
      y =
          along(
              y, 2 + i, Taps.of(interpolation, i, from, Math.toIntExact(sizes.get(i)), x.dtype()));
    }
    return y.to(x.dtype());
  }

  private static Tensor along(Tensor x, int axis, Taps taps) {
    Tensor sum = part(x, axis, taps, 0);
    for (int k = 1; k < taps.places().length; k++) {
      sum = sum.add(part(x, axis, taps, k));
    }
    return sum;
  }

  private static Tensor part(Tensor x, int axis, Taps taps, int k) {
    Tensor read = x.indexSelect(axis, Tensor.of((Object) taps.places()[k]));
    if (taps.weights().length == 0) {
      return read;
    }
    long[] sizes = new long[x.shape().rank() - axis];
    Arrays.fill(sizes, 1);
    sizes[0] = taps.weights()[k].length;
    return read.mul(Tensor.of(taps.weights()[k], sizes).to(x.dtype()));
  }
}
