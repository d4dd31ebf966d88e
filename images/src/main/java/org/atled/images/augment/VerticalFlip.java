package org.atled.images.augment;

import org.atled.core.random.Draws;

/**
 * The top becomes the bottom.
 *
 * @param probability of doing so
 */
public record VerticalFlip(double probability) implements Augmentation.OfOne {
  static final String NAME = "vflip";

  public VerticalFlip {
    Checks.range("vflip: the probability", probability, 0, 1);
  }

  /** Changes one image of two, at random. */
  public VerticalFlip() {
    this(0.5);
  }

  @Override
  public Picture of(Picture image, Draws draws) {
    return draws.uniform() < probability
        ? image.of((c, row, column) -> image.at(c, image.height() - 1 - row, column))
        : image;
  }

  @Override
  public String toString() {
    return NAME + ":" + Checks.text(probability);
  }
}
