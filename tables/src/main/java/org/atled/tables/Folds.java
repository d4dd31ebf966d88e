package org.atled.tables;

import java.util.Arrays;
import java.util.Comparator;
import org.atled.core.random.Seed;

/** Cuts rows into parts of nearly equal size, at random and evenly in every class. */
final class Folds {
  private Folds() {}

  /**
   * The parts; sizes differ by at most one, and so do the numbers of rows of one class.
   *
   * @param rows the rows to cut
   * @param classes the class of each of them; all equal where there are none
   * @return in each part the rows in ascending order
   */
  static int[][] of(int[] rows, long[] classes, int parts, Seed seed) {
    int[] order = seed.at("folds").draws().permutation(rows.length);
    Integer[] dealt = Arrays.stream(order).boxed().toArray(Integer[]::new);
    // A stable sort: within a class the order stays random.
    Arrays.sort(dealt, Comparator.comparingLong(i -> classes[i]));
    int[][] folds = new int[parts][];
    for (int part = 0; part < parts; part++) {
      int[] fold = new int[Math.ceilDiv(rows.length - part, parts)];
      for (int i = 0; i < fold.length; i++) {
        fold[i] = rows[dealt[i * parts + part]];
      }
      Arrays.sort(fold);
      folds[part] = fold;
    }
    return folds;
  }
}
