package org.atled.nn.layer;

import org.atled.core.error.ShapeException;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Tensor;

/**
 * A matrix W [in, out] rounded to int8 with a scale for each output: W ≈ scale·(bytes − 128), where
 * scale = max |W| / 127 of the output's column; 1 where that is 0 or no normal number, and NaN
 * where W is not finite. No element is moved by more than half its scale, so that a product x·W
 * moves by at most scale/2·Σ|x|, and what both are rounded by.
 *
 * @param bytes uint8 [in, out], from 1 to 255, of which 128 is 0
 * @param scale float32 [out]
 */
public record QuantizedWeight(Tensor bytes, Tensor scale) {
  private static final int MOST = 127;
  private static final int ZERO = 128;

  /**
   * Rounds a matrix. An output of which a weight is NaN or infinite is NaN in every product.
   *
   * @throws ShapeException if it is no matrix
   */
  public static QuantizedWeight of(Tensor weight) {
    if (weight.shape().rank() != 2) {
      throw new ShapeException(
          "the weight is %s but must be a matrix, [in, out].".formatted(weight.shape()));
    }
    Tensor w = weight.to(DType.FLOAT32);
    Tensor greatest = w.abs().max(0);
    // ∞ − ∞ is NaN.
    Tensor step = greatest.add(greatest.sub(greatest)).div(MOST);
    Tensor scale = step.lt(Float.MIN_NORMAL).where(1.0, step);
    return new QuantizedWeight(w.div(scale).round().add(ZERO).to(DType.UINT8), scale);
  }

  /** The matrix that is left of W, float32 [in, out]. */
  public Tensor restored() {
    return bytes.to(DType.FLOAT32).sub(ZERO).mul(scale);
  }

  /** x·W for x [.., in]: [.., out]. */
  public Tensor product(Tensor x) {
    return x.quantizedMatmul(bytes, scale);
  }
}
