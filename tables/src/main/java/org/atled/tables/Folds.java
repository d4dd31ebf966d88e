package org.atled.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.data.KFolds;

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
    return at(rows, KFolds.of(classes, parts, seed));
  }

  private static int[][] at(int[] rows, List<int[]> folds) {
    return folds.stream()
        .map(fold -> Arrays.stream(fold).map(i -> rows[i]).sorted().toArray())
        .toArray(int[][]::new);
  }

  /**
   * Parts that hold rows whole that agree in a column: groups at random, great ones first, each
   * into the part that is smallest.
   *
   * @return in each part the rows in ascending order
   * @throws ArgumentException if there are fewer groups than parts
   */
  static int[][] ofGroups(Table table, int[] rows, Column column, int parts, Seed seed) {
    List<String> groups = new ArrayList<>();
    for (int row : rows) {
      // As it stands in the file, however the column is learned. Nothing is a group of its own.
      String text = column.text(row);
      groups.add(Missing.isUsually(text) ? "\n" + row : text);
    }
    long count = groups.stream().distinct().count();
    if (count < parts) {
      throw new ArgumentException(
          table.file()
              + ": "
              + column.title()
              + " tells "
              + (count == 1 ? "1 group" : count + " groups")
              + ", which cannot be cut into "
              + parts
              + " parts; take fewer parts, or another column.");
    }
    return at(rows, KFolds.ofGroups(groups, parts, seed));
  }

  /**
   * Which part is nearest to an equal share of all rows; of several a function of the seed.
   *
   * @return its index
   */
  static int nearest(List<int[]> folds, Seed seed) {
    long parts = folds.size();
    long rows = folds.stream().mapToLong(fold -> fold.length).sum();
    return Arrays.stream(seed.at("held out").draws().permutation(folds.size()))
        .boxed()
        .min(Comparator.comparingLong(i -> Math.abs(parts * folds.get(i).length - rows)))
        .orElseThrow();
  }
}
