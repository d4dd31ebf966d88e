package org.atled.core.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.op.structure.Broadcast;
import org.atled.core.op.structure.Concat;
import org.atled.core.op.indexing.Gather;
import org.atled.core.op.structure.Permute;
import org.atled.core.op.structure.Reshape;
import org.atled.core.op.structure.Slice;
import org.atled.core.shape.Range;
import org.atled.core.shape.Shape;

/** Other arrangements of the same elements: views, without copying, wherever strides can say it. */
public sealed interface Structure permits Tensor {
  /** This tensor. */
  Tensor self();

  /**
   * The elements, row-major, under another shape of as many; one size may be −1 and is found. A
   * view where the strides allow it, else a copy.
   *
   * @throws ShapeException if the numbers of elements differ
   */
  default Tensor reshape(long... sizes) {
    return reshape(self().shape().reshape(sizes));
  }

  /**
   * The elements, row-major, under another shape of as many. A view where the strides allow it,
   * else a copy.
   *
   * @throws ShapeException if the numbers of elements differ
   */
  default Tensor reshape(Shape shape) {
    return shape.equals(self().shape()) ? self() : Dispatch.apply(new Reshape(shape), self());
  }

  /** The axes from {@code first} on become one: [a, b, c] → [a, b·c] for 1. */
  default Tensor flatten(int first) {
    Shape shape = self().shape();
    int from = shape.axis(first);
    long rest = shape.slice(from, shape.rank()).elements();
    return reshape(shape.slice(0, from).concat(Shape.of(rest)));
  }

  /**
   * Axis i of the result is axis {@code order[i]} of this; negative ones count from the end. A
   * view.
   *
   * @throws ShapeException if order does not name each axis once
   */
  default Tensor permute(int... order) {
    List<Integer> axes = new ArrayList<>();
    for (int axis : order) {
      axes.add(self().shape().axis(axis));
    }
    return Dispatch.apply(new Permute(axes), self());
  }

  /** Two axes change places; negative ones count from the end. A view. */
  default Tensor transpose(int axis, int other) {
    int[] order = self().shape().axes();
    int a = self().shape().axis(axis);
    int b = self().shape().axis(other);
    order[a] = b;
    order[b] = a;
    return permute(order);
  }

  /** Each matrix of the last two axes transposed: [.., m, n] → [.., n, m]. A view. */
  default Tensor mT() {
    return transpose(-2, -1);
  }

  /**
   * The elements {@code start, start + step, …} before {@code stop} along an axis. As in NumPy,
   * negative bounds count from the end and bounds outside are clipped; the step may be negative. A
   * view; the elements left out get the gradient 0.
   *
   * @throws ShapeException if the step is 0
   */
  default Tensor slice(int axis, long start, long stop, long step) {
    int a = self().shape().axis(axis);
    long size = self().shape().size(a);
    if (step == 0) {
      throw new ShapeException("slice: the step along axis " + axis + " is 0.");
    }
    long first = clip(start, size, step);
    long end = clip(stop, size, step);
    // Divides before it adds: with a great step the sum itself may pass 2⁶³.
    boolean none = step > 0 ? first >= end : first <= end;
    long count = none ? 0 : (end - first - Long.signum(step)) / step + 1;
    return Dispatch.apply(new Slice(new Range(a, first, step, count)), self());
  }

  /**
   * The elements from {@code start} to before {@code stop} along an axis; bounds as in {@link
   * #slice(int, long, long, long)}.
   */
  default Tensor slice(int axis, long start, long stop) {
    return slice(axis, start, stop, 1);
  }

  /** The elements along an axis from last to first. A view. */
  default Tensor flip(int axis) {
    return slice(axis, Long.MAX_VALUE, Long.MIN_VALUE, -1);
  }

  private static long clip(long bound, long size, long step) {
    long fromStart = bound < 0 && bound >= -size ? bound + size : bound;
    return step > 0
        ? Math.clamp(fromStart, 0, size)
        : fromStart < 0 ? -1 : Math.min(fromStart, size - 1);
  }

  /**
   * The elements at one index of the first axis, which is removed; negative counts from the end. A
   * view.
   *
   * @throws ShapeException if the index is outside the axis
   */
  default Tensor get(long index) {
    return select(0, index);
  }

  /**
   * The elements at one index of an axis, which is removed; negative ones count from the end. A
   * view; the elements left out get the gradient 0.
   *
   * @throws ShapeException if the index is outside the axis
   */
  default Tensor select(int axis, long index) {
    int a = self().shape().axis(axis);
    long size = self().shape().size(a);
    long at = index < 0 ? index + size : index;
    if (at < 0 || at >= size) {
      throw new ShapeException(
          "Index "
              + index
              + " is outside axis "
              + a
              + " of "
              + self().shape()
              + ", which has "
              + size
              + ".");
    }
    return Dispatch.apply(new Slice(new Range(a, at, 1, 1)), self()).squeeze(a);
  }

