package org.atled.core.tensor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.op.structure.Broadcast;
import org.atled.core.op.structure.Concat;
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

  /** All elements, row-major, as one axis. */
  default Tensor flatten() {
    return reshape(-1);
  }

  /**
   * The axes from {@code first} to {@code last}, both included, become one: [a, b, c, d] → [a, b·c,
   * d] for 1 and 2.
   *
   * @throws ShapeException if the last comes before the first
   */
  default Tensor flatten(int first, int last) {
    Shape shape = self().shape();
    int from = shape.axis(first);
    int to = shape.axis(last) + 1;
    if (to <= from) {
      throw new ShapeException(
          "flatten: axis %d of %s comes before axis %d.".formatted(last, shape, first));
    }
    Shape one = Shape.of(shape.slice(from, to).elements());
    return reshape(shape.slice(0, from).concat(one).concat(shape.slice(to, shape.rank())));
  }

  /**
   * An axis becomes several, one of which may be −1 and is found: [6, 5] → [2, 3, 5] for axis 0 and
   * sizes 2, −1.
   *
   * @throws ShapeException if the sizes do not multiply to that of the axis
   */
  default Tensor unflatten(int axis, long... sizes) {
    Shape shape = self().shape();
    int at = shape.axis(axis);
    Shape parts = Shape.of(shape.size(at)).reshape(sizes);
    return reshape(shape.slice(0, at).concat(parts).concat(shape.slice(at + 1, shape.rank())));
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

  /**
   * An axis goes to another place, the others keep their order: [a, b, c] → [b, c, a] for 0 and 2.
   * A view.
   */
  default Tensor movedim(int from, int to) {
    return movedim(new int[] {from}, new int[] {to});
  }

  /**
   * Axes {@code from[i]} go to the places {@code to[i]}, the others keep their order. A view.
   *
   * @throws ShapeException if an axis or a place is named twice, or there are not as many
   */
  default Tensor movedim(int[] from, int[] to) {
    Shape shape = self().shape();
    if (from.length != to.length) {
      throw new ShapeException("movedim: %d axes for %d places.".formatted(from.length, to.length));
    }
    if (from.length == 0) {
      return self();
    }
    int[] moved = shape.axes(from);
    int[] taken = shape.axes(to);
    int[] order = new int[shape.rank()];
    for (int i = 0; i < from.length; i++) {
      order[shape.axis(to[i])] = shape.axis(from[i]);
    }
    int next = 0;
    for (int place = 0; place < order.length; place++) {
      if (Arrays.binarySearch(taken, place) < 0) {
        while (Arrays.binarySearch(moved, next) >= 0) {
          next++;
        }
        order[place] = next++;
      }
    }
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

  /** The elements along these axes, or all if none is named, from last to first. A view. */
  default Tensor flip(int... axes) {
    Tensor x = self();
    for (int axis : self().shape().axes(axes)) {
      x = x.slice(axis, Long.MAX_VALUE, Long.MIN_VALUE, -1);
    }
    return x;
  }

  /**
   * Turned by quarters in the plane of two axes, from the first of them towards the second: {@code
   * rot90(1, 0, 1)} turns a matrix counterclockwise. A view.
   *
   * @param quarters how many; negative ones turn back
   * @throws ShapeException if both are the same axis
   */
  default Tensor rot90(int quarters, int axis, int other) {
    self().shape().axes(axis, other);
    return switch (Math.floorMod(quarters, 4)) {
      case 1 -> flip(other).transpose(axis, other);
      case 2 -> flip(axis, other);
      case 3 -> flip(axis).transpose(axis, other);
      default -> self();
    };
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
   * As {@link #broadcastTo(long...)}, where −1 leaves a size as it is: [3, 1] → [3, 4] for −1, 4. A
   * view.
   *
   * @throws ShapeException if a size is neither equal nor 1, or −1 stands for a new axis
   */
  default Tensor expand(long... sizes) {
    Shape shape = self().shape();
    int added = sizes.length - shape.rank();
    long[] wide = sizes.clone();
    for (int i = 0; i < wide.length; i++) {
      if (wide[i] == -1 && i < added) {
        throw new ShapeException(
            "expand: −1 leaves a size as it is, but axis %d of %s is new to %s."
                .formatted(i, Arrays.toString(sizes), shape));
      }
      wide[i] = wide[i] == -1 && added >= 0 ? shape.size(i - added) : wide[i];
    }
    return broadcastTo(wide);
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
   * Each vector along an axis of its own, repeated along the others: of [2] and [3] two of [2, 3],
   * the first constant in each row. Views. This is PyTorch's {@code indexing="ij"}; NumPy's default
   * {@code "xy"} has the first two axes transposed.
   *
   * @throws ShapeException if one has a rank above 1
   */
  static List<Tensor> meshgrid(Tensor... vectors) {
    long[] sizes = new long[vectors.length];
    for (int i = 0; i < sizes.length; i++) {
      if (vectors[i].shape().rank() > 1) {
        throw new ShapeException(
            "meshgrid: takes vectors, but number %d is %s.".formatted(i, vectors[i].type()));
      }
      sizes[i] = vectors[i].shape().elements();
    }
    List<Tensor> grid = new ArrayList<>();
    for (int i = 0; i < sizes.length; i++) {
      long[] own = new long[sizes.length];
      Arrays.fill(own, 1);
      own[i] = sizes[i];
      grid.add(vectors[i].reshape(own).broadcastTo(sizes));
    }
    return grid;
  }
}
