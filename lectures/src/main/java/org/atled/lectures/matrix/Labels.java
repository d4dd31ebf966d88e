package org.atled.lectures.matrix;

import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;

/** Classes of examples as data have them: y [n], a number from 0 for each row of X. */
public final class Labels {
  private Labels() {}

  /**
   * Checks that the labels are those of the examples.
   *
   * @param where what they were given to
   * @throws ShapeException if there are not as many as rows of X
   * @throws ArgumentException if a number is that of no class
   */
  public static void check(String where, Matrix x, int[] y, int classes) {
    if (x.rows() != y.length) {
      throw new ShapeException(
          where
              + ": X is "
              + x.shape()
              + " but there are "
              + y.length
              + " classes in y; give one for each row of X.");
    }
    check(where, y, classes);
  }

  static void check(String where, int[] y, int classes) {
    for (int i = 0; i < y.length; i++) {
      if (y[i] < 0 || y[i] >= classes) {
        throw new ArgumentException(
            where
                + ": example "
                + i
                + " has the class "
                + y[i]
                + " but there are "
                + classes
                + ", numbered from 0 to "
                + (classes - 1)
                + ".");
      }
    }
  }
}
