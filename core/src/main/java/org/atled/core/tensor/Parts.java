package org.atled.core.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.op.structure.Pad;
import org.atled.core.op.structure.PadAround;
import org.atled.core.op.structure.Slice;
import org.atled.core.shape.DType;
import org.atled.core.shape.Range;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;

/**
 * A tensor taken apart, which gives views, and made larger by what surrounds or repeats it, which
 * gives copies.
 */
public sealed interface Parts permits Tensor {
  /** This tensor. */
  Tensor self();

  /**
   * Parts of {@code size} along an axis, the last one smaller if it does not come out even: 5 by 2
   * → 2, 2, 1. Views. Of an empty axis one part, which is empty.
   *
   * @throws ArgumentException if the size is below 1 (0 is right for an empty axis)
   */
  default List<Tensor> split(int axis, long size) {
    long length = self().shape().size(axis);
    if (size < 0 || (size == 0 && length > 0)) {
      throw new ArgumentException(
          "split: parts of %d do not fill axis %d of %s; take 1 or more."
              .formatted(size, axis, self().shape()));
    }
    long parts = length == 0 ? 1 : (length - 1) / size + 1;
    return parts(axis, i -> Math.min(size, length - i * size), parts);
  }

  /**
   * Parts of these sizes along an axis, one after another. Views.
   *
   * @throws ShapeException if the sizes do not add up to the axis, or one is negative
   */
  default List<Tensor> splitWithSizes(int axis, long... sizes) {
    long length = self().shape().size(axis);
    if (Arrays.stream(sizes).anyMatch(size -> size < 0) || Arrays.stream(sizes).sum() != length) {
      throw new ShapeException(
          "splitWithSizes: the sizes %s do not add up to axis %d of %s, which has %d."
              .formatted(Arrays.toString(sizes), axis, self().shape(), length));
    }
    return parts(axis, i -> sizes[(int) i], sizes.length);
  }

  /**
   * Equal parts along an axis, as many as asked for where that is possible: each has the axis
   * divided by {@code count} and rounded up, so that the last is smaller or parts are missing, as
   * in PyTorch: 5 by 4 → 2, 2, 1. Views. {@link #tensorSplit} gives always as many.
   *
   * @throws ArgumentException if the count is below 1
   */
  default List<Tensor> chunk(int axis, long count) {
    positive("chunk", count);
    long length = self().shape().size(axis);
    return length == 0 ? parts(axis, i -> 0, count) : split(axis, (length - 1) / count + 1);
  }

  /**
   * So many parts along an axis, the first of them greater by one if it does not come out even: 5
   * by 4 → 2, 1, 1, 1. Views. NumPy's {@code array_split}.
   *
   * @throws ArgumentException if the count is below 1
   */
  default List<Tensor> tensorSplit(int axis, long count) {
    positive("tensorSplit", count);
    long length = self().shape().size(axis);
    return parts(axis, i -> length / count + (i < length % count ? 1 : 0), count);
  }

  private static void positive(String name, long count) {
    if (count < 1) {
      throw new ArgumentException("%s: makes 1 part or more, not %d.".formatted(name, count));
    }
  }

  private List<Tensor> parts(int axis, LongUnaryOperator size, long count) {
    int a = self().shape().axis(axis);
    List<Tensor> parts = new ArrayList<>();
    long start = 0;
    for (long i = 0; i < count; i++) {
      long length = size.applyAsLong(i);
      parts.add(Dispatch.apply(new Slice(new Range(a, start, 1, length)), self()));
      start += length;
    }
    return parts;
  }

  /** The parts at each index of an axis, which is removed: [2, 3] → two of [3] for 0. Views. */
  default List<Tensor> unbind(int axis) {
    return LongStream.range(0, self().shape().size(axis))
        .mapToObj(i -> self().select(axis, i))
        .toList();
  }

  /** {@link #pad(Padding, long...)} with zeros. */
  default Tensor pad(long... amounts) {
    return pad(Padding.ZEROS, amounts);
  }

