package org.atled.nn.layer;

import org.atled.core.error.ShapeException;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Padding;
import org.atled.core.tensor.Tensor;

/**
 * A matrix W [in, out] rounded to int8 with a scale for each output: W ≈ scale·(bytes − 128), where
 * scale = max |W| / 127 of the output's column; 1 where that is 0 or no normal number, and NaN
 * where W is not finite. No element is moved by more than half its scale, so that a product x·W
 * moves by at most scale/2·Σ|x|, and what both are rounded by.
 *
 * <p>The bytes lie in panels of columns, one after the other, so that a thread that has some of the
 * columns reads memory in one run.
 *
 * @param bytes uint8 [panels, in, width], from 1 to 255, of which 128 is 0; what the last panel has
 *     beyond the outputs is 0
 * @param scale float32 [panels·width]
 * @param outputs how many columns are the matrix's
 */
public record QuantizedWeight(Tensor bytes, Tensor scale, long outputs) {
  private static final int MOST = 127;
  private static final int ZERO = 128;

  /** Columns of a panel: a line of a cache, so that all that is read of a panel is one run. */
  private static final long WIDTH = 64;

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
    long outputs = w.shape().size(1);
    long width = Math.min(outputs, WIDTH);
    long panels = Math.max(1, Math.ceilDiv(outputs, WIDTH));
    long more = panels * width - outputs;
    Tensor rounded = w.div(scale).round().add(ZERO).pad(Padding.constant(ZERO), 0, more);
    Tensor inPanels = rounded.reshape(w.shape().size(0), panels, width).permute(1, 0, 2);
    return new QuantizedWeight(inPanels.to(DType.UINT8), scale.pad(0, more), outputs);
  }

  /** The matrix that is left of W, float32 [in, out]. */
  public Tensor restored() {
    Tensor w = bytes.permute(1, 0, 2).reshape(bytes.shape().size(1), scale.shape().size(0));
    return w.to(DType.FLOAT32).sub(ZERO).mul(scale).slice(1, 0, outputs);
  }

  /** x·W for x [.., in]: [.., out]. */
  public Tensor product(Tensor x) {
    Tensor y = x.quantizedMatmul(bytes, scale);
    return y.slice(-1, 0, outputs);
  }
}
