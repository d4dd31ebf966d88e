package org.atled.cpu;

/**
 * Some places along an axis with zeros around it: place t, below {@code length}, is the element
 * {@code first + step·t}, or 0 where there is none.
 *
 * @param size of the axis
 */
record PaddedRange(int length, int first, int step, int size) {
  /** The first place at which there is an element. */
  int from() {
    return Math.clamp(Math.ceilDiv(-first, step), 0, length);
  }

  /** At how many places there is one. */
  int count() {
    int end = Math.floorDiv(size - 1 - first, step) + 1;
    return Math.clamp(end, from(), length) - from();
  }

  /** The element at the first place that has one. */
  int element() {
    return first + step * from();
  }

  /** How many places at the end have none. */
  int trailing() {
    return length - from() - count();
  }
}
