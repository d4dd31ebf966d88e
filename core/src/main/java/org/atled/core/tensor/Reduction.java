package org.atled.core.tensor;

import org.atled.core.error.ShapeException;
import org.atled.core.shape.DType;

/** What becomes of the losses of single elements, or of single examples: PyTorch's. */
public enum Reduction {
  /** They stay as they are. */
  NONE,
  /**
   * Their mean; NaN where there is nothing to average. Losses with class weights divide by the sum
   * of the weights that took part.
   */
  MEAN,
  /** Their sum. */
  SUM,
  /** Their sum over the size of the first axis: {@code "batchmean"} of the divergence. */
  BATCH_MEAN;

  /**
   * The losses, or one number for all.
   *
   * @throws ShapeException if there is no first axis to divide by
   */
  public Tensor of(Tensor losses) {
    return switch (this) {
      case NONE -> losses;
      case MEAN -> losses.mean();
      case SUM -> losses.sum();
      case BATCH_MEAN -> {
        if (losses.shape().rank() == 0) {
          throw new ShapeException("BATCH_MEAN divides by the first axis, but there is none.");
        }
        yield meanOf(losses, Tensor.of((double) losses.shape().size(0)));
      }
    };
  }

  /** The sum over a divisor of rank 0; the sum alone may be more than a float16 can hold. */
  public static Tensor meanOf(Tensor losses, Tensor divisor) {
    DType type = losses.dtype();
    DType wide = type.computing();
    return losses.to(wide).sum().div(divisor.to(wide)).to(type);
  }
}
