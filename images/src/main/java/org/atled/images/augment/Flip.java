package org.atled.images.augment;

import org.atled.core.random.Draws;

/**
 * Left becomes right.
 *
 * @param probability of doing so
 */
public record Flip(double probability) implements Augmentation.OfOne {
  static final String NAME = "flip";

  public Flip {
    Checks.range("flip: the probability", probability, 0, 1);
  }

  /** Changes one image of two, at random. */
  public Flip() {
    this(0.5);
  }

  @Override
  public Picture of(Picture image, Draws draws) {
    return draws.uniform() < probability
        ? image.of((c, row, column) -> image.at(c, row, image.width() - 1 - column))
        : image;
  }

  @Override
  public String toString() {
    return NAME + ":" + Checks.text(probability);
  }
}
