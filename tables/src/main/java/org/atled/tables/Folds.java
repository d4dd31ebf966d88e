package org.atled.tables;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.atled.core.error.ArgumentException;
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
    int[] dealt = byClass(order, classes);
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

  /** Sorts by class; within one the order stays random. */
  private static int[] byClass(int[] order, long[] classes) {
    long[] known = Arrays.stream(classes).distinct().sorted().toArray();
    int[] ends = new int[known.length + 1];
    for (long one : classes) {
      ends[Arrays.binarySearch(known, one) + 1]++;
    }
    for (int i = 1; i < ends.length; i++) {
      ends[i] += ends[i - 1];
    }
    int[] sorted = new int[order.length];
    for (int i : order) {
      sorted[ends[Arrays.binarySearch(known, classes[i])]++] = i;
    }
    return sorted;
  }

  /**
   * Parts that hold rows whole that agree in a column: groups at random, great ones first, each
   * into the part that is smallest.
   *
   * @return in each part the rows in ascending order
   * @throws ArgumentException if there are fewer groups than parts
   */
  static int[][] ofGroups(Table table, int[] rows, Column column, int parts, Seed seed) {
    Map<String, List<Integer>> named = new LinkedHashMap<>();
    for (int row : rows) {
      // As it stands in the file, however the column is learned. Nothing is a group of its own.
      String text = column.text(row);
      String name = Missing.isUsually(text) ? "\n" + row : text;
      named.computeIfAbsent(name, _ -> new ArrayList<>()).add(row);
    }
    List<List<Integer>> groups = List.copyOf(named.values());
    if (groups.size() < parts) {
      throw new ArgumentException(
          table.file()
              + ": "
              + column.title()
              + " tells "
              + (groups.size() == 1 ? "1 group" : groups.size() + " groups")
              + ", which cannot be cut into "
              + parts
              + " parts; take fewer parts, or another column.");
    }
    int[] order = seed.at("folds").draws().permutation(groups.size());
    List<List<Integer>> dealt = new ArrayList<>();
    Arrays.stream(order).forEach(i -> dealt.add(groups.get(i)));
    // A stable sort: groups of one size stay at random.
    dealt.sort(Comparator.comparingInt((List<Integer> group) -> group.size()).reversed());
    List<List<Integer>> folds = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      folds.add(new ArrayList<>());
    }
    for (List<Integer> group : dealt) {
      Collections.min(folds, Comparator.comparingInt(List::size)).addAll(group);
    }
    return folds.stream()
        .map(fold -> fold.stream().mapToInt(i -> i).sorted().toArray())
        .toArray(int[][]::new);
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
