package org.atled.core.op.nn;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Pooling;
import org.atled.core.tensor.Tensor;

/**
 * The mean of each window: [n, c, axes..] → [n, c, windows..].
 *
 * @param counting whether what is put around counts as zeros, or as nothing
 */
public record AvgPool(Pooling pooling, boolean counting) implements Composite {
  @Override
  public Tensor define(List<Tensor> inputs) {
    DType type = inputs.getFirst().dtype();
    if (!type.isFloating()) {
      throw new TypeException(
          "averages floats, but x is %s; convert it with to(DType.FLOAT32)."
              .formatted(inputs.getFirst().type()));
    }
    // A sum in float16 may overflow where the mean does not.
    Tensor x = inputs.getFirst().to(type.computing());
    Pools pools = Pools.of(pooling, x.shape());
    int axes = pools.kernel().size();
    int[] ofKernel = IntStream.range(2 + axes, 2 + 2 * axes).toArray();
    Tensor sum = pools.cut(x, 0).sum(ofKernel);
    double[] counts = pools.counts(counting);
    if (Arrays.stream(counts).distinct().count() == 1) {
      return sum.div(counts[0]).to(type);
    }
    Shape windows = sum.shape().slice(2, sum.shape().rank());
    return sum.div(Tensor.of(counts, windows).to(sum.dtype())).to(type);
  }
}