  /**
   * Repeated along new leading axes and axes of size 1: [3, 1] → [2, 3, 4]. A view; the gradient is
   * summed over what was repeated.
   *
   * @throws ShapeException if a size is neither equal nor 1, counted from the end
   */
  default Tensor broadcastTo(Shape shape) {
    return shape.equals(self().shape()) ? self() : Dispatch.apply(new Broadcast(shape), self());
  }

  /** Repeated to these sizes; see {@link #broadcastTo(Shape)}. */
  default Tensor broadcastTo(long... sizes) {
    return broadcastTo(Shape.of(sizes));
  }

  /**
   * Without the axes named, or without all of size 1 if none is named: [1, 3, 1] → [3].
   *
   * @throws ShapeException if the size of a named axis is not 1
   */
  default Tensor squeeze(int... axes) {
    int[] gone =
        axes.length > 0
            ? self().shape().axes(axes)
            : Arrays.stream(self().shape().axes())
                .filter(i -> self().shape().size(i) == 1)
                .toArray();
    for (int axis : gone) {
      if (self().shape().size(axis) != 1) {
        throw new ShapeException(
            "squeeze: axis "
                + axis
                + " of "
                + self().shape()
                + " has size "
                + self().shape().size(axis)
                + "; only axes of size 1 can go.");
      }
    }
    return reshape(self().shape().reduce(gone, false));
  }

  /**
   * With a new axis of size 1, at this place in the result; negative counts from its end: [3] → [1,
   * 3] for 0.
   *
   * @throws ShapeException if the result has no such axis
   */
  default Tensor unsqueeze(int axis) {
    Shape shape = self().shape();
    int rank = shape.rank() + 1;
    if (axis < -rank || axis >= rank) {
      throw new ShapeException(
          "unsqueeze: axis " + axis + " of a result of rank " + rank + " does not exist.");
    }
    int at = axis < 0 ? axis + rank : axis;
    return reshape(shape.slice(0, at).concat(Shape.of(1)).concat(shape.slice(at, shape.rank())));
  }

  /**
   * Tensors one after another along an axis: [2, 3] and [4, 3] → [6, 3] along 0. Each part gets its
   * piece of the gradient.
   *
   * @throws ShapeException if there is none, or if types or other sizes differ
   */
  static Tensor concat(int axis, Tensor... parts) {
    if (parts.length == 0) {
      throw new ShapeException("concat: takes at least one tensor.");
    }
    return Dispatch.apply(new Concat(parts[0].shape().axis(axis)), parts);
  }

  /**
   * Tensors of one shape side by side along a new axis: two of [3] → [2, 3] along 0.
   *
   * @throws ShapeException if there is none, or if types or shapes differ
   */
  static Tensor stack(int axis, Tensor... parts) {
    return concat(
        axis, Arrays.stream(parts).map(part -> part.unsqueeze(axis)).toArray(Tensor[]::new));
  }

  /**
   * Along an axis, the elements whose indices (int64 or int32) are given: y[i.., j, k..] = x[i..,
   * index[i.., j, k..], k..]. The index has the rank of x and, but on the axis, sizes no greater;
   * the result has its shape. The gradient is added up where an element was taken several times.
   *
   * @throws ShapeException if the index does not fit, or one of its numbers is outside the axis
   * @throws org.atled.core.error.TypeException if the index is neither int64 nor int32
   */
  default Tensor gather(int axis, Tensor index) {
    return Dispatch.apply(new Gather(self().shape().axis(axis)), self(), index);
  }

  /**
   * The rows (indices of the first axis) that an index of rank 1 names: [n, ..] and [m] → [m, ..].
   * The gradient is added up where a row was taken several times.
   *
   * @throws ShapeException if the index has another rank, one of its numbers is outside the axis,
   *     or this has rank 0
   */
  default Tensor rows(Tensor index) {
    Shape shape = self().shape();
    if (index.shape().rank() != 1 || shape.rank() == 0) {
      throw new ShapeException(
          "rows: takes an index of rank 1, not " + index.type() + " (x " + shape + ").");
    }
    long[] ones = new long[shape.rank()];
    Arrays.fill(ones, 1);
    ones[0] = index.shape().size(0);
    return gather(0, index.reshape(ones).broadcastTo(shape.with(0, ones[0])));
  }
}
