package org.atled.data;

import java.util.Arrays;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Tensor;

/**
 * Some examples of a data set, for one step: tensors by name, whose first axis counts the examples.
 *
 * @param tensors usually {@code x} and {@code y}
 * @param index the numbers of the examples in their data set, INT64 [B]: random draws such as
 *     dropout's are keyed by them, so that they do not depend on how batches are cut
 */
public record Batch(NamedTensors tensors, Tensor index) {
  /** What the inputs of a batch are called where there is one kind of them. */
  public static final String X = "x";

  /** What the targets are called. */
  public static final String Y = "y";

  /** What weights are called where examples do not count the same: {@link WeightedDataset}. */
  public static final String WEIGHT = "weight";

  /**
   * A batch.
   *
   * @throws ShapeException if a tensor has not one entry for each number in the index
   */
  public Batch {
    if (index.dtype() != DType.INT64 || index.shape().rank() != 1) {
      throw new ShapeException(
          "Batch: the index is %s but must be int64 [examples].".formatted(index.type()));
    }
    long examples = index.shape().size(0);
    tensors
        .entries()
        .forEach((name, tensor) -> {
          if (tensor.shape().rank() == 0 || tensor.shape().size(0) != examples) {
            throw new ShapeException(
                "Batch: \"%s\" is %s but its first axis must be that of the %s examples."
                    .formatted(name, tensor.type(), examples));
          }
        });
  }

  /**
   * The usual one.
   *
   * @param x the inputs, [B, input shape]
   * @param y the targets: INT64 [B] of class numbers, or FLOAT32 [B, outputs]
   */
  public static Batch of(Tensor x, Tensor y, Tensor index) {
    return new Batch(NamedTensors.of(X, x).with(Y, y), index);
  }

  /**
   * This batch with one more tensor.
   *
   * @throws ArgumentException if there is one of that name
   */
  public Batch with(String name, Tensor tensor) {
    return new Batch(tensors.with(name, tensor), index);
  }

  /**
   * The tensor of that name: {@code batch.get("mask")}.
   *
   * @throws ArgumentException if there is none; it says which there are
   */
  public Tensor get(String name) {
    try {
      return tensors.get(name);
    } catch (ArgumentException e) {
      throw e.within("Batch");
    }
  }

  /** The inputs, [examples, ..], by the name {@link #X}. */
  public Tensor x() {
    return get(X);
  }

  /** The targets, whose first axis counts the examples, by the name {@link #Y}. */
  public Tensor y() {
    return get(Y);
  }

  /**
   * How much the examples count, whose mean over the data set is 1: one each if all do the same.
   */
  public double[] weights() {
    if (tensors.has(WEIGHT)) {
      return get(WEIGHT).toDoubles();
    }
    double[] same = new double[size()];
    Arrays.fill(same, 1);
    return same;
  }

  /** How many examples there are. */
  public int size() {
    return (int) index.shape().size(0);
  }
}
