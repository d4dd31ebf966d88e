package org.atled.core.tensor;

import java.util.List;
import org.atled.core.error.TypeException;
import org.atled.core.op.reduce.ArgExtremum;
import org.atled.core.op.reduce.Extremum;
import org.atled.core.op.reduce.ExtremumAt;
import org.atled.core.op.reduce.Sum;
import org.atled.core.op.reduce.VarMean;
import org.atled.core.shape.Axes;
import org.atled.core.shape.DType;

/**
 * From many elements to one, over the axes named; negative ones count from the end, none means all.
 * {@code Axes.of(1).kept()} leaves a size of 1 where an axis was reduced.
 */
public sealed interface Reductions permits Tensor {
  /** This tensor. */
  Tensor self();

  /**
   * The sum; integers and bools are summed as int64, which wraps around. An empty sum is 0. The
   * gradient is repeated along the axes. The order of additions is that of {@link
   * org.atled.core.spi.Kernel.Reduce}.
   */
  default Tensor sum(int... axes) {
    return sum(Axes.of(axes));
  }

  /** As {@link #sum(int...)}. */
  default Tensor sum(Axes axes) {
    return Dispatch.apply(new Sum(axes.in(self().shape())), self());
  }

  /**
   * The arithmetic mean of floats: the sum over the count; NaN where there is nothing to average.
   * The gradient is repeated and divided by the count.
   *
   * @throws TypeException for integers and bools
   */
  default Tensor mean(int... axes) {
    return mean(Axes.of(axes));
  }

  /** As {@link #mean(int...)}. */
  default Tensor mean(Axes axes) {
    if (!self().dtype().isFloating()) {
      throw new TypeException("mean: takes floats, not " + self().type() + "; convert with to(…).");
    }
    DType type = self().dtype();
    double count = axes.in(self().shape()).count(self().shape());
    // The sum alone may be more than a float16 can hold.
    return self().to(type.computing()).sum(axes).div(count).to(type);
  }

  /** Variance with n − 1 for divisor, and mean; see {@link #varMean(Axes, double)}. */
  default Moments varMean(int... axes) {
    return varMean(Axes.of(axes), 1);
  }

  /**
   * The variance Σ (x − m)² / (n − correction) and the mean m = Σ x / n, in two passes of which the
   * second gives back what rounding m took. A divisor below 0 is taken for 0, as PyTorch's {@code
   * var_mean}.
   *
   * @param correction what n is lessened by: 1 for the unbiased variance of a sample, 0 for that of
   *     the numbers themselves
   * @throws TypeException for integers and bools
   */
  default Moments varMean(Axes axes, double correction) {
    List<Tensor> both = Dispatch.apply(new VarMean(axes.in(self().shape()), correction), self());
    return new Moments(both.get(0), both.get(1));
  }

  /**
   * The greatest element; NaN if there is one. Equal greatest ones share the gradient equally.
   *
   * @throws org.atled.core.error.ShapeException if an axis is empty
   */
  default Tensor max(int... axes) {
    return max(Axes.of(axes));
  }

  /** As {@link #max(int...)}. */
  default Tensor max(Axes axes) {
    return Dispatch.apply(new Extremum(true, axes.in(self().shape())), self());
  }

  /**
   * The least element; NaN if there is one. Equal least ones share the gradient equally.
   *
   * @throws org.atled.core.error.ShapeException if an axis is empty
   */
  default Tensor min(int... axes) {
    return min(Axes.of(axes));
  }

  /** As {@link #min(int...)}. */
  default Tensor min(Axes axes) {
    return Dispatch.apply(new Extremum(false, axes.in(self().shape())), self());
  }

  /**
   * The greatest element along an axis and its index: the first of equals; the first NaN beats all.
   * The gradient goes to that element alone, as in PyTorch's {@code max(dim)}.
   *
   * @throws org.atled.core.error.ShapeException if the axis is empty
   */
  default Indexed maxAt(int axis) {
    return at(true, axis);
  }

  /** As {@link #maxAt}, of the least element; the first NaN is less than all. */
  default Indexed minAt(int axis) {
    return at(false, axis);
  }

  private Indexed at(boolean greatest, int axis) {
    List<Tensor> both = Dispatch.apply(new ExtremumAt(greatest, self().shape().axis(axis)), self());
    return new Indexed(both.get(0), both.get(1));
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
}
