package org.atled.linalg.op;

/**
 * Which of two opposite vectors to take: the one whose leading element is positive, the first that
 * is at least half as large as the largest. So rounding errors decide only where an element is just
 * about half as large, and not between equal ones.
 */
final class Signs {
  private Signs() {}

  /** 1 or −1, by which to multiply {@code count} elements from a place on. */
  static double of(double[] x, int from, int count) {
    double largest = 0;
    for (int i = from; i < from + count; i++) {
      largest = Math.max(largest, Math.abs(x[i]));
    }
    int i = from;
    while (i < from + count - 1 && 2 * Math.abs(x[i]) < largest) {
      i++;
    }
    return count > 0 && x[i] < 0 ? -1 : 1;
  }
}
