package org.atled.images.augment;

import org.atled.core.random.Draws;

/**
 * Some changes out of fourteen, one after the other, all as strong: Cubuk, Zoph, Shlens and Le,
 * "RandAugment: practical automated data augmentation with a reduced search space", 2020, with the
 * changes and strengths of torchvision, but that a warp is bilinear, shears leave the middle where
 * it is and not a corner, and shifts are not cut to whole pixels.
 *
 * @param number how many changes
 * @param strength from 0 to 30
 */
public record RandAugment(int number, int strength) implements Augmentation.OfOne {
  static final String NAME = "randaugment";
  private static final int STRONGEST = 30;

  public RandAugment {
    Checks.range("randaugment: the number of changes", number, 1, 20);
    Checks.range("randaugment: the strength", strength, 0, STRONGEST);
  }

  /** Two changes of strength 9. */
  public RandAugment() {
    this(2, 9);
  }

  /** The changes. */
  enum Change {
    IDENTITY,
    SHEAR_X,
    SHEAR_Y,
    TRANSLATE_X,
    TRANSLATE_Y,
    ROTATE,
    BRIGHTNESS,
    SATURATION,
    CONTRAST,
    SHARPNESS,
    POSTERIZE,
    SOLARIZE,
    AUTO_CONTRAST,
    EQUALIZE;

    /**
     * The image changed.
     *
     * @param part of the greatest strength, in [0, 1]
     * @param sign 1 or −1, for those that have two directions
     */
    Picture of(Picture image, double part, int sign) {
      double signed = sign * part;
      float factor = (float) (1 + 0.9 * signed);
      return switch (this) {
        case IDENTITY -> image;
        case SHEAR_X -> new Warp(1, -0.3 * signed, 0, 0, 1, 0).apply(image);
        case SHEAR_Y -> new Warp(1, 0, 0, -0.3 * signed, 1, 0).apply(image);
        case TRANSLATE_X ->
            new Warp(1, 0, -signed * TRANSLATION * image.width(), 0, 1, 0).apply(image);
        case TRANSLATE_Y ->
            new Warp(1, 0, 0, 0, 1, -signed * TRANSLATION * image.height()).apply(image);
        case ROTATE -> Warp.of(30 * signed, 0, 1, 0, 0).apply(image);
        case BRIGHTNESS -> Colour.brightened(image, factor);
        case SATURATION -> Colour.saturated(image, factor);
        case CONTRAST -> Colour.contrasted(image, factor);
        case SHARPNESS -> Levels.sharpened(image, factor);
        case POSTERIZE -> Levels.posterized(image, 8 - (int) Math.rint(4 * part));
        case SOLARIZE -> Levels.solarized(image, (float) (1 - part));
        case AUTO_CONTRAST -> Levels.stretched(image);
        case EQUALIZE -> Levels.equalized(image);
      };
    }

    private static final double TRANSLATION = 150.0 / 331;
  }

  @Override
  public Picture of(Picture image, Draws draws) {
    Picture changed = image;
    for (int i = 0; i < number; i++) {
      Change change = Change.values()[draws.below(Change.values().length)];
      int sign = draws.below(2) == 0 ? 1 : -1;
      changed = change.of(changed, (double) strength / STRONGEST, sign);
    }
    return changed;
  }

  @Override
  public String toString() {
    return NAME + ":" + number + ":" + strength;
  }
}
