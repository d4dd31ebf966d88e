package org.atled.data;

import org.atled.core.tensor.Tensor;

/**
 * Some examples of a data set, for one step.
 *
 * @param x the inputs, FLOAT32 [B, input shape]
 * @param y the targets: INT64 [B] of class numbers, or FLOAT32 [B, outputs]
 * @param index the numbers of the examples in their data set, INT64 [B]: random draws such as
 *     dropout's are keyed by them, so that they do not depend on how batches are cut
 */
public record Batch(Tensor x, Tensor y, Tensor index) {
  /** How many examples there are. */
  public int size() {
    return (int) index.shape().size(0);
  }
}
