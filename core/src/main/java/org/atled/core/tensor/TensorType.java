package org.atled.core.tensor;

import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;

/** What is known of a tensor before it holds numbers. */
public record TensorType(DType dtype, Shape shape) {
  /** {@code float32[32, 784]}. */
  @Override
  public String toString() {
    return dtype + "" + shape;
  }
}
