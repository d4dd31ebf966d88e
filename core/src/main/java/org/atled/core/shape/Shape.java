package org.atled.core.shape;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;

/**
 * The sizes of a tensor's axes, outermost first. Sizes may be zero; the rank may be zero. The
 * number of elements is at most {@value #MAX_ELEMENTS}, what a Java array holds.
 */
public final class Shape {
  /** 2³¹ − 9: the longest array that every JVM allocates. */
  public static final long MAX_ELEMENTS = Integer.MAX_VALUE - 8;

  private static final Shape SCALAR = new Shape(new long[0], 1);

  private final long[] sizes;
  private final long elements;

  private Shape(long[] sizes, long elements) {
    this.sizes = sizes;
    this.elements = elements;
  }

  /**
   * The shape with these sizes.
   *
   * @throws ShapeException if a size is negative or there would be too many elements; also if one
   *     size alone is greater than {@link #MAX_ELEMENTS} in an empty shape, so that every size is
   *     an int
   */
  public static Shape of(long... sizes) {
    if (sizes.length == 0) {
      return SCALAR;
    }
    long elements = 1;
    boolean empty = false;
    boolean tooMany = false;
    boolean tooLong = false;
    for (long size : sizes) {
      if (size < 0) {
        throw new ShapeException(
            "Shape " + Arrays.toString(sizes) + " has the negative size " + size + ".");
      }
      empty |= size == 0;
      // Divides before it multiplies: the product itself may pass 2⁶³.
      tooMany |= size != 0 && elements > MAX_ELEMENTS / size;
      tooLong |= size > MAX_ELEMENTS;
      elements = tooMany || size == 0 ? elements : elements * size;
    }
    if (tooLong || (tooMany && !empty)) {
      throw new ShapeException(
          "Shape "
              + Arrays.toString(sizes)
              + (tooLong && empty ? " has an axis of more than " : " has more than ")
              + MAX_ELEMENTS
              + " elements, the most one tensor holds; split it along an axis.");
    }
    return new Shape(sizes.clone(), empty ? 0 : elements);
  }

  /** The shape of rank 0, which has one element. */
  public static Shape scalar() {
    return SCALAR;
  }

  public int rank() {
    return sizes.length;
  }

  /** The size of an axis; negative axes count from the end. */
  public long size(int axis) {
    return sizes[axis(axis)];
  }

  /** The number of elements, at most {@link #MAX_ELEMENTS}. */
  public int elements() {
    return (int) elements;
  }

  public boolean isEmpty() {
    return elements == 0;
  }

  public long[] toArray() {
    return sizes.clone();
  }

  /**
   * The axis counted from 0, where negative ones count from the end: −1 is the last.
   *
   * @throws ShapeException if there is no such axis
   */
  public int axis(int axis) {
    if (axis < -rank() || axis >= rank()) {
      throw new ShapeException(
          "Axis "
              + axis
              + " does not exist in shape "
              + this
              + " of rank "
              + rank()
              + (rank() == 0 ? "." : "; it takes " + -rank() + " to " + (rank() - 1) + "."));
    }
    return axis < 0 ? axis + rank() : axis;
  }

