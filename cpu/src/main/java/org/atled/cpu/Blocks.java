package org.atled.cpu;

/**
 * A length cut into blocks of one size, the last one perhaps shorter. Lengths may come close to
 * 2³¹, where rounding up before dividing, or stepping past the end, would wrap round.
 */
final class Blocks {
  private Blocks() {}

  /** How many blocks there are; length and size are at least 1. */
  static int count(int length, int size) {
    return (length - 1) / size + 1;
  }

  /** Where the block that begins at {@code from} ends; from is below the length. */
  static int end(int from, int size, int length) {
    return from + Math.min(size, length - from);
  }
}
