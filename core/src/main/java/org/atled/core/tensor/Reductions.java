package org.atled.core.tensor;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.error.TypeException;
import org.atled.core.op.ArgExtremum;
import org.atled.core.op.Extremum;
import org.atled.core.op.Sum;

/**
 * From many elements to one, over the axes named; negative ones count from the end, none means all.
 * The {@code …Keeping} forms leave a size of 1 where an axis was reduced.
 */
public sealed interface Reductions permits Tensor {
  /** This tensor. */
  Tensor self();

  /**
   * The sum; integers and bools are summed as int64, which wraps around. An empty sum is 0. The
   * gradient is repeated along the axes.
   */
  default Tensor sum(int... axes) {
    return Dispatch.apply(new Sum(axes(axes), false), self());
  }

  /** As {@link #sum}, with size 1 where an axis was summed. */
  default Tensor sumKeeping(int... axes) {
    return Dispatch.apply(new Sum(axes(axes), true), self());
  }

  /**
   * The arithmetic mean: the sum over the count; NaN where there is nothing to average. The
   * gradient is repeated and divided by the count.
   *
   * @throws TypeException if this is neither float32 nor float64
   */
  default Tensor mean(int... axes) {
    return sum(axes).div(averaged(axes));
  }

  /** As {@link #mean}, with size 1 where an axis was averaged. */
  default Tensor meanKeeping(int... axes) {
    return sumKeeping(axes).div(averaged(axes));
  }

  /**
   * The greatest element, of this type; NaN if there is one. The gradient is shared equally by all
   * that are equal to the greatest.
   *
   * @throws org.atled.core.error.ShapeException if an axis to reduce is empty
   */
  default Tensor max(int... axes) {
    return Dispatch.apply(new Extremum(true, axes(axes), false), self());
  }

  /** As {@link #max}, with size 1 where an axis was reduced. */
  default Tensor maxKeeping(int... axes) {
    return Dispatch.apply(new Extremum(true, axes(axes), true), self());
  }

  /**
   * The least element, of this type; NaN if there is one. The gradient is shared equally by all
   * that are equal to the least.
   *
   * @throws org.atled.core.error.ShapeException if an axis to reduce is empty
   */
  default Tensor min(int... axes) {
    return Dispatch.apply(new Extremum(false, axes(axes), false), self());
  }

  /**
   * The int64 index of the greatest element along an axis, which is removed: the first of equals,
   * the first NaN if there is one. Not differentiable.
   *
   * @throws org.atled.core.error.ShapeException if the axis is empty
   */
  default Tensor argmax(int axis) {
    return Dispatch.apply(new ArgExtremum(true, self().shape().axis(axis)), self());
  }

  /**
   * The int64 index, of rank 0, of the greatest element of all, counted row-major: the first of
   * equals, the first NaN if there is one. Not differentiable.
   *
   * @throws org.atled.core.error.ShapeException if there is no element
   */
  default Tensor argmax() {
    return self().reshape(-1).argmax(0);
  }

  /**
   * The int64 index of the least element along an axis, which is removed: the first of equals, the
   * first NaN if there is one. Not differentiable.
   *
   * @throws org.atled.core.error.ShapeException if the axis is empty
   */
  default Tensor argmin(int axis) {
    return Dispatch.apply(new ArgExtremum(false, self().shape().axis(axis)), self());
  }

  private List<Integer> axes(int... axes) {
    int[] numbers = self().shape().axes(axes);
    List<Integer> all = new ArrayList<>(numbers.length);
    for (int axis : numbers) {
      all.add(axis);
    }
    return all;
  }

  private double averaged(int... axes) {
    if (!self().dtype().isFloating()) {
      throw new TypeException(
          "mean: takes float32 or float64, not " + self().type() + "; convert with to(…).");
    }
    double count = 1;
    for (int axis : self().shape().axes(axes)) {
      count *= self().shape().size(axis);
    }
    return count;
  }
}
