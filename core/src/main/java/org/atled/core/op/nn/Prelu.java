package org.atled.core.op.nn;

import java.util.Arrays;
import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Operands;
import org.atled.core.tensor.Tensor;

/**
 * y = x where positive, w·x elsewhere, with one w or one for each place along axis 1: He et al.
 * 2015.
 */
public record Prelu() implements Composite {
  @Override
  public Operands operands() {
    return Operands.exactly(2);
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.get(0);
    Tensor weight = inputs.get(1);
    Tensor slope = weight.reshape(shape(x.shape(), weight.shape()));
    Tensor positive = x.gt(0);
    // 0 where x is positive: an infinite one would make the weight's gradient NaN.
    return positive.where(x, positive.where(0.0, x).mul(slope));
  }

  /** The weight's shape as it broadcasts to x. */
  private static long[] shape(Shape x, Shape weight) {
    long channels = x.rank() < 2 ? 1 : x.size(1);
    if (weight.rank() > 1 || (weight.elements() != 1 && weight.elements() != channels)) {
      throw new ShapeException(
          "the weight is %s but x %s needs one of [1] or [%s].".formatted(weight, x, channels));
    }
    long[] sizes = new long[x.rank()];
    Arrays.fill(sizes, 1);
    if (x.rank() > 1) {
      sizes[1] = weight.elements();
    }
    return sizes;
  }
}
