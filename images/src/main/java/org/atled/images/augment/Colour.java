package org.atled.images.augment;

import org.atled.core.random.Draws;

/**
 * Brightness, contrast and saturation, in this order, each by a factor f that is uniform in [1 − b,
 * 1 + b] and not negative: f·x; f·x + (1 − f)·m, where m is the mean grey of the image; f·x + (1 −
 * f)·g, where g is the grey of the pixel. Each result is cut to [0, 1]. Grey images have no
 * saturation.
 *
 * @param brightness the bound b
 * @param contrast its bound
 * @param saturation its bound
 */
public record Colour(double brightness, double contrast, double saturation)
    implements Augmentation.OfOne {
  static final String NAME = "colour";
  private static final double MOST = 10;

  public Colour {
    Checks.range("colour: the brightness", brightness, 0, MOST);
    Checks.range("colour: the contrast", contrast, 0, MOST);
    Checks.range("colour: the saturation", saturation, 0, MOST);
  }

  @Override
  public Picture of(Picture image, Draws draws) {
    float bright = factor(brightness, draws);
    float contrasting = factor(contrast, draws);
    float saturated = factor(saturation, draws);
    return saturated(contrasted(brightened(image, bright), contrasting), saturated);
  }

  private static float factor(double bound, Draws draws) {
    return (float) draws.uniform(Math.max(0, 1 - bound), 1 + bound);
  }

  static Picture brightened(Picture image, float factor) {
    return image.of((c, row, column) -> cut(factor * image.at(c, row, column)));
  }

  static Picture contrasted(Picture image, float factor) {
    double sum = 0;
    for (int row = 0; row < image.height(); row++) {
      for (int column = 0; column < image.width(); column++) {
        sum += image.grey(row, column);
      }
    }
    float mean = (float) (sum / image.area());
    return image.of(
        (c, row, column) -> cut(factor * image.at(c, row, column) + (1 - factor) * mean));
  }

  static Picture saturated(Picture image, float factor) {
    return image.channels() != 3
        ? image
        : image.of((c, row, column) ->
            cut(factor * image.at(c, row, column) + (1 - factor) * image.grey(row, column)));
  }

  static float cut(float value) {
    return Math.clamp(value, 0f, 1f);
  }

  @Override
  public String toString() {
    return "%s:%s:%s:%s"
        .formatted(NAME, Checks.text(brightness), Checks.text(contrast), Checks.text(saturation));
  }
}
