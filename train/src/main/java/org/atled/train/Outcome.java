package org.atled.train;

import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Tensor;
import org.atled.data.NamedTensors;

/**
 * What a {@link Step} gives.
 *
 * @param loss what is made small, of rank 0
 * @param outputs what else came of it, for metrics and whoever looks
 */
public record Outcome(Tensor loss, NamedTensors outputs) {
  /** What the output of a model is called where there is one, as the usual metrics read it. */
  public static final String OUTPUT = "output";

  /**
   * An outcome.
   *
   * @throws ShapeException if the loss is not one number
   */
  public Outcome {
    if (loss.shape().rank() != 0) {
      throw new ShapeException(
          "The loss of the step is %s, but a loss is one number, of rank 0; end it with mean() or sum()."
              .formatted(loss.type()));
    }
  }

  /**
   * A loss alone; {@link #with} adds outputs.
   *
   * @throws ShapeException if it is not one number
   */
  public static Outcome of(Tensor loss) {
    return new Outcome(loss, NamedTensors.none());
  }

  /**
   * This outcome with one more output, at the end.
   *
   * @throws org.atled.core.error.ArgumentException if there is one of that name
   */
  public Outcome with(String name, Tensor output) {
    return new Outcome(loss, outputs.with(name, output));
  }
}
