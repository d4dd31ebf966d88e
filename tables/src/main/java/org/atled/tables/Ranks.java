package org.atled.tables;

import java.util.Arrays;

/** Puts numbers where they would stand if all were sorted, but sorts no others. */
final class Ranks {
  private static final int FEW = 24;

  private Ranks() {}

  /**
   * Moves the numbers so that at each of these places stands what would stand there in order. As
   * quicksort, but only where a place is wanted (Hoare, "Algorithm 65: Find", 1961).
   *
   * @param count how many numbers there are, none of them NaN
   * @param ranks ascending
   */
  static void place(double[] numbers, int count, int[] ranks) {
    place(numbers, 0, count - 1, ranks, 0, ranks.length);
  }

  private static void place(double[] all, int low, int high, int[] ranks, int from, int to) {
    int left = low;
    int right = high;
    int first = from;
    int last = to;
    while (first < last && left < right) {
      if (right - left < FEW) {
        Arrays.sort(all, left, right + 1);
        return;
      }
      double pivot = middle(all, left, right);
      int i = left;
      int j = right;
      while (i <= j) {
        while (all[i] < pivot) {
          i++;
        }
        while (all[j] > pivot) {
          j--;
        }
        if (i <= j) {
          double moved = all[i];
          all[i++] = all[j];
          all[j--] = moved;
        }
      }
      int lower = first;
      while (lower < last && ranks[lower] <= j) {
        lower++;
      }
      place(all, left, j, ranks, first, lower);
      first = lower;
      while (first < last && ranks[first] < i) {
        first++;
      }
      left = i;
    }
  }

  /** The middle one of nine, or near it: of three middle ones of three. */
  private static double middle(double[] all, int low, int high) {
    int step = (high - low) / 8;
    return middle(
        middle(all[low], all[low + step], all[low + 2 * step]),
        middle(all[low + 3 * step], all[low + 4 * step], all[low + 5 * step]),
        middle(all[low + 6 * step], all[low + 7 * step], all[high]));
  }

  private static double middle(double a, double b, double c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
