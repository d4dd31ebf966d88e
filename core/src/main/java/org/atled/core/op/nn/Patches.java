package org.atled.core.op.nn;

import java.util.List;
import java.util.stream.IntStream;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Padding;
import org.atled.core.tensor.Sliding;
import org.atled.core.tensor.Tensor;

/** The windows of convolution and pooling as views, and what puts them together again. */
final class Patches {
  private Patches() {}

  /**
   * [n, c, axes..] with what the windows put around, in the pairs that {@link Tensor#pad} takes.
   */
  static Tensor padded(Tensor x, Padding padding, Sliding sliding) {
    int axes = x.shape().rank() - 2;
    long[] amounts = new long[2 * axes];
    for (int i = 0; i < axes; i++) {
      amounts[2 * (axes - 1 - i)] = sliding.before(i);
      amounts[2 * (axes - 1 - i) + 1] = sliding.after(i);
    }
    return x.pad(padding, amounts);
  }

  /**
   * Every window of what is padded already: [n, c, axes..] → [n, c, windows.., kernel..].
   *
   * @throws ShapeException if a window reaches further than an axis
   */
  static Tensor of(Tensor padded, List<Long> kernel, Sliding sliding) {
    Tensor windows = padded;
    for (int i = 0; i < kernel.size(); i++) {
      long reach = sliding.reach(i, kernel.get(i));
      checkReach(padded.shape().size(2 + i), i, kernel.get(i), sliding);
      windows = windows.unfold(2 + i, reach, sliding.stride(i));
      windows = windows.slice(-1, 0, reach, sliding.dilation(i));
    }
    return windows;
  }

  /** Holds a weight [.., .., kernel..] to a kernel of some elements. */
  static void checkKernel(Shape weight) {
    if (weight.slice(2, weight.rank()).isEmpty()) {
      throw new ShapeException(
          "the weight %s has a kernel of no elements; it needs at least one along each axis."
              .formatted(weight));
    }
  }

  /**
   * How many windows go over spatial axis i of x, which is not padded yet.
   *
   * @throws ShapeException if a window reaches further than that
   */
  static long windows(Shape x, int i, long kernel, Sliding sliding) {
    long size = x.size(2 + i) + sliding.before(i) + sliding.after(i);
    checkReach(size, i, kernel, sliding);
    return (size - sliding.reach(i, kernel)) / sliding.stride(i) + 1;
  }

  private static void checkReach(long padded, int i, long kernel, Sliding sliding) {
    long reach = sliding.reach(i, kernel);
    if (reach > padded) {
      throw new ShapeException(
          ("the kernel's %d elements with dilation %d reach over %d, more than the %d of axis %d"
                  + " with %d before and %d after it; pad more, or take a smaller kernel.")
              .formatted(
                  kernel,
                  sliding.dilation(i),
                  reach,
                  padded - sliding.before(i) - sliding.after(i),
                  2 + i,
                  sliding.before(i),
                  sliding.after(i)));
    }
  }

  /**
   * The sum of windows where they overlap, the transpose of {@link #of}: [n, c, windows..,
   * kernel..] → [n, c, axes..], each axis as long as its windows reach.
   */
  static Tensor overlapped(Tensor windows, List<Long> kernel, Sliding sliding) {
    Tensor sum = windows;
    for (int i = kernel.size() - 1; i >= 0; i--) {
      long count = windows.shape().size(2 + i);
      long reach = sliding.reach(i, kernel.get(i));
      long length = (count - 1) * sliding.stride(i) + reach;
      sum = spread(sum, sliding.dilation(i)).fold(2 + i, sliding.stride(i), length);
    }
    return sum;
  }

  /** The last axis with zeros between its elements. */
  private static Tensor spread(Tensor x, long dilation) {
    if (dilation == 1) {
      return x;
    }
    long size = x.shape().size(-1);
    Shape shape = x.shape();
    Tensor wide = x.unsqueeze(-1).pad(0, dilation - 1);
    return wide.reshape(shape.with(shape.rank() - 1, size * dilation))
        .slice(-1, 0, (size - 1) * dilation + 1);
  }

  /** The sizes of some axes. */
  static List<Long> sizes(Shape shape, int from, int to) {
    return IntStream.range(from, to).mapToObj(shape::size).toList();
  }
}
