package org.atled.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;

/**
 * Cuts examples into parts at random: a function of the seed. One part to measure on and the others
 * to learn from are a {@link #split}; each in turn, a cross-validation.
 *
 * <pre>{@code
 * List<int[]> folds = KFolds.of(labels, 5, Seed.of(1));
 * for (int i = 0; i < 5; i++) {
 *   Split split = KFolds.split(all, folds, i);
 * }
 * }</pre>
 */
public final class KFolds {
  private KFolds() {}

  /**
   * Parts of sizes that differ by at most one, and so do the numbers of examples of one class.
   *
   * @param classes of the examples; all equal where there are none
   * @return in each part the numbers of examples, ascending
   * @throws ArgumentException if there are fewer than 2 parts, or fewer examples than parts
   */
  public static List<int[]> of(long[] classes, int parts, Seed seed) {
    check(classes.length, "examples", parts);
    int[] dealt = byClass(seed.at("folds").draws().permutation(classes.length), classes);
    List<int[]> folds = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      int[] fold = new int[Math.ceilDiv(dealt.length - part, parts)];
      for (int i = 0; i < fold.length; i++) {
        fold[i] = dealt[i * parts + part];
      }
      Arrays.sort(fold);
      folds.add(fold);
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
   * Parts that hold groups whole, such as all examples of one patient: groups at random, great ones
   * first, each into the part that is smallest.
   *
   * @param groups of the examples
   * @return in each part the numbers of examples, ascending
   * @throws ArgumentException if there are fewer than 2 parts, or fewer groups than parts
   */
  public static List<int[]> ofGroups(List<?> groups, int parts, Seed seed) {
    Map<Object, List<Integer>> named = new LinkedHashMap<>();
    for (int i = 0; i < groups.size(); i++) {
      named.computeIfAbsent(groups.get(i), _ -> new ArrayList<>()).add(i);
    }
    check(named.size(), "groups", parts);
    List<List<Integer>> whole = List.copyOf(named.values());
    List<List<Integer>> dealt = new ArrayList<>();
    Arrays.stream(seed.at("folds").draws().permutation(whole.size()))
        .forEach(i -> dealt.add(whole.get(i)));
    // A stable sort: groups of one size stay at random.
    dealt.sort(Comparator.comparingInt((List<Integer> group) -> group.size()).reversed());
    List<List<Integer>> folds = new ArrayList<>();
    for (int part = 0; part < parts; part++) {
      folds.add(new ArrayList<>());
    }
    for (List<Integer> group : dealt) {
      Collections.min(folds, Comparator.comparingInt(List::size)).addAll(group);
    }
    return folds.stream().map(fold -> fold.stream().mapToInt(i -> i).sorted().toArray()).toList();
  }

  private static void check(int count, String what, int parts) {
    if (parts < 2 || count < parts) {
      throw new ArgumentException(
          "KFolds: %s %s cannot be cut into %s parts; take at least 2 and at most as many as there are."
              .formatted(count, what, parts));
    }
  }

  /**
   * One part to measure on, the others to learn from.
   *
   * @param test which
   */
  public static Split split(Dataset all, List<int[]> folds, int test) {
    List<int[]> others = new ArrayList<>(folds);
    others.remove(test);
    int[] train = others.stream().flatMapToInt(Arrays::stream).sorted().toArray();
    return new Split(new Subset(all, train), new Subset(all, folds.get(test)));
  }
}
