package org.atled.train.architecture;

import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Shape;
import org.atled.nn.layer.Conv2d;
import org.atled.nn.layer.Flatten;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.MaxPool2d;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;

/**
 * A small convolutional network, {@code cnn}: two convolutions of 3×3 with 32 and 64 channels, each
 * with ReLU and a maximum over 2×2, then linear layers, the first of 128.
 */
public record Cnn() implements Architecture {
  private static final String NAME = "cnn";
  private static final int CHANNELS = 32;
  private static final int HIDDEN = 128;

  /** The least side of which both poolings leave something. */
  private static final long LEAST = 4;

  static final Family FAMILY =
      new Family(NAME, "two convolutions and two linear layers", NAME::equals, _ -> new Cnn());

  /**
   * {@inheritDoc}
   *
   * @throws ArgumentException if the examples are no images [channels, height, width], or too small
   */
  @Override
  public Sequential build(Shape input, int outputs) {
    Images.check(NAME, input, LEAST);
    long places = input.size(1) / 4 * (input.size(2) / 4);
    return Sequential.of(
        new Conv2d(Conv2d.Config.of(input.size(0), CHANNELS, 3).withPadding(1)),
        new ReLU(),
        new MaxPool2d(2),
        new Conv2d(Conv2d.Config.of(CHANNELS, 2 * CHANNELS, 3).withPadding(1)),
        new ReLU(),
        new MaxPool2d(2),
        new Flatten(),
        new Linear(2 * CHANNELS * places, HIDDEN),
        new ReLU(),
        new Linear(HIDDEN, outputs));
  }

  @Override
  public String toString() {
    return NAME;
  }
}
