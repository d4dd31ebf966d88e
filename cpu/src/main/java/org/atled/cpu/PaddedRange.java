package org.atled.cpu;

/**
 * Some places along an axis with zeros around it.
 *
 * @param from the first place at which there is an element
 * @param count at how many places there is one
 * @param element the one at the first of them
 * @param step from it to that of the next place
 */
record PaddedRange(int length, int from, int count, int element, int step) {
  /**
   * Place t, below {@code length}, is the element {@code first + step·t}, or 0 where there is none.
   *
   * @param size of the axis
   */
  static PaddedRange of(int length, int first, int step, int size) {
    int from = Math.clamp(Math.ceilDiv(-first, step), 0, length);
    int end = Math.clamp(Math.floorDiv(size - 1 - first, step) + 1, from, length);
    return new PaddedRange(length, from, end - from, first + step * from, step);
  }

  /** How many places at the end have none. */
  int trailing() {
    return length - from - count;
  }
}
