package org.atled.core.op.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Padding;
import org.atled.core.tensor.Pooling;
import org.atled.core.tensor.Sliding;
import org.atled.core.tensor.Tensor;

/**
 * A pooling on an input of some size: [n, c, axes..].
 *
 * @param asked how the windows were to go
 * @param sliding the same with what the last ones need behind them
 * @param windows how many along each axis
 */
record Pools(List<Long> kernel, Sliding asked, Sliding sliding, List<Long> windows, Shape input) {
  /**
   * The windows on this input, with what a last one needs behind it.
   *
   * @throws ShapeException if there is none along an axis, or more padding than half a window
   */
  static Pools of(Pooling pooling, Shape input) {
    int axes = input.rank() - 2;
    if (axes < 1 || axes > 3) {
      throw new ShapeException(
          "the input is %s but must be [batch, channels, axes..] with 1 to 3 axes."
              .formatted(input));
    }
    Sliding sliding = pooling.sliding();
    sliding.checkRank(axes);
    if (pooling.kernel().size() != 1 && pooling.kernel().size() != axes) {
      throw new ShapeException(
          "the kernel %s has %d numbers, but there are %d spatial axes in %s."
              .formatted(pooling.kernel(), pooling.kernel().size(), axes, input));
    }
    List<Long> kernel = IntStream.range(0, axes).mapToObj(pooling::kernel).toList();
    List<Long> windows = new ArrayList<>();
    List<Long> before = new ArrayList<>();
    List<Long> after = new ArrayList<>();
    for (int i = 0; i < axes; i++) {
      long size = input.size(2 + i);
      long stride = sliding.stride(i);
      long reach = sliding.reach(i, kernel.get(i));
      long room = size + sliding.before(i) + sliding.after(i) - reach;
      // In ceil mode the first window may be the last one, which reaches beyond what is there.
      if (room < 0 && !(pooling.ceil() && room + stride > 0)) {
        throw new ShapeException(
            ("windows of %d do not fit axis %d of %s with %d before and %d after it; pad more, or"
                    + " take smaller windows.")
                .formatted(reach, 2 + i, input, sliding.before(i), sliding.after(i)));
      }
      if (Math.max(sliding.before(i), sliding.after(i)) > reach / 2) {
        throw new ShapeException(
            "the padding of axis %d is %d and %d, but at most half a window of %d, or one would be empty."
                .formatted(2 + i, sliding.before(i), sliding.after(i), reach));
      }
      long count = Math.floorDiv(room, stride) + 1;
      if (pooling.ceil()
          && Math.floorMod(room, stride) != 0
          && count * stride < size + sliding.before(i)) {
        count++;
      }
      checkInside(input, i, kernel.get(i), sliding, 0);
      checkInside(input, i, kernel.get(i), sliding, count - 1);
      windows.add(count);
      before.add(sliding.before(i));
      long behind = (count - 1) * stride + reach - size - sliding.before(i);
      after.add(Math.max(sliding.after(i), behind));
    }
    return new Pools(kernel, sliding, sliding.withPadding(before, after), windows, input);
  }

  /** Holds a window to at least one element of the input, which gaps may leave none. */
  private static void checkInside(Shape input, int i, long kernel, Sliding sliding, long window) {
    long start = window * sliding.stride(i) - sliding.before(i);
    boolean inside =
        LongStream.range(0, kernel)
            .map(k -> start + k * sliding.dilation(i))
            .anyMatch(place -> place >= 0 && place < input.size(2 + i));
    if (!inside) {
      throw new ShapeException(
          "window %d along axis %d of %s, from %d in steps of %d, holds no element; pad less."
              .formatted(window, 2 + i, input, start, sliding.dilation(i)));
    }
  }

  /** [n, c, windows..]. */
  Shape shape() {
    Shape shape = input.slice(0, 2);
    for (long count : windows) {
      shape = shape.concat(Shape.of(count));
    }
    return shape;
  }

  /** [n, c, windows.., kernel..] with a number around. */
  Tensor cut(Tensor x, double around) {
    return Patches.of(Patches.padded(x, Padding.constant(around), sliding), kernel, sliding);
  }

  /** How many elements each window has: [windows..]. */
  double[] counts(boolean withPadding) {
    double[] counts = {1};
    for (int i = 0; i < kernel.size(); i++) {
      double[] along = along(i, withPadding);
      double[] more = new double[counts.length * along.length];
      for (int at = 0; at < more.length; at++) {
        more[at] = counts[at / along.length] * along[at % along.length];
      }
      counts = more;
    }
    return counts;
  }

  private double[] along(int i, boolean withPadding) {
    long size = input.size(2 + i);
    // What ceil mode adds behind is in no window.
    long from = withPadding ? -asked.before(i) : 0;
    long to = withPadding ? size + asked.after(i) : size;
    return LongStream.range(0, windows.get(i)).mapToDouble(w -> within(i, w, from, to)).toArray();
  }

  /** How many elements of a window lie at places of a range. */
  private long within(int i, long window, long from, long to) {
    return LongStream.range(0, kernel.get(i))
        .map(k -> place(i, window, k))
        .filter(place -> place >= from && place < to)
        .count();
  }

  /** Where along an axis of the input an element of a window is. */
  private long place(int i, long window, long k) {
    return window * sliding.stride(i) - sliding.before(i) + k * sliding.dilation(i);
  }
}
