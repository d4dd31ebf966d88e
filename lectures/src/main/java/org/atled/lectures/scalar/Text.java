package org.atled.lectures.scalar;

/** Counts as people read them. */
final class Text {
  private Text() {}

  /** {@code 1 input}, {@code 3 inputs}. */
  static String count(int n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }
}
