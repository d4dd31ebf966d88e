package org.atled.lectures.experiment;

import java.util.Locale;

/** What rounding leaves between two ways to the same number. */
final class Rounding {
  private Rounding() {}

  /** Where both ways round alike, nothing is left; where they do not, however little. */
  static String text(double difference) {
    return difference == 0 ? "0" : String.format(Locale.ROOT, "%.0e", difference);
  }
}
