package org.atled.plot;

import org.atled.core.error.ArgumentException;

/** What all figures ask of what they are given. */
final class Check {
  private Check() {}

  /** A title or a label that says something. */
  static String text(String what, String text) {
    if (text.isBlank()) {
      throw new ArgumentException(what + " is blank; say what the reader sees.");
    }
    return text;
  }

  static void sameLength(String series, String what, double[] x, String other, double[] y) {
    if (x.length != y.length) {
      throw new ArgumentException(
          "\""
              + series
              + "\" has "
              + x.length
              + " values of "
              + what
              + " but "
              + y.length
              + " of "
              + other
              + "; give as many of each.");
    }
  }

  /** A matrix with at least one element, its rows equally long. */
  static void matrix(String title, double[][] values) {
    if (values.length == 0 || values[0].length == 0) {
      throw new ArgumentException("\"" + title + "\" has no values; give at least one.");
    }
    for (int i = 0; i < values.length; i++) {
      if (values[i].length != values[0].length) {
        throw new ArgumentException(
            "\""
                + title
                + "\" has "
                + values[0].length
                + " values in row 0 but "
                + values[i].length
                + " in row "
                + i
                + "; give as many in each.");
      }
    }
  }
}
