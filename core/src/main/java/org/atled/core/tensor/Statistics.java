package org.atled.core.tensor;

import java.util.Arrays;
import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.op.indexing.ScatterAdd;
import org.atled.core.op.order.Median;
import org.atled.core.op.order.Mode;
import org.atled.core.op.order.Quantile;
import org.atled.core.shape.Axes;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;

/** How elements are distributed: medians, quantiles, counts, and sums that leave NaN out. */
public sealed interface Statistics permits Tensor {
  /** What is taken where a quantile lies between two elements. */
  enum Interpolation {
    /** a + (b − a)·f, f the fraction of the way. */
    LINEAR,
    /** The lower one. */
    LOWER,
    /** The higher one. */
    HIGHER,
    /** (a + b)/2. */
    MIDPOINT,
    /** The nearer one; halfway that of the even place. */
    NEAREST
  }

  /** This tensor. */
  Tensor self();

  /** The sum of what is not NaN, which gets a gradient of 0; see {@link Tensor#sum(int...)}. */
  default Tensor nanSum(int... axes) {
    return nanSum(Axes.of(axes));
  }

  /** As {@link #nanSum(int...)}. */
  default Tensor nanSum(Axes axes) {
    return self().ne(self()).where(0, self()).sum(axes);
  }

  /**
   * The mean of what is not NaN, which gets a gradient of 0; NaN where there is nothing else.
   *
   * @throws TypeException for integers and bools
   */
  default Tensor nanMean(int... axes) {
    return nanMean(Axes.of(axes));
  }

  /** As {@link #nanMean(int...)}. */
  default Tensor nanMean(Axes axes) {
    DType type = self().dtype();
    if (!type.isFloating()) {
      throw new TypeException("nanMean: takes floats, not " + self().type() + "; use mean.");
    }
    Tensor count = self().eq(self()).sum(axes);
    return self().to(type.computing()).nanSum(axes).div(count.to(type.computing())).to(type);
  }

  /**
   * The median of all elements: of two in the middle the lower one, as PyTorch's and not NumPy's;
   * NaN if there is one, or no element. Its equals share the gradient, as PyTorch's.
   *
   * @throws ShapeException if there is no element, and they would not be floats
   */
  default Tensor median() {
    return shared(false);
  }

  /**
   * The median along an axis and where it stood: of two in the middle the lower one; the first NaN
   * if there is one. Of equals it is the one that a stable sort has in the middle; it alone gets
   * the gradient.
   *
   * @throws ShapeException if the axis is empty
   */
  default Indexed median(int axis) {
    return picked(axis, new Median(self().shape().axis(axis), false));
  }

  /** As {@link #median()}, of what is not NaN; NaN if nothing else is there. */
  default Tensor nanMedian() {
    return shared(true);
  }

  /** As {@link #median(int)}, of what is not NaN; the first NaN if nothing else is there. */
  default Indexed nanMedian(int axis) {
    return picked(axis, new Median(self().shape().axis(axis), true));
  }

  private Tensor shared(boolean skipsNaN) {
    if (self().shape().isEmpty() && self().dtype().isFloating()) {
      return Tensor.full(new TensorType(self().dtype(), Shape.scalar()), Double.NaN);
    }
    Tensor flat = self().reshape(-1);
    Tensor x = flat.detach();
    Tensor median = (skipsNaN ? x.nanMedian(0) : x.median(0)).values();
    return flat.needsGrad() ? sharing(flat, median) : median;
  }

  /** A median of x that gives its gradient to all its equals: NaN has equals here. */
  private static Tensor sharing(Tensor x, Tensor median) {
    Tensor equal = x.detach().eq(median);
    // The greatest of its equals: max shares the gradient. Infinities and NaN have a mean, to which
    // no rounding does harm.
    Tensor greatest = equal.where(x, Double.NEGATIVE_INFINITY).max();
    Tensor chosen = median.eq(median).where(equal, x.detach().isNaN());
    Tensor mean = chosen.where(x, 0.0).sum().div(chosen.sum());
    return median.isFinite().where(greatest, mean);
  }

