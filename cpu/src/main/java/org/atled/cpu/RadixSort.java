package org.atled.cpu;

import java.util.Arrays;

/**
 * Sorts longs by their upper halves, where the lower ones hold what they stand for; stable. A byte
 * at a time, the least significant first: each thread counts the bytes of a range, and then moves
 * the range to where, by all counts, it belongs. So the result does not depend on the ranges.
 */
final class RadixSort {
  /** Fewer are sorted faster by comparing. */
  private static final int LEAST = 1 << 9;

  /** Element operations that it takes to count one and to move it. */
  private static final long COST = 8;

  private static final int BITS = 8;
  private static final int VALUES = 1 << BITS;

  private RadixSort() {}

  /**
   * Sorts the first so many.
   *
   * @param longs whose lower halves, seen as non-negative, ascend; overwritten
   * @param other as long an array; overwritten
   * @return the one of the two in which they are sorted
   */
  static long[] sort(long[] longs, long[] other, int n, ParallelLoops parallel) {
    if (n < LEAST) {
      Arrays.sort(longs, 0, n); // no two are equal
      return longs;
    }
    long work = COST * n;
    int parts = parallel.parts(n, work);
    int[][] counts = new int[parts][VALUES];
    long[] from = longs;
    long[] to = other;
    for (int shift = Integer.SIZE; shift < Long.SIZE; shift += BITS) {
      long[] in = from;
      long[] out = to;
      int byWhich = shift;
      parallel.each(
          parts,
          work,
          p -> count(in, begin(n, p, parts), begin(n, p + 1, parts), byWhich, counts[p]));
      if (toPlaces(counts, n)) {
        continue; // they all have the same byte there
      }
      parallel.each(
          parts,
          work,
          p -> move(in, begin(n, p, parts), begin(n, p + 1, parts), byWhich, counts[p], out));
      from = out;
      to = in;
    }
    return from;
  }

  private static int begin(int n, int part, int parts) {
    return (int) ((long) n * part / parts);
  }

  private static void count(long[] in, int from, int to, int shift, int[] counts) {
    Arrays.fill(counts, 0);
    for (int i = from; i < to; i++) {
      counts[digit(in[i], shift)]++;
    }
  }

  /** Makes counts the places where each part puts its first element; whether one value has all. */
  private static boolean toPlaces(int[][] counts, int n) {
    int place = 0;
    for (int value = 0; value < VALUES; value++) {
      int before = place;
      for (int[] part : counts) {
        int count = part[value];
        part[value] = place;
        place += count;
      }
      if (place - before == n) {
        return true;
      }
    }
    return false;
  }

  private static void move(long[] in, int from, int to, int shift, int[] places, long[] out) {
    for (int i = from; i < to; i++) {
      out[places[digit(in[i], shift)]++] = in[i];
    }
  }

  /** A byte; negative numbers come first. */
  private static int digit(long x, int shift) {
    return (int) ((x ^ Long.MIN_VALUE) >>> shift) & (VALUES - 1);
  }
}
