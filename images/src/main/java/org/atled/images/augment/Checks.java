package org.atled.images.augment;

import org.atled.core.error.ArgumentException;

/** What parameters may be. */
final class Checks {
  private Checks() {}

  /**
   * Refuses a number out of its range.
   *
   * @param what it is, with its augmentation: {@code erase: the probability}
   */
  static void range(String what, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw new ArgumentException(
          "%s is %s but must be from %s to %s."
              .formatted(what, text(value), text(least), text(most)));
    }
  }

  /** {@code 4}, {@code 0.5}. */
  static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e9
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
