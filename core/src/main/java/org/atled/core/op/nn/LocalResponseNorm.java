package org.atled.core.op.nn;

import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Axes;
import org.atled.core.tensor.Composite;
import org.atled.core.tensor.Tensor;

/**
 * y = x/(k + α/size·Σ x²)^β, the sum over size channels around its own, of which the greater half
 * comes before if they are even: [n, c, axes..] → the same (Krizhevsky et al. 2012, §3.3, where α
 * is not divided).
 */
public record LocalResponseNorm(long size, double alpha, double beta, double k)
    implements Composite {
  public LocalResponseNorm {
    if (size < 1) {
      throw new ArgumentException(
          "localResponseNorm: the size is %d but must be at least 1.".formatted(size));
    }
  }

  @Override
  public Tensor define(List<Tensor> inputs) {
    Tensor x = inputs.getFirst();
    int rank = x.shape().rank();
    if (rank < 3) {
      throw new ShapeException(
          "the input is %s but must be [batch, channels, axes..].".formatted(x.shape()));
    }
    Tensor wide = x.to(x.dtype().computing());
    long[] around = new long[2 * (rank - 1)];
    around[2 * (rank - 2)] = size / 2;
    around[2 * (rank - 2) + 1] = (size - 1) / 2;
    Tensor mean = wide.square().pad(around).unfold(1, size, 1).mean(Axes.of(rank));
    return wide.div(mean.mul(alpha).add(k).pow(beta)).to(x.dtype());
  }
}
