package org.atled.cli;

import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Shape;
import org.atled.generative.Blueprint;
import org.atled.nn.Layer;
import org.atled.train.architecture.Architecture;

/** A model that makes examples, where {@code --model} may name a network that tells of them. */
record Maker(Blueprint blueprint) implements Architecture {
  /**
   * Never there: it goes from noise to examples.
   *
   * @throws ArgumentException always
   */
  @Override
  public Layer build(Shape input, int outputs) {
    throw new ArgumentException(
        "The model %s makes examples like those of a data set by name, such as digits or moons; it does not learn from files, nor finds a learning rate. Take another model, or atled train digits --model %s."
            .formatted(blueprint, blueprint));
  }

  @Override
  public String toString() {
    return blueprint.toString();
  }
}
