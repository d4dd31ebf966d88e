package org.atled.nn.layer;

import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Tensor;

/**
 * Attention with linear biases: a query looks less at a key the farther it is, each head by a slope
 * of its own (Press, Smith and Lewis 2022).
 */
public final class Alibi {
  private Alibi() {}

  /**
   * −slope·|i − j| for query i and key j, which end at the same place: [heads, queries, keys] of
   * float32, for {@link Mask#withPairs}.
   */
  public static Tensor bias(int heads, int queries, int keys) {
    Tensor i = Tensor.arange(keys - (long) queries, keys, 1).unsqueeze(1);
    Tensor distance = i.sub(Tensor.arange(0, keys, 1)).abs();
    float[] slopes = new float[heads];
    double[] all = slopes(heads);
    for (int h = 0; h < heads; h++) {
      slopes[h] = (float) -all[h];
    }
    return Tensor.of(slopes, heads, 1, 1).mul(distance);
  }

  /**
   * 2^(−8·h/heads) for head h from 1; for other numbers than powers of 2, after those of the
   * greatest such below, every second one of those of its double.
   */
  static double[] slopes(int heads) {
    if (heads < 1) {
      throw new ArgumentException(
          "Alibi: the heads are %d but must be at least 1.".formatted(heads));
    }
    int power = Integer.highestOneBit(heads);
    return DoubleStream.concat(
            IntStream.rangeClosed(1, power).mapToDouble(h -> StrictMath.pow(2, -8.0 * h / power)),
            IntStream.range(0, heads - power)
                .mapToDouble(h -> StrictMath.pow(2, -4.0 * (2 * h + 1) / power)))
        .toArray();
  }
}
