package org.atled.core.shape;

import java.util.ArrayList;
import java.util.List;

/**
 * The axes that an operation goes over, and whether they stay, with size 1, in its result. {@code
 * x.sum(Axes.of(-1).kept())} sums each row of a matrix to a column.
 *
 * @param numbers negative ones count from the end; none means all
 * @param isKept whether the result has size 1 there, instead of an axis less
 */
public record Axes(List<Integer> numbers, boolean isKept) {
  public Axes {
    numbers = List.copyOf(numbers);
  }

  /** These axes; none means all. */
  public static Axes of(int... axes) {
    List<Integer> numbers = new ArrayList<>(axes.length);
    for (int axis : axes) {
      numbers.add(axis);
    }
    return new Axes(numbers, false);
  }

  /** All axes, whose elements become one. */
  public static Axes all() {
    return of();
  }

  /** The same axes, which stay with size 1. */
  public Axes kept() {
    return new Axes(numbers, true);
  }

  /**
   * The axes as they are in a shape: counted from 0, ascending, all of them named.
   *
   * @throws org.atled.core.error.ShapeException if one does not exist or is named twice
   */
  public Axes in(Shape shape) {
    return new Axes(of(shape.axes(toArray())).numbers, isKept);
  }

  /** The same where so many more axes stand in front; they are counted from 0. */
  public Axes after(int more) {
    return new Axes(numbers.stream().map(axis -> axis + more).toList(), isKept);
  }

  public int[] toArray() {
    int[] array = new int[numbers.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = numbers.get(i);
    }
    return array;
  }

  /** What a shape becomes; the axes are {@linkplain #in in} it. */
  public Shape reduce(Shape shape) {
    return shape.reduce(toArray(), isKept);
  }

  /** How many elements of a shape become one; the axes are {@linkplain #in in} it. */
  public long count(Shape shape) {
    long count = 1;
    for (int axis : numbers) {
      count *= shape.size(axis);
    }
    return count;
  }
}
