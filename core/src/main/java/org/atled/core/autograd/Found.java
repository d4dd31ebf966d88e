package org.atled.core.autograd;

import org.atled.core.tensor.Tensor;

/** A gradient as a backward pass found it. */
sealed interface Found permits Found.All, RowGradient {
  /** All of its numbers. */
  record All(Tensor whole) implements Found {}

  /** All of its numbers. */
  Tensor whole();
}
