package org.atled.images.augment;

import org.atled.core.random.Draws;

/**
 * A change of images for training, as a value. It prints in the words that {@link
 * Augmentations#parse} reads.
 */
public sealed interface Augmentation {
  /** A change of one image. */
  non-sealed interface OfOne extends Augmentation {
    /** The image changed as the draws decide; its size stays. */
    Picture of(Picture image, Draws draws);
  }

  /** A mixture of an image with another one, whose classes are mixed in the same proportion. */
  non-sealed interface OfTwo extends Augmentation {
    /**
     * The mixture.
     *
     * @param other of the same size
     */
    Mixture of(Picture image, Picture other, Draws draws);
  }

  /**
   * A mixture of two images.
   *
   * @param share of the first one, in [0, 1]
   */
  record Mixture(Picture image, double share) {}
}
