package org.atled.train.architecture;

import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Shape;

/** What networks for images ask of their examples. */
final class Images {
  /** Of a side below it an image is small: networks for photographs then step less at first. */
  private static final long LARGE = 64;

  private Images() {}

  /** Whether first layers should keep the sides of images, [channels, height, width]. */
  static boolean areSmall(Shape input) {
    return Math.min(input.size(1), input.size(2)) < LARGE;
  }

  /**
   * Holds examples to images [channels, height, width].
   *
   * @param name of the architecture
   * @param least how many pixels high and wide at least
   * @throws ArgumentException if they are not
   */
  static void check(String name, Shape input, long least) {
    if (input.rank() != 3) {
      throw new ArgumentException(
          "%s takes images [channels, height, width], but an example is %s; take mlp:512."
              .formatted(name, input));
    }
    if (input.size(1) < least || input.size(2) < least) {
      throw new ArgumentException(
          "%s takes images of at least %d×%d, but they are %d×%d; make them larger, a folder of them by --size %d, or take mlp:512."
              .formatted(name, least, least, input.size(1), input.size(2), least));
    }
  }
}
