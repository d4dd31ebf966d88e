package org.atled.train;

import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.loss.Loss;

/**
 * The usual step: a loss of what a model gives for {@code x}, which is the output {@link
 * Outcome#OUTPUT}, against {@code y}.
 */
public record Supervised(Layer model, Loss loss) implements Step {
  /**
   * The loss and the output.
   *
   * @throws ShapeException if the loss is not one number
   */
  @Override
  public Outcome of(Batch batch, Mode mode) {
    Tensor output = model.apply(batch.x(), mode);
    Tensor batchLoss = loss.of(output, batch.y());
    if (batchLoss.shape().rank() != 0) {
      throw new ShapeException(
          "%s gives %s for outputs %s, but a loss is one number, of rank 0; end it with mean() or sum()."
              .formatted(Misfit.name(loss), batchLoss.type(), output.shape()));
    }
    return Outcome.of(batchLoss).with(Outcome.OUTPUT, output);
  }
}
