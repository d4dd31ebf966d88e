package org.atled.train;

import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.layer.EnsembleMean;
import org.atled.nn.loss.Loss;

/**
 * The usual step: a loss of what a model gives for {@code x}, which is the output {@link
 * Outcome#OUTPUT}, against {@code y}. Of an ensemble, which ends in {@link EnsembleMean}, each
 * member learns by the loss of what it gives itself, and the output is the mean of them.
 *
 * @param loss what is made small in training
 * @param measured what is reported in evaluation, where it may be another: one in which all classes
 *     count the same
 * @param parts into how many a batch is cut in training, whose gradients are gathered before the
 *     step: less memory, and but for rounding and statistics of the batch the same step
 */
public record Supervised(Layer model, Loss loss, Loss measured, int parts) implements Step {
  public Supervised {
    if (parts < 1) {
      throw new ArgumentException("A batch has " + parts + " parts but must have at least 1.");
    }
  }

  /** A step that takes each batch as a whole. */
  public Supervised(Layer model, Loss loss, Loss measured) {
    this(model, loss, measured, 1);
  }

  /** The same loss in training and in evaluation. */
  public Supervised(Layer model, Loss loss) {
    this(model, loss, loss);
  }

  /** The same with batches in so many parts. */
  public Supervised inParts(int count) {
    return new Supervised(model, loss, measured, count);
  }

  /**
   * The loss and the output.
   *
   * @throws ShapeException if the loss is not one number
   */
  @Override
  public Outcome of(Batch batch, Mode mode) {
    Tensor output = model.apply(batch.x(), mode);
    boolean trains = mode instanceof Mode.Training;
    Tensor batchLoss = loss(trains ? learned() : measured, output, batch);
    if (batchLoss.shape().rank() != 0) {
      throw new ShapeException(
          "%s gives %s for outputs %s, but a loss is one number, of rank 0; end it with mean() or sum()."
              .formatted(
                  Mismatch.name(trains ? loss : measured), batchLoss.type(), output.shape()));
    }
    return Outcome.of(batchLoss).with(Outcome.OUTPUT, trains ? shown(output) : output);
  }

  /** The loss of what the model gives in training. */
  Loss learned() {
    return hasMembers() ? new MembersLoss(loss) : loss;
  }

  /** What the model gives in training, as it is reported: [batch, …]. */
  Tensor shown(Tensor output) {
    return hasMembers() ? output.mean(1) : output;
  }

  private boolean hasMembers() {
    return model.modules().stream().anyMatch(EnsembleMean.class::isInstance);
  }

  /**
   * The loss of a batch; where examples do not {@linkplain Batch#WEIGHT count the same} the mean of
   * their weights times their losses.
   *
   * @throws ArgumentException if there are weights, and the loss is no mean over examples
   */
  public static Tensor loss(Loss loss, Tensor output, Batch batch) {
    return batch.tensors().has(Batch.WEIGHT)
        ? weighted(loss, output, batch).mean()
        : loss.of(output, batch.y());
  }

  /** The loss of each example times its weight, [batch]. */
  static Tensor weighted(Loss loss, Tensor output, Batch batch) {
    Tensor losses =
        loss.each(output, batch.y())
            .orElseThrow(() ->
                new ArgumentException(
                    "%s is no mean over examples that could be weighted; take a loss that says those of each (Loss.each), or data without weights."
                        .formatted(Mismatch.name(loss))));
    return losses.mul(batch.get(Batch.WEIGHT).to(losses.dtype()));
  }
}
