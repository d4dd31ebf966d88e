package org.atled.core.tensor;

import java.util.List;
import org.atled.core.error.TypeException;
import org.atled.core.op.reduce.AnyAll;
import org.atled.core.op.reduce.ArgExtremum;
import org.atled.core.op.reduce.Extremum;
import org.atled.core.op.reduce.ExtremumAt;
import org.atled.core.op.reduce.LogSumExp;
import org.atled.core.op.reduce.Norm;
import org.atled.core.op.reduce.Prod;
import org.atled.core.op.reduce.Std;
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
   * org.atled.core.spi.ReduceKernel}.
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

  /**
   * The product; integers and bools are multiplied as int64, which wraps around. An empty product
   * is 1. ∂y/∂xᵢ is the product of all other elements, by no division: right at zeros, and at
   * infinities too, where PyTorch's result/x is NaN. Differentiated twice it goes through all
   * pairs, in memory of the number of elements in a product squared. The order of multiplications
   * is that of {@link org.atled.core.spi.ReduceKernel}.
   */
  default Tensor prod(int... axes) {
    return prod(Axes.of(axes));
  }

  /** As {@link #prod(int...)}. */
  default Tensor prod(Axes axes) {
    return Dispatch.apply(new Prod(axes.in(self().shape())), self());
  }

  /**
   * ln Σ e^x, with the greatest element taken out so that nothing overflows; integers and bools
   * become float32. −∞ of nothing and of −∞ alone, ∞ if one is ∞ and none NaN. ∂y/∂x = e^(x − y),
   * the softmax; NaN at infinities that the result shares, as PyTorch's.
   */
  default Tensor logSumExp(int... axes) {
    return logSumExp(Axes.of(axes));
  }

  /** As {@link #logSumExp(int...)}. */
  default Tensor logSumExp(Axes axes) {
    return Dispatch.apply(new LogSumExp(axes.in(self().shape())), self());
  }

  /** The Euclidean norm of all elements: {@link #norm(double, Axes)} of 2. */
  default Tensor norm() {
    return norm(2);
  }

  /** As {@link #norm(double, Axes)}. */
  default Tensor norm(double p, int... axes) {
    return norm(p, Axes.of(axes));
  }

  /**
   * The norm of vectors (Σ |x|^p)^(1/p), which lie along the axes; PyTorch's {@code
   * linalg.vector_norm}.
   *
   * <p>∂y/∂x = sign(x)·|x|^(p−1)·y^(1−p), and 0 where x or y is 0, as PyTorch's; for ±∞ equal
   * extremes share the gradient. Powers and sums are those of |x| as it is: they overflow where
   * they are too large for the type, of float16 and bfloat16 for float32.
   *
   * @param p 1, 2 or any other number; 0 counts what is not 0 and has no gradient; infinities give
   *     the greatest and the least |x|
   * @throws org.atled.core.error.ArgumentException if p is NaN
   * @throws org.atled.core.error.ShapeException if an axis is empty, and p is ∞ or negative
   * @throws TypeException for integers and bools
   */
  default Tensor norm(double p, Axes axes) {
    return Dispatch.apply(new Norm(p, axes.in(self().shape())), self());
  }

  /**
   * The variance with n − 1 for divisor, as PyTorch's and not NumPy's; see {@link #var(Axes,
   * double)}.
   */
  default Tensor var(int... axes) {
    return var(Axes.of(axes), 1);
  }

  /**
   * The variance Σ (x − m)² / (n − correction), m the mean: that of {@link #varMean(Axes, double)}.
   * ∂v/∂x = 2·(x − m) / (n − correction). A divisor that is not positive is taken for 0: the
   * variance of one number is NaN.
   *
   * @throws TypeException for integers and bools
   */
  default Tensor var(Axes axes, double correction) {
    return varMean(axes, correction).variance();
  }

  /**
   * The standard deviation with n − 1 for divisor, as PyTorch's and not NumPy's; see {@link
   * #std(Axes, double)}.
   */
  default Tensor std(int... axes) {
    return std(Axes.of(axes), 1);
  }

  /**
   * The standard deviation: the root of {@link #var(Axes, double)}. The gradient is 0 where all
   * elements are equal.
   *
   * @throws TypeException for integers and bools
   */
  default Tensor std(Axes axes, double correction) {
    return Dispatch.apply(new Std(axes.in(self().shape()), correction), self());
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

  /** PyTorch's name for {@link #max(int...)}. */
  default Tensor amax(int... axes) {
    return max(axes);
  }

  /** PyTorch's name for {@link #max(Axes)}. */
  default Tensor amax(Axes axes) {
    return max(axes);
  }

  /** PyTorch's name for {@link #min(int...)}. */
  default Tensor amin(int... axes) {
    return min(axes);
  }

  /** PyTorch's name for {@link #min(Axes)}. */
  default Tensor amin(Axes axes) {
    return min(axes);
  }

  /** {@link #min(int...)} and {@link #max(int...)}. */
  default Extremes aminmax(int... axes) {
    return new Extremes(min(axes), max(axes));
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

  /**
   * The int64 index, of rank 0, of the least element of all, counted row-major: the first of
   * equals, the first NaN if there is one. Not differentiable.
   *
   * @throws org.atled.core.error.ShapeException if there is no element
   */
  default Tensor argmin() {
    return self().reshape(-1).argmin(0);
  }

  /**
   * Whether any element is not 0: false of none, true of NaN. Bool; of uint8 it is uint8, as
   * PyTorch's. Not differentiable.
   */
  default Tensor any(int... axes) {
    return any(Axes.of(axes));
  }

  /** As {@link #any(int...)}. */
  default Tensor any(Axes axes) {
    return Dispatch.apply(new AnyAll(false, axes.in(self().shape())), self());
  }

  /**
   * Whether no element is 0: true of none. Bool; of uint8 it is uint8, as PyTorch's. Not
   * differentiable.
   */
  default Tensor all(int... axes) {
    return all(Axes.of(axes));
  }

  /** As {@link #all(int...)}. */
  default Tensor all(Axes axes) {
    return Dispatch.apply(new AnyAll(true, axes.in(self().shape())), self());
  }

  /** The int64 number of elements that are not 0; NaN is not. Not differentiable. */
  default Tensor countNonzero(int... axes) {
    return countNonzero(Axes.of(axes));
  }

  /** As {@link #countNonzero(int...)}. */
  default Tensor countNonzero(Axes axes) {
    return self().ne(0).sum(axes);
  }
}