  /**
   * The element that is there most often along an axis, and its index: of several such values the
   * least, of its equals the last, as PyTorch's. Every NaN is a value of its own. The gradient goes
   * to that element alone.
   *
   * @throws ShapeException if the axis is empty
   */
  default Indexed mode(int axis) {
    return picked(axis, new Mode(self().shape().axis(axis)));
  }

  private Indexed picked(int axis, Composite op) {
    return Indexed.at(self(), axis, Dispatch.apply(op, self().detach()));
  }

  /** The quantile of all elements, of rank 0: as {@link #quantile(double, int)}. */
  default Tensor quantile(double q) {
    return self().reshape(-1).quantile(q, 0);
  }

  /** The quantile along an axis, which is removed, with linear interpolation. */
  default Tensor quantile(double q, int axis) {
    return quantile(q, axis, Interpolation.LINEAR);
  }

  /**
   * The quantile along an axis, which is removed: of n elements, sorted and counted from 0, that of
   * place q·(n − 1), and between two places what the interpolation says. NaN if there is one. The
   * gradient goes to the one or two elements, in their shares.
   *
   * <p>Where q names an element itself, that is the result; PyTorch gives NaN if it is infinite.
   *
   * @throws ArgumentException if q is not from 0 to 1
   * @throws ShapeException if the axis is empty
   * @throws TypeException for integers and bools
   */
  default Tensor quantile(double q, int axis, Interpolation interpolation) {
    return quantiles(new double[] {q}, axis, interpolation, false).squeeze(axis);
  }

  /**
   * Several quantiles along an axis, which is removed; those of the first q come first: [a, n, b]
   * along 1 → [qs, a, b], as PyTorch's and NumPy's.
   */
  default Tensor quantile(double[] qs, int axis, Interpolation interpolation) {
    Tensor along = quantiles(qs, axis, interpolation, false);
    return along.movedim(axis, 0);
  }

  /** As {@link #quantile(double)}, of what is not NaN. */
  default Tensor nanQuantile(double q) {
    return self().reshape(-1).nanQuantile(q, 0, Interpolation.LINEAR);
  }

  /**
   * As {@link #quantile(double, int, Interpolation)}, of what is not NaN; NaN if nothing else is
   * there.
   */
  default Tensor nanQuantile(double q, int axis, Interpolation interpolation) {
    return quantiles(new double[] {q}, axis, interpolation, true).squeeze(axis);
  }

  private Tensor quantiles(double[] qs, int axis, Interpolation interpolation, boolean skipsNaN) {
    List<Double> all = Arrays.stream(qs).boxed().toList();
    return Dispatch.apply(
        new Quantile(all, self().shape().axis(axis), interpolation, skipsNaN), self());
  }

  /**
   * The different values in ascending order, where in them each element is, and how often each is
   * there. Every NaN is a value of its own, as PyTorch's; −0 equals 0. Not differentiable.
   *
   * @throws org.atled.core.error.CaptureException inside a captured step: how many there are
   *     depends on the numbers
   */
  default Unique unique() {
    return Unique.sorted(self());
  }

  /**
   * As {@link #unique()}, of the parts along an axis, such as the rows of a table for 0: ascending
   * by their first element, where these are equal by their second, and so on. Parts with a NaN are
   * all different. NumPy's {@code unique} with an axis.
   *
   * @throws ShapeException if the parts have no elements
   */
  default Unique unique(int axis) {
    return Unique.along(self(), axis, true);
  }

  /**
   * As {@link #unique()}, of runs of equal elements in the order in which they stand, row-major.
   */
  default Unique uniqueConsecutive() {
    return Unique.consecutive(self());
  }

  /** As {@link #unique(int)}, of runs of equal parts along an axis in their order. */
  default Unique uniqueConsecutive(int axis) {
    return Unique.along(self(), axis, false);
  }

