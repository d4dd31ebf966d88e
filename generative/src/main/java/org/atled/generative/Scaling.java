package org.atled.generative;

import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Tensor;

/**
 * Data as a network takes them: (x − shift) / scale.
 *
 * @param shift of the data
 * @param scale above 0
 * @param bounded whether they then lie from −1 to 1
 */
public record Scaling(double shift, double scale, boolean bounded) {
  public Scaling {
    if (!(scale > 0) || !Double.isFinite(shift + scale)) {
      throw new ArgumentException(
          "Scaling: the scale is %s but must be above 0, and the shift is %s."
              .formatted(scale, shift));
    }
  }

  /** Of pixels from 0 to 1. */
  public static Scaling ofPixels() {
    return new Scaling(0.5, 0.5, true);
  }

  /** Of numbers that are about as large as 1. */
  public static Scaling none() {
    return new Scaling(0, 1, false);
  }

  Tensor of(Tensor data) {
    return data.sub(shift).div(scale);
  }

  Tensor undone(Tensor scaled) {
    return (bounded ? scaled.clip(-1.0, 1.0) : scaled).mul(scale).add(shift);
  }
}