  /**
   * More elements before and after those of the last axes. The amounts come in pairs, as in
   * PyTorch, from the last axis on: {@code pad(REFLECT, left, right, top, bottom)}; negative ones
   * take elements off. A copy, of this type. The gradient of what was put around goes to the
   * elements that it repeats; of a constant it is dropped.
   *
   * <p>REFLECT takes less than the size of the axis, CIRCULAR and SYMMETRIC up to it, as in PyTorch
   * but on any axes; NumPy's {@code pad} names the same with amounts from the first axis on.
   *
   * @throws ArgumentException if amounts have no partner, or the type cannot hold the constant
   * @throws ShapeException if there are more pairs than axes, more is taken off than there is, or
   *     an axis cannot be continued so far
   */
  default Tensor pad(Padding padding, long... amounts) {
    Shape shape = self().shape();
    if (amounts.length % 2 != 0) {
      throw new ArgumentException(
          "pad: amounts come in pairs, before and after, from the last axis on; %s are %d."
              .formatted(Arrays.toString(amounts), amounts.length));
    }
    if (amounts.length / 2 > shape.rank()) {
      throw new ShapeException(
          "pad: %d pairs of amounts are too many for %s of rank %d."
              .formatted(amounts.length / 2, shape, shape.rank()));
    }
    for (int i = 0; i < amounts.length / 2; i++) {
      int axis = shape.rank() - 1 - i;
      long off = Math.max(0, -amounts[2 * i]) + Math.max(0, -amounts[2 * i + 1]);
      if (off > shape.size(axis)) {
        throw new ShapeException(
            "pad: %d and %d take more off axis %d of %s than there is."
                .formatted(amounts[2 * i], amounts[2 * i + 1], axis, shape));
      }
    }
    return switch (padding) {
      case Padding.Constant constant -> padded(constant.number(), amounts);
      case Padding.Around around -> padded(around, amounts);
    };
  }

  private Tensor padded(Padding.Around around, long[] amounts) {
    Tensor x = self();
    for (int i = 0; i < amounts.length / 2; i++) {
      int axis = x.shape().rank() - 1 - i;
      if (amounts[2 * i] != 0 || amounts[2 * i + 1] != 0) {
        x = Dispatch.apply(new PadAround(around, axis, amounts[2 * i], amounts[2 * i + 1]), x);
      }
    }
    return x;
  }

  private Tensor padded(double number, long[] amounts) {
    Tensor x = self();
    long bits = Tensor.bits("pad", x.dtype(), number);
    Long[] before = new Long[x.shape().rank()];
    Arrays.fill(before, 0L);
    Shape shape = x.shape();
    for (int i = 0; i < amounts.length / 2; i++) {
      int axis = shape.rank() - 1 - i;
      long left = amounts[2 * i];
      long right = amounts[2 * i + 1];
      if (left < 0 || right < 0) {
        x = x.slice(axis, Math.max(0, -left), shape.size(axis) - Math.max(0, -right));
      }
      before[axis] = Math.max(0, left);
      shape = shape.with(axis, shape.size(axis) + left + right);
    }
    return shape.equals(x.shape()) ? x : Dispatch.apply(new Pad(List.of(before), shape, bits), x);
  }

  /**
   * All of it {@code times[i]} times along axis i: [3] by 2, 2 → [2, 6]. Missing counts are 1 on
   * the first axes, missing axes are new ones in front. A copy; the gradient is summed over what
   * was repeated. NumPy's {@code tile} too.
   *
   * @throws ArgumentException if a count is negative
   */
  default Tensor tile(long... times) {
    int rank = Math.max(times.length, self().shape().rank());
    long[] all = new long[rank];
    Arrays.fill(all, 1);
    System.arraycopy(times, 0, all, rank - times.length, times.length);
    return repeated("tile", all);
  }

  /**
   * As {@link #tile}, but with a count for every axis. NumPy's {@code repeat} is another function:
   * {@link #repeatInterleave}.
   *
   * @throws ArgumentException if there are fewer counts than axes, or one is negative
   */
  default Tensor repeat(long... times) {
    if (times.length < self().shape().rank()) {
      throw new ArgumentException(
          "repeat: %s does not count for every axis of %s; tile takes fewer."
              .formatted(Arrays.toString(times), self().shape()));
    }
    return repeated("repeat", times);
  }

