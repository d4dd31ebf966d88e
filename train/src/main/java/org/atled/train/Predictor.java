package org.atled.train;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ShapeException;
import org.atled.core.error.StateException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.data.DatasetInfo;
import org.atled.nn.layer.Layers;

/**
 * What a trained model says of inputs: an immutable snapshot that belongs to nobody else. Safe to
 * call from any thread.
 */
public final class Predictor {
  private final SavedModel saved;
  private final Objective objective;
  private final OftenRun plan;

  private Predictor(SavedModel saved) {
    this.saved = saved;
    this.objective = Objective.of(saved.info().task());
    this.plan = new OftenRun("prediction", Compiled.of(in -> List.of(operations(in.getFirst()))));
  }

  /** Loads a model made of Atled's layers; see {@link #load(Path, Layers)}. */
  public static Predictor load(Path folder) {
    return load(folder, Layers.standard());
  }

  /**
   * Loads a model made of known layers.
   *
   * @throws StateException if its examples are prepared in a way that is saved with it: they would
   *     be taken for what they are not
   */
  public static Predictor load(Path folder, Layers layers) {
    SavedModel saved = SavedModel.load(folder, layers);
    if (saved.preparation().isPresent()) {
      throw new StateException(
          "The model in "
              + folder
              + " takes examples that are prepared as it says under \"preparation\"; load it with"
              + " what saved it: TableModel for a model of a table.");
    }
    return new Predictor(saved);
  }

  /** For examples that are prepared already. */
  public static Predictor of(SavedModel saved) {
    return new Predictor(saved);
  }

  /** The data set it was trained on, and what its outputs mean. */
  public DatasetInfo info() {
    return saved.info();
  }

  /**
   * For classification the probabilities [batch, classes], for regression the numbers [batch,
   * outputs].
   *
   * @param x [batch, …] or a single example; axes of size 1 may be left out, so that [batch, 28,
   *     28] stands for [batch, 1, 28, 28], and all may be flattened into one
   * @throws ShapeException if the examples are not of the shape the model was trained on
   */
  public Tensor predict(Tensor x) {
    Shape example = saved.info().input();
    Tensor batch = x.shape().equals(example) ? x.unsqueeze(0) : x;
    if (!fits(batch.shape(), example)) {
      throw new ShapeException(
          "The model takes examples of "
              + example
              + " ("
              + example.elements()
              + " numbers) but the input is "
              + new TensorType(x.dtype(), x.shape())
              + "; give [batch, "
              + example.toString().substring(1)
              + (example.rank() == 1 ? "." : " or [batch, " + example.elements() + "]."));
    }
    Tensor shaped = batch.reshape(Shape.of(batch.shape().size(0)).concat(example));
    return Autograd.noGrad(() -> {
      Tensor floats = shaped.to(DType.FLOAT32);
      return plan.run(floats).map(List::getFirst).orElseGet(() -> operations(floats));
    });
  }

  private Tensor operations(Tensor examples) {
    return objective.meaning().of(saved.model().apply(examples));
  }

  /** Whether these are examples: of that shape, flat, or without the axes of size 1. */
  private static boolean fits(Shape batch, Shape example) {
    if (batch.rank() == 0) {
      return false;
    }
    long[] sizes = batch.slice(1, batch.rank()).toArray();
    boolean flat = sizes.length == 1 && sizes[0] == example.elements();
    return flat || Arrays.equals(wide(sizes), wide(example.toArray()));
  }

  private static long[] wide(long[] sizes) {
    return Arrays.stream(sizes).filter(size -> size != 1).toArray();
  }
}
