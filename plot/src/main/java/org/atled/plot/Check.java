package org.atled.plot;

import org.atled.core.error.ArgumentException;

/** What all figures ask of what they are given. */
final class Check {
  private Check() {}

  /** A title that says something. */
  static void title(String kind, String title) {
    if (title.isBlank()) {
      throw new ArgumentException(
          "The title of the " + kind + " is blank; say what the reader sees.");
    }
  }

  /** A label of an axis that says something. */
  static String label(String title, String axis, String label) {
    if (label.isBlank()) {
      throw new ArgumentException(
          "The label of the "
              + axis
              + " axis of \""
              + title
              + "\" is blank; say what its numbers are.");
    }
    return label;
  }

  static void sameLength(String series, String what, int x, String other, int y) {
    if (x != y) {
      throw new ArgumentException(
          "\""
              + series
              + "\" has "
              + x
              + " numbers for "
              + what
              + " but "
              + y
              + " for "
              + other
              + "; give as many of each.");
    }
  }

  /** At least one column of figures or images. */
  static void columns(String title, int columns) {
    if (columns < 1) {
      throw new ArgumentException(
          "\"" + title + "\" is to have " + columns + " columns; give at least 1.");
    }
  }

  /** A matrix with at least one element, its rows equally long. */
  static void matrix(String name, double[][] values) {
    if (values.length == 0 || values[0].length == 0) {
      throw new ArgumentException("\"" + name + "\" has no numbers; give at least one.");
    }
    for (int i = 0; i < values.length; i++) {
      if (values[i].length != values[0].length) {
        throw new ArgumentException(
            "\""
                + name
                + "\" has "
                + values[0].length
                + " numbers in row 0 but "
                + values[i].length
                + " in row "
                + i
                + "; give as many in each.");
      }
    }
  }
}
