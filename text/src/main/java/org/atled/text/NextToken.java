package org.atled.text;

import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Reduction;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.train.Outcome;
import org.atled.train.Step;

/**
 * The step of a language model: −ln of the probability of each next id, in the mean over ids. For
 * {@link TextMetric} it gives their sum too.
 *
 * @param model from ids [batch, steps] to logits [batch, steps, vocabulary]
 * @param labelSmoothing in training, the part of each target that is spread over all ids
 */
public record NextToken(Layer model, double labelSmoothing) implements Step {
  /** In place of an id that is not to be told. */
  public static final long IGNORED = -100;

  /** The sum over a batch. */
  static final String SUM = "nll";

  public NextToken {
    if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
      throw new ArgumentException(
          "NextToken: the label smoothing is %s but must be at least 0 and less than 1."
              .formatted(labelSmoothing));
    }
  }

  public NextToken(Layer model) {
    this(model, 0);
  }

  @Override
  public Outcome of(Batch batch, Mode mode) {
    double smoothing = mode instanceof Mode.Training ? labelSmoothing : 0;
    boolean sized = batch.tensors().has(TokenData.SIZE);
    Tensor logits = model.apply(batch.x(), mode).flatten(0, 1);
    Tensor next = batch.y().flatten();
    CrossEntropyLoss loss =
        new CrossEntropyLoss().reduction(Reduction.SUM).labelSmoothing(smoothing);
    Tensor sum = (sized ? loss.ignoring(IGNORED) : loss).of(logits, next);
    Tensor mean =
        sized
            ? sum.div(batch.get(TokenData.SIZE).sum())
            : sum.div((double) next.shape().elements());
    return Outcome.of(mean).with(SUM, sum);
  }
}
