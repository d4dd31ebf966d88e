package org.atled.core.op.order;

import java.util.Arrays;
import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.Axes;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Statistics.Interpolation;
import org.atled.core.tensor.Tensor;

/**
 * Quantiles of the elements along an axis, which is then as long as there are qs: of n sorted
 * elements that of place q·(n − 1), or what lies between its neighbours. NaN if there is one.
 *
 * @param skipsNaN whether NaNs are left out, unless there is nothing else
 */
public record Quantile(List<Double> qs, int axis, Interpolation interpolation, boolean skipsNaN)
    implements Composite {
  public Quantile {
    qs = List.copyOf(qs);
    for (double q : qs) {
      if (!(q >= 0 && q <= 1)) {
        throw new ArgumentException("quantile: q is " + q + " but must be from 0 to 1.");
      }
    }
  }

  @Override
  public String name() {
    return skipsNaN ? "nanQuantile" : "quantile";
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.getFirst();
    if (!x.dtype().isFloating()) {
      throw new TypeException("takes floats, not " + x.type() + "; convert with to(…).");
    }
    if (x.shape().size(axis) == 0) {
      throw new ShapeException("axis %d of %s is empty.".formatted(axis, x.shape()));
    }
    Tensor sorted = x.to(x.dtype().computing()).sort(axis).values();
    return at(sorted, ranks(x)).to(x.dtype());
  }

  /** The places q·(n − 1), in float64: the last place, where NaNs are, if any of them counts. */
  private Tensor ranks(Tensor x) {
    long[] sizes = new long[x.shape().rank()];
    Arrays.fill(sizes, 1);
    sizes[axis] = qs.size();
    Tensor q = Tensor.of(qs.stream().mapToDouble(each -> each).toArray(), sizes);
    Tensor numbers = x.eq(x).sum(Axes.of(axis).kept()).to(DType.FLOAT64);
    long last = x.shape().size(axis) - 1;
    return skipsNaN
        ? q.mul(numbers.sub(1).maximum(0))
        : numbers.gt(last).where(q.mul(last), (double) last);
  }

  private Tensor at(Tensor sorted, Tensor rank) {
    Tensor below = rank.floor();
    Tensor fraction = rank.sub(below);
    Tensor lower = pick(sorted, below);
    Tensor upper = pick(sorted, fraction.gt(0).where(below.add(1), below));
    return switch (interpolation) {
      case LOWER -> lower;
      case HIGHER -> upper;
      case NEAREST -> {
        Tensor half = below.div(2);
        Tensor isEven = half.eq(half.floor());
        yield isEven.where(fraction.le(0.5), fraction.lt(0.5)).where(lower, upper);
      }
      case LINEAR -> between(lower, upper, fraction);
      case MIDPOINT -> between(lower, upper, fraction.gt(0).where(0.5, fraction));
    };
  }

  private Tensor pick(Tensor sorted, Tensor place) {
    return sorted.gather(axis, place.to(DType.INT64));
  }

  /** From the nearer side, as PyTorch's lerp; at a place itself no infinity takes part. */
  private static Tensor between(Tensor lower, Tensor upper, Tensor fraction) {
    Tensor weight = fraction.to(lower.dtype());
    Tensor distance = upper.sub(lower);
    Tensor fromBelow = lower.add(distance.mul(weight));
    Tensor fromAbove = upper.sub(distance.mul(weight.neg().add(1)));
    return fraction.eq(0).where(lower, fraction.lt(0.5).where(fromBelow, fromAbove));
  }
}
