package org.atled.train;

import org.atled.data.Batch;
import org.atled.nn.Mode;

/**
 * What is computed from a batch: a loss, and outputs by name. It applies the network in the mode
 * that it is given, and moves nothing: {@link Trainer} takes the gradients and the optimizer's
 * step. The same function measures, in {@link Mode#evaluation}, where nothing moves.
 *
 * <pre>{@code
 * Step step = (batch, mode) -> {
 *   Tensor logits = reader.apply(batch.get("tokens"), batch.get("mask"), mode);
 *   return Outcome.of(loss.of(logits, batch.y())).with("output", logits);
 * };
 * }</pre>
 *
 * <p>It is written down as a plan once batches of one shape have come often: it must not look at
 * numbers of tensors, and gives outputs of the same names each time.
 */
@FunctionalInterface
public interface Step {
  /**
   * The loss and the outputs.
   *
   * @param mode training, keyed by the step and the batch's examples, or evaluation; {@link
   *     Mode#at} for each of several calls of one network
   */
  Outcome of(Batch batch, Mode mode);
}