  /**
   * Axes counted from 0, ascending. None means all.
   *
   * @throws ShapeException if one does not exist or is named twice
   */
  public int[] axes(int... axes) {
    if (axes.length == 0) {
      int[] all = new int[rank()];
      Arrays.setAll(all, i -> i);
      return all;
    }
    int[] sorted = new int[axes.length];
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = axis(axes[i]);
    }
    Arrays.sort(sorted);
    for (int i = 1; i < sorted.length; i++) {
      if (sorted[i] == sorted[i - 1]) {
        throw new ShapeException(
            "Axis " + sorted[i] + " is named twice in " + Arrays.toString(axes) + ".");
      }
    }
    return sorted;
  }

  /** This shape with the size of one axis changed. */
  public Shape with(int axis, long size) {
    long[] changed = sizes.clone();
    changed[axis(axis)] = size;
    return of(changed);
  }

  /** This shape with the given axes (ascending, from 0) removed, or kept with size 1. */
  public Shape reduce(int[] axes, boolean keepAxes) {
    long[] kept = new long[keepAxes ? rank() : rank() - axes.length];
    int next = 0;
    for (int i = 0; i < rank(); i++) {
      boolean reduced = Arrays.binarySearch(axes, i) >= 0;
      if (!reduced) {
        kept[next++] = sizes[i];
      } else if (keepAxes) {
        kept[next++] = 1;
      }
    }
    return of(kept);
  }

  /**
   * NumPy's rule: aligned at the last axis, sizes are equal or one of them is 1.
   *
   * @throws ShapeException naming both shapes and the axis
   */
  public Shape broadcast(Shape other) {
    int rank = Math.max(rank(), other.rank());
    long[] joined = new long[rank];
    for (int fromEnd = 1; fromEnd <= rank; fromEnd++) {
      long a = fromEnd <= rank() ? sizes[rank() - fromEnd] : 1;
      long b = fromEnd <= other.rank() ? other.sizes[other.rank() - fromEnd] : 1;
      if (a != b && a != 1 && b != 1) {
        throw new ShapeException(
            "Shapes "
                + this
                + " and "
                + other
                + " do not broadcast: counted from the end, axis "
                + -fromEnd
                + " is "
                + a
                + " in one and "
                + b
                + " in the other; sizes must be equal or 1.");
      }
      joined[rank - fromEnd] = a == 1 ? b : a;
    }
    return of(joined);
  }

  /** Whether {@link #broadcast} with the target gives the target. */
  public boolean broadcastsTo(Shape target) {
    if (rank() > target.rank()) {
      return false;
    }
    for (int fromEnd = 1; fromEnd <= rank(); fromEnd++) {
      long size = sizes[rank() - fromEnd];
      if (size != 1 && size != target.sizes[target.rank() - fromEnd]) {
        return false;
      }
    }
    return true;
  }

  /** The axes of the target along which this shape is repeated when it is broadcast there. */
  public int[] repeatedAxes(Shape target) {
    int added = target.rank() - rank();
    int[] axes = new int[target.rank()];
    int count = 0;
    for (int i = 0; i < target.rank(); i++) {
      if (i < added || (sizes[i - added] == 1 && target.sizes[i] != 1)) {
        axes[count++] = i;
      }
    }
    return Arrays.copyOf(axes, count);
  }

  /**
   * The shape with these sizes and as many elements as this one; one size may be −1 and is found.
   *
   * @throws ShapeException if the elements do not fit
   */
  public Shape reshape(long... target) {
    int unknown = -1;
    long known = 1;
    for (int i = 0; i < target.length; i++) {
      if (target[i] == -1 && unknown < 0) {
        unknown = i;
      } else if (target[i] < 0) {
        throw new ShapeException(
            "Reshape of "
                + this
                + " to "
                + Arrays.toString(target)
                + (target[i] == -1
                    ? ": only one size may be −1."
                    : ": the size " + target[i] + " is negative; only −1, to be found, may be."));
      } else {
        // A product beyond 2⁶³ fits nothing, unless a later size is 0.
        known =
            Math.unsignedMultiplyHigh(known, target[i]) != 0 || known * target[i] < 0
                ? Long.MAX_VALUE
                : known * target[i];
      }
    }
    long[] sizes = target.clone();
    if (unknown >= 0 && known != 0 && elements % known == 0) {
      sizes[unknown] = elements / known;
      known = elements;
    }
    if (known != elements || (unknown >= 0 && sizes[unknown] < 0)) {
      throw new ShapeException(
          "Reshape of "
              + this
              + " ("
              + elements
              + " elements) to "
              + Arrays.toString(target)
              + ": the elements do not fit.");
    }
    return of(sizes);
  }

  /** This shape followed by the sizes of another. */
  public Shape concat(Shape inner) {
    long[] joined = Arrays.copyOf(sizes, rank() + inner.rank());
    System.arraycopy(inner.sizes, 0, joined, rank(), inner.rank());
    return of(joined);
  }

  /**
   * The axes from {@code from} (inclusive) to {@code to} (exclusive), both counted from 0.
   *
   * @throws ArgumentException if these are no axes of this shape
   */
  public Shape slice(int from, int to) {
    if (from < 0 || to > rank() || from > to) {
      throw new ArgumentException(
          "Axes "
              + from
              + " (inclusive) to "
              + to
              + " (exclusive) are no part of shape "
              + this
              + "; it takes 0 ≤ from ≤ to ≤ "
              + rank()
              + ".");
    }
    return of(Arrays.copyOfRange(sizes, from, to));
  }

  /**
   * Where an element stands.
   *
   * @param flat its number in row-major order
   * @return its index on each axis
   */
  public long[] place(long flat) {
    long[] place = new long[rank()];
    long rest = flat;
    for (int axis = rank() - 1; axis >= 0; axis--) {
      place[axis] = rest % sizes[axis];
      rest /= sizes[axis];
    }
    return place;
  }

  @Override
  public boolean equals(Object other) {
    return this == other || (other instanceof Shape s && Arrays.equals(sizes, s.sizes));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sizes);
  }

  /** {@code [32, 784]}; {@code []} for rank 0. */
  @Override
  public String toString() {
    return Arrays.stream(sizes)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