  /** How often each of 0, 1 … is there, up to the greatest element. */
  default Tensor bincount() {
    return bincount(0);
  }

  /**
   * How often each of 0, 1 … is there among integers of rank 1, up to the greatest element: int64.
   * Not differentiable.
   *
   * @param minLength the least length of the result
   * @throws ArgumentException if an element or the length is negative
   * @throws ShapeException if the rank is not 1
   * @throws TypeException if they are no integers
   * @throws org.atled.core.error.CaptureException inside a captured step: the greatest element is
   *     not known
   */
  default Tensor bincount(int minLength) {
    return binned(Tensor.full(new TensorType(DType.INT64, self().shape()), 1), minLength);
  }

  /**
   * As {@link #bincount(int)}, of each the sum of the weights of its elements: float32 of float32
   * weights, else float64. Differentiable by the weights.
   *
   * @throws ShapeException if there is not one weight for each element
   */
  default Tensor bincount(Tensor weights, int minLength) {
    return binned(
        weights.dtype() == DType.FLOAT32 ? weights : weights.to(DType.FLOAT64), minLength);
  }

  private Tensor binned(Tensor weights, int minLength) {
    Tensor x = self();
    if (!x.dtype().isInteger()) {
      throw new TypeException("bincount: takes integers, not " + x.type() + ".");
    }
    if (x.shape().rank() != 1 || !weights.shape().equals(x.shape())) {
      throw new ShapeException(
          "bincount: takes rank 1, and as many weights, not elements %s and weights %s."
              .formatted(x.shape(), weights.shape()));
    }
    if (minLength < 0) {
      throw new ArgumentException("bincount: the least length is " + minLength + ", below 0.");
    }
    x.read("bincount");
    if (x.shape().isEmpty()) {
      return Tensor.zeros(weights.dtype(), minLength);
    }
    if (x.min().item() < 0) {
      throw new ArgumentException(
          "bincount: takes no negative elements, but the least is %d."
              .formatted((long) x.min().item()));
    }
    Shape bins = Shape.of(Math.max(minLength, (long) x.max().item() + 1));
    return Dispatch.apply(new ScatterAdd(0, bins), weights, x.to(DType.INT64));
  }

  /**
   * As {@link #histogram(int, double, double)} from the least to the greatest element; from 0 to 1
   * if there is none.
   *
   * @throws org.atled.core.error.CaptureException inside a captured step; name a range there
   */
  default Bins histogram(int bins) {
    return Bins.of(self(), bins);
  }

  /**
   * How many elements lie in each of some bins of equal width, and the edges; those outside of the
   * range, and NaN, do not count. A bin holds its lower edge, the last one its upper edge too. As
   * PyTorch's {@code histogram} the counts have this tensor's type, and a range without width is
   * widened by a half on either side. Not differentiable.
   *
   * @throws ArgumentException if there is no bin or the range is not finite and ascending
   * @throws TypeException if this holds no floats
   */
  default Bins histogram(int bins, double low, double high) {
    return Bins.of(self(), bins, low, high);
  }

  /**
   * As {@link #histogram(int, double, double)}, in bins between edges of this tensor's type, which
   * ascend.
   */
  default Bins histogram(Tensor edges) {
    return Bins.of(self(), edges);
  }

  /**
   * As {@link #histogram(Tensor)}, of each bin the sum of the weights of its elements, in the type
   * of the weights.
   *
   * @param weights floats, one for each element
   * @throws ShapeException if they have another shape
   * @throws TypeException if they are no floats
   */
  default Bins histogram(Tensor edges, Tensor weights) {
    return Bins.of(self(), edges, weights);
  }

  /**
   * The counts of {@link #histogram(int, double, double)}; if the ends of the range are equal, of
   * {@link #histogram(int)}.
   */
  default Tensor histc(int bins, double low, double high) {
    return (low == high ? histogram(bins) : histogram(bins, low, high)).counts();
  }
}
