package org.atled.nn.layer;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.atled.core.error.StateException;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/**
 * A function of tensor operations as a layer, under a name for errors and summaries: {@code new
 * Lambda("square", Tensor::square)}. It has no parameters, and does the same in training. A network
 * with one cannot be saved with its description, since no file holds a function: what is to be kept
 * is a class of one's own that extends {@link Layer}.
 */
public final class Lambda extends Layer {
  private final String name;
  private final UnaryOperator<Tensor> function;

  public Lambda(String name, UnaryOperator<Tensor> function) {
    this.name = name;
    this.function = function;
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return function.apply(x);
  }

  /**
   * Never there.
   *
   * @throws StateException always: a function cannot be described
   */
  @Override
  public Optional<? extends Record> config() {
    throw new StateException(
        ("%s: the function \"%s\" is code, which a description cannot hold; to save the model,"
                + " write it as a class that extends Layer, and load it with"
                + " Layers.standard().with(…).")
            .formatted(title(), name));
  }

  @Override
  public String toString() {
    return "Lambda(" + name + ")";
  }
}
