package org.atled.core.op.order;

import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Axes;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Tensor;

/**
 * The int64 place along an axis of the median, of two middle elements that of the lower one; of the
 * first NaN if there is one.
 *
 * @param skipsNaN whether NaNs are left out, unless there is nothing else
 */
public record Median(int axis, boolean skipsNaN) implements Composite {
  @Override
  public String name() {
    return skipsNaN ? "nanMedian" : "median";
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.getFirst();
    long size = x.shape().size(axis);
    if (size == 0) {
      throw new ShapeException(
          "axis %d of %s is empty; no element is the median.".formatted(axis, x.shape()));
    }
    Tensor order = x.argsort(axis);
    if (!x.dtype().isFloating()) {
      return order.select(axis, (size - 1) / 2);
    }
    Tensor numbers = x.eq(x).sum(Axes.of(axis).kept());
    Tensor middle =
        skipsNaN
            ? numbers.sub(1).maximum(0).to(DType.FLOAT64).div(2).floor().to(DType.INT64)
            : numbers.eq(size).where((size - 1) / 2, numbers);
    return order.gather(axis, middle).squeeze(axis);
  }
}
