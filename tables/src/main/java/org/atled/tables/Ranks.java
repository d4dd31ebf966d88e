package org.atled.tables;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** Puts numbers where they would stand if all were sorted, but sorts no others. */
final class Ranks {
  private static final int FEW = 24;
  private static final int RANGES = 1 << 12;

  private Ranks() {}

  /**
   * What would stand at these places if the numbers of rows were in order. They are counted in
   * equal ranges, of which only those that hold a place are looked at again.
   *
   * @param number of a row, NaN if it has none
   * @param count how many rows have one
   * @param ranks ascending
   */
  static double[] at(int[] rows, IntToDoubleFunction number, int count, int[] ranks) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (int row : rows) {
      double value = number.applyAsDouble(row);
      least = value < least ? value : least;
      greatest = value > greatest ? value : greatest;
    }
    double scale = (RANGES - 1) / (greatest - least);
    if (count < RANGES || !(scale > 0) || !Double.isFinite(scale)) {
      double[] all =
          Arrays.stream(rows)
              .mapToDouble(number::applyAsDouble)
              .filter(value -> !Double.isNaN(value))
              .toArray();
      place(all, count, ranks);
      return Arrays.stream(ranks).mapToDouble(rank -> all[rank]).toArray();
    }
    int[] ends = new int[RANGES];
    for (int row : rows) {
      double value = number.applyAsDouble(row);
      if (!Double.isNaN(value)) {
        ends[(int) ((value - least) * scale)]++;
      }
    }
    for (int i = 1; i < RANGES; i++) {
      ends[i] += ends[i - 1];
    }
    boolean[] wanted = new boolean[RANGES];
    int[] places = new int[ranks.length];
    int size = 0;
    for (int i = 0; i < ranks.length; i++) {
      int range = above(ends, ranks[i]);
      int before = range == 0 ? 0 : ends[range - 1];
      int length = ends[range] - before;
      size += wanted[range] ? 0 : length;
      wanted[range] = true;
      places[i] = size - length + ranks[i] - before;
    }
    double[] some = new double[size];
    int taken = 0;
    for (int row : rows) {
      double value = number.applyAsDouble(row);
      if (!Double.isNaN(value) && wanted[(int) ((value - least) * scale)]) {
        some[taken++] = value;
      }
    }
    place(some, size, places);
    return Arrays.stream(places).mapToDouble(place -> some[place]).toArray();
  }

  /** The first range that ends above a place. */
  private static int above(int[] ends, int rank) {
    int low = 0;
    int high = ends.length - 1;
    while (low < high) {
      int middle = (low + high) / 2;
      if (ends[middle] > rank) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

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
