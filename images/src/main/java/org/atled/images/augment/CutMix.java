package org.atled.images.augment;

import org.atled.core.random.Draws;

/**
 * A rectangle of the other image in the first: Yun et al., "CutMix: regularization strategy to
 * train strong classifiers with localizable features", 2019. Its sides are √(1 − λ) of the image's,
 * where λ is Beta(α, α), about a centre that is uniform; what reaches outside is cut off, and the
 * classes are mixed as the pixels are.
 *
 * @param alpha α, above 0
 */
public record CutMix(double alpha) implements Augmentation.OfTwo {
  static final String NAME = "cutmix";
  private static final double LEAST = 0.01;
  private static final double MOST = 100;

  public CutMix {
    Checks.range("cutmix: alpha", alpha, LEAST, MOST);
  }

  @Override
  public Augmentation.Mixture of(Picture image, Picture other, Draws draws) {
    double side = Math.sqrt(1 - Mixup.beta(alpha, draws));
    int middleY = draws.below(image.height());
    int middleX = draws.below(image.width());
    int height = (int) (image.height() * side) / 2;
    int width = (int) (image.width() * side) / 2;
    int top = Math.max(0, middleY - height);
    int bottom = Math.min(image.height(), middleY + height);
    int left = Math.max(0, middleX - width);
    int right = Math.min(image.width(), middleX + width);
    Picture mixed =
        image.of((c, row, column) ->
            row >= top && row < bottom && column >= left && column < right
                ? other.at(c, row, column)
                : image.at(c, row, column));
    double taken = (double) (bottom - top) * (right - left) / image.area();
    return new Augmentation.Mixture(mixed, 1 - taken);
  }

  @Override
  public String toString() {
    return NAME + ":" + Checks.text(alpha);
  }
}
