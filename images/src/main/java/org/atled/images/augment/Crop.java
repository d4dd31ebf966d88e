package org.atled.images.augment;

import org.atled.core.error.ArgumentException;
import org.atled.core.random.Draws;
import org.atled.core.shape.Shape;

/**
 * The image is padded with zeros on all sides, and a part of its own size is taken anywhere in
 * that: it moves by up to so many pixels in each direction.
 *
 * @param padding pixels on each side
 */
public record Crop(int padding) implements Augmentation.OfOne {
  static final String NAME = "crop";

  public Crop {
    Checks.range("crop: the padding", padding, 0, 4096);
  }

  /**
   * Holds it to images that it leaves something of.
   *
   * @throws ArgumentException if it may move one out of sight
   */
  void check(Shape image) {
    long side = Math.min(image.size(1), image.size(2));
    if (padding >= side) {
      throw new ArgumentException(
          "%s may move images of %d×%d out of sight; take less than %d."
              .formatted(this, image.size(1), image.size(2), side));
    }
  }

  @Override
  public Picture of(Picture image, Draws draws) {
    int down = draws.below(2 * padding + 1) - padding;
    int right = draws.below(2 * padding + 1) - padding;
    return image.of((c, row, column) -> {
      int y = row + down;
      int x = column + right;
      boolean inside = y >= 0 && y < image.height() && x >= 0 && x < image.width();
      return inside ? image.at(c, y, x) : 0;
    });
  }

  @Override
  public String toString() {
    return NAME + ":" + padding;
  }
}
