package org.atled.train.architecture;

import org.atled.core.shape.Shape;
import org.atled.nn.layer.Flatten;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Sequential;

/** One linear layer: {@code linear}. */
public record LinearModel() implements Architecture {
  private static final String NAME = "linear";

  static final Family FAMILY =
      new Family(NAME, "one linear layer, none hidden", NAME::equals, unused -> new LinearModel());

  @Override
  public Sequential build(Shape input, int outputs) {
    Linear layer = new Linear(input.elements(), outputs);
    return input.rank() == 1 ? Sequential.of(layer) : Sequential.of(new Flatten(), layer);
  }

  @Override
  public String toString() {
    return NAME;
  }
}
