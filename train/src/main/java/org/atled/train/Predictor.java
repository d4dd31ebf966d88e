package org.atled.train;

import java.nio.file.Path;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ShapeException;
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

  private Predictor(SavedModel saved) {
    this.saved = saved;
    this.objective = Objective.of(saved.info().task());
  }

  /** Loads a model made of Atled's layers. */
  public static Predictor load(Path folder) {
    return load(folder, Layers.standard());
  }

  /** Loads a model made of known layers. */
  public static Predictor load(Path folder, Layers layers) {
    return new Predictor(SavedModel.load(folder, layers));
  }

  /** The data set it was trained on, and what its outputs mean. */
  public DatasetInfo info() {
    return saved.info();
  }

  /**
   * For classification the probabilities [batch, classes], for regression the numbers [batch,
   * outputs].
   *
   * @param x [batch, …] or a single example, float32
   * @throws ShapeException if the examples are not of the shape the model was trained on
   */
  public Tensor predict(Tensor x) {
    Shape example = saved.info().input();
    Tensor batch = x.shape().equals(example) ? x.unsqueeze(0) : x;
    boolean fits =
        batch.shape().rank() >= 1
            && batch.shape().slice(1, batch.shape().rank()).elements() == example.elements()
            && (batch.shape().rank() == 2 || batch.shape().rank() == example.rank() + 1);
    if (!fits) {
      throw new ShapeException(
          "The model takes examples of "
              + example
              + " ("
              + example.elements()
              + " numbers) but the input is "
              + new TensorType(x.dtype(), x.shape())
              + "; give [batch, "
              + example.toString().substring(1)
              + " or [batch, "
              + example.elements()
              + "].");
    }
    Tensor shaped = batch.reshape(Shape.of(batch.shape().size(0)).concat(example));
    return Autograd.noGrad(() ->
        objective.meaning().of(saved.model().apply(shaped.to(org.atled.core.shape.DType.FLOAT32))));
  }
}