  private Tensor repeated(String name, long[] times) {
    if (Arrays.stream(times).anyMatch(n -> n < 0)) {
      throw new ArgumentException(
          "%s: %s has a negative count.".formatted(name, Arrays.toString(times)));
    }
    int missing = times.length - self().shape().rank();
    long[] apart = new long[2 * times.length];
    long[] wide = new long[2 * times.length];
    long[] sizes = new long[times.length];
    for (int i = 0; i < times.length; i++) {
      long size = i < missing ? 1 : self().shape().size(i - missing);
      apart[2 * i] = 1;
      wide[2 * i] = times[i];
      apart[2 * i + 1] = size;
      wide[2 * i + 1] = size;
      sizes[i] = times(times[i], size);
    }
    // The result may have too many elements: its own shape says so, and not that in between.
    Shape shape = Shape.of(sizes);
    return self().reshape(apart).broadcastTo(wide).reshape(shape);
  }

  /** The product, or one that no shape may have. */
  private static long times(long count, long size) {
    return Math.min(count, Shape.MAX_ELEMENTS + 1) * size;
  }

  /**
   * Each part of an axis so many times in a row: [a, b] by 2 → [a, a, b, b]. A copy; the gradient
   * is summed over what was repeated. NumPy's {@code repeat}.
   *
   * @throws ArgumentException if the count is negative
   */
  default Tensor repeatInterleave(int axis, long times) {
    int a = self().shape().axis(axis);
    if (times < 0) {
      throw new ArgumentException("repeatInterleave: the count %d is negative.".formatted(times));
    }
    Shape shape = self().shape();
    Shape wide = self().unsqueeze(a + 1).shape().with(a + 1, times);
    return self()
        .unsqueeze(a + 1)
        .broadcastTo(wide)
        .reshape(shape.with(a, times(times, shape.size(a))));
  }

  /**
   * Part i of an axis {@code times[i]} times in a row: [a, b] by 1, 2 → [a, b, b].
   *
   * @throws ShapeException if there is not one count for each part
   * @throws ArgumentException if a count is negative
   */
  default Tensor repeatInterleave(int axis, long[] times) {
    if (times.length != self().shape().size(axis)) {
      throw new ShapeException(
          "repeatInterleave: %d counts for axis %d of %s; take one for each of its %d."
              .formatted(times.length, axis, self().shape(), self().shape().size(axis)));
    }
    LongStream.Builder index = LongStream.builder();
    for (int i = 0; i < times.length; i++) {
      if (times[i] < 0) {
        throw new ArgumentException(
            "repeatInterleave: the count %d is negative.".formatted(times[i]));
      }
      for (long n = 0; n < times[i]; n++) {
        index.add(i);
      }
    }
    return self().indexSelect(axis, Tensor.of(index.build().toArray()));
  }

  /**
   * As {@link #repeatInterleave(int, long[])}, the counts in a tensor; a single one is for all
   * parts.
   *
   * @param times int64 or int32, of rank 1 or 0
   * @throws org.atled.core.error.CaptureException in a captured step, as the shape depends on the
   *     numbers
   */
  default Tensor repeatInterleave(int axis, Tensor times) {
    int a = self().shape().axis(axis);
    if ((times.dtype() != DType.INT64 && times.dtype() != DType.INT32)
        || times.shape().rank() > 1) {
      throw new TypeException(
          "repeatInterleave: the counts are %s but must be int64 or int32, of rank 1 or 0."
              .formatted(times.type()));
    }
    times.read("repeatInterleave");
    Storage numbers = times.detach().to(DType.INT64).toStorage();
    long[] counts = ((Storage.Int64) numbers).array();
    return counts.length == 1 ? repeatInterleave(a, counts[0]) : repeatInterleave(a, counts);
  }

  /**
   * The elements along an axis moved on by {@code shift} places; those that leave it at the end
   * come in at the start: [1, 2, 3] by 1 → [3, 1, 2]. A negative shift moves them back. A copy; the
   * gradient rolls back.
   */
  default Tensor roll(int axis, long shift) {
    int a = self().shape().axis(axis);
    long size = self().shape().size(a);
    long by = size == 0 ? 0 : Math.floorMod(shift, size);
    return by == 0
        ? self()
        : Structure.concat(a, self().slice(a, size - by, size), self().slice(a, 0, size - by));
  }

  /** The elements, row-major, moved on by {@code shift} places; of this shape. */
  default Tensor roll(long shift) {
    return self().reshape(-1).roll(0, shift).reshape(self().shape());
  }
}
