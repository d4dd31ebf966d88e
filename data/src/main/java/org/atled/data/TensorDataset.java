package org.atled.data;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.IntToDoubleFunction;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * A data set of any tensors in memory: token ids, masks, several targets. The first axis of each
 * counts the examples, and batches have what is given here under the same names.
 */
public final class TensorDataset implements Dataset {
  private final DatasetInfo info;
  private final NamedTensors tensors;
  private final int size;

  private TensorDataset(DatasetInfo info, NamedTensors tensors, int size) {
    this.info = info;
    this.tensors = tensors;
    this.size = size;
  }

  /**
   * A data set from which a step of one's own learns.
   *
   * @param name what errors and reports call it
   * @throws ShapeException if a tensor has no axis, or they differ in the number of examples
   * @throws ArgumentException if there is no tensor, no example, or a number that is not finite
   */
  public static TensorDataset of(String name, NamedTensors tensors) {
    return of(name, new Task.Own(), tensors);
  }

  /**
   * A data set whose {@code y} is what a task says: INT64 [n] of class numbers, or FLOAT32 [n,
   * outputs].
   *
   * @param name what errors and reports call it
   * @throws ShapeException if a tensor has no axis, they differ in the number of examples, or
   *     {@code y} has not the type of the task
   * @throws ArgumentException if there is no tensor, no example, no {@code y} for the task, or a
   *     number that is not finite
   */
  public static TensorDataset of(String name, Task task, NamedTensors tensors) {
    String place = "Data set \"" + name + "\": ";
    if (tensors.entries().isEmpty()) {
      throw new ArgumentException(place + "there is no tensor; give it at least one.");
    }
    SequencedMap<String, TensorType> types = new LinkedHashMap<>();
    NamedTensors own = NamedTensors.none();
    int size = -1;
    String first = tensors.entries().firstEntry().getKey();
    for (Map.Entry<String, Tensor> entry : tensors.entries().entrySet()) {
      Tensor tensor = entry.getValue();
      Shape shape = tensor.shape();
      String title = place + "\"" + entry.getKey() + "\" is " + tensor.type();
      if (shape.rank() == 0) {
        throw new ShapeException(title + ", which has no axis of examples; its first must be one.");
      }
      if (size < 0) {
        size = (int) shape.size(0);
      }
      if (shape.size(0) != size) {
        throw new ShapeException(
            title
                + ", %s examples, but \"%s\" has %s; the first axis of each counts the examples."
                    .formatted(shape.size(0), first, size));
      }
      if (size == 0) {
        throw new ArgumentException(title + ", without an example; give it at least one.");
      }
      Tensor kept = Tensor.wrap(tensor.toStorage(), shape);
      checkFinite(title, kept);
      own = own.with(entry.getKey(), kept);
      types.put(entry.getKey(), new TensorType(tensor.dtype(), shape.slice(1, shape.rank())));
    }
    checkTarget(place, task, types);
    return new TensorDataset(new DatasetInfo(name, types, task, Scale.unknown()), own, size);
  }

  private static void checkTarget(String place, Task task, SequencedMap<String, TensorType> types) {
    switch (task) {
      case Task.Classification _ ->
          requireTarget(place, types, new TensorType(DType.INT64, Shape.scalar()));
      case Task.Regression(int outputs) ->
          requireTarget(place, types, new TensorType(DType.FLOAT32, Shape.of(outputs)));
      case Task.Own() -> {
        // Its step knows.
      }
    }
  }

  private static void requireTarget(
      String place, SequencedMap<String, TensorType> types, TensorType wanted) {
    TensorType y = types.get(Batch.Y);
    if (y == null) {
      throw new ArgumentException(
          place
              + "its task needs targets \"y\", but there are %s; add them, or leave the task out."
                  .formatted(types.keySet()));
    }
    if (!y.equals(wanted)) {
      throw new ShapeException(
          place + "\"y\" of one example is %s but its task needs %s.".formatted(y, wanted));
    }
  }

  private static void checkFinite(String title, Tensor tensor) {
    if (!tensor.dtype().isFloating()) {
      return;
    }
    int count = tensor.shape().elements();
    IntToDoubleFunction number;
    if (tensor.dtype() == DType.FLOAT64) {
      double[] doubles = tensor.toDoubles();
      number = i -> doubles[i];
    } else {
      float[] floats = tensor.toFloats();
      number = i -> floats[i];
    }
    int each = count / (int) tensor.shape().size(0);
    for (int i = 0; i < count; i++) {
      if (!Double.isFinite(number.applyAsDouble(i))) {
        throw new ArgumentException(
            title
                + ", and its example %s has the number %s; drop it."
                    .formatted(i / each, number.applyAsDouble(i)));
      }
    }
  }

  @Override
  public DatasetInfo info() {
    return info;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Batch batch(int... examples) {
    Tensor index = Dataset.index(this, examples);
    NamedTensors some = NamedTensors.none();
    for (Map.Entry<String, Tensor> entry : tensors.entries().entrySet()) {
      some = some.with(entry.getKey(), rows(entry.getValue(), examples));
    }
    return new Batch(some, index);
  }

  /** Copied in Java: batches are read ahead while a step has the backend's threads. */
  private static Tensor rows(Tensor all, int[] examples) {
    Object from = all.strided().storage().array();
    int each = all.shape().elements() / (int) all.shape().size(0);
    Storage rows = Storage.zeros(all.dtype(), Math.multiplyExact(each, examples.length));
    for (int i = 0; i < examples.length; i++) {
      System.arraycopy(from, examples[i] * each, rows.array(), i * each, each);
    }
    return Tensor.wrap(rows, all.shape().with(0, examples.length));
  }

  @Override
  public String toString() {
    List<String> parts =
        info.tensors().entrySet().stream().map(e -> e.getKey() + " " + e.getValue()).toList();
    return info.name() + " (" + size + " examples of " + String.join(", ", parts) + ")";
  }
}
