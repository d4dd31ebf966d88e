package org.atled.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.atled.core.error.StateException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.TensorType;

/**
 * What a data set is.
 *
 * @param name what errors and reports call it
 * @param tensors the types of one example's tensors by name, without the batch's axis, as batches
 *     have them
 * @param task what is to be learned
 * @param scale in which numbers inputs come; {@link ArrayDataset} measures it
 */
public record DatasetInfo(
    String name, SequencedMap<String, TensorType> tensors, Task task, Scale scale) {
  public DatasetInfo {
    tensors = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(tensors));
  }

  /**
   * The usual one: inputs {@code x} and targets {@code y}.
   *
   * @param input the shape of one example's inputs, FLOAT32: [1, 28, 28] for grey images
   */
  public DatasetInfo(String name, Shape input, Task task, Scale scale) {
    this(name, usual(input, task), task, scale);
  }

  /** Of which nobody has measured the inputs. */
  public DatasetInfo(String name, Shape input, Task task) {
    this(name, input, task, Scale.unknown());
  }

  private static SequencedMap<String, TensorType> usual(Shape input, Task task) {
    SequencedMap<String, TensorType> types = new LinkedHashMap<>();
    types.put(Batch.X, new TensorType(DType.FLOAT32, input));
    switch (task) {
      case Task.Classification _ -> types.put(Batch.Y, new TensorType(DType.INT64, Shape.scalar()));
      case Task.Regression(int outputs) ->
          types.put(Batch.Y, new TensorType(DType.FLOAT32, Shape.of(outputs)));
      case Task.Own() -> {
        // Nothing is known of targets.
      }
    }
    return types;
  }

  /**
   * The type of {@code x} of one example.
   *
   * @throws StateException if the data set has no inputs of that name
   */
  public TensorType x() {
    TensorType x = tensors.get(Batch.X);
    if (x == null) {
      throw new StateException(
          "\"%s\" has no inputs \"x\", which a model from one tensor to one takes; it has %s."
              .formatted(name, tensors.keySet()));
    }
    return x;
  }

  /**
   * The shape of {@code x} of one example: [1, 28, 28] for grey images.
   *
   * @throws StateException if the data set has no inputs of that name
   */
  public Shape input() {
    return x().shape();
  }
}
