package org.atled.images.augment;

import org.atled.core.random.Draws;

/**
 * Sets a rectangle to 0: Zhong, Zheng, Kang, Li and Yang, "Random erasing data augmentation", 2020.
 * Its area is uniform in 2 % to 33 % of the image's, and the logarithm of height by width is in
 * that of 0.3 to 3.3; one that does not fit is drawn again, up to ten times.
 *
 * @param probability of doing so
 */
public record Erase(double probability) implements Augmentation.OfOne {
  static final String NAME = "erase";
  private static final double LEAST = 0.02;
  private static final double MOST = 0.33;
  private static final double NARROWEST = 0.3;
  private static final double WIDEST = 3.3;
  private static final int TRIES = 10;

  public Erase {
    Checks.range("erase: the probability", probability, 0, 1);
  }

  /** Changes one image of two, at random. */
  public Erase() {
    this(0.5);
  }

  @Override
  public Picture of(Picture image, Draws draws) {
    if (draws.uniform() >= probability) {
      return image;
    }
    for (int i = 0; i < TRIES; i++) {
      double area = image.area() * draws.uniform(LEAST, MOST);
      double ratio =
          StrictMath.exp(draws.uniform(StrictMath.log(NARROWEST), StrictMath.log(WIDEST)));
      int height = (int) Math.rint(Math.sqrt(area * ratio));
      int width = (int) Math.rint(Math.sqrt(area / ratio));
      if (height < image.height() && width < image.width()) {
        int top = draws.below(image.height() - height + 1);
        int left = draws.below(image.width() - width + 1);
        return image.of((c, row, column) -> {
          boolean erased =
              row >= top && row < top + height && column >= left && column < left + width;
          return erased ? 0 : image.at(c, row, column);
        });
      }
    }
    return image;
  }

  @Override
  public String toString() {
    return NAME + ":" + Checks.text(probability);
  }
}
