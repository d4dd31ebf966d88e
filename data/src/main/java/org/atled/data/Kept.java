package org.atled.data;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.atled.core.random.Seed;

/** Which examples of a class are kept to measure on. */
public final class Kept {
  private static final int PARTS = 5;

  private Kept() {}

  /**
   * A fifth, at least one of two.
   *
   * @param count examples of the class
   */
  public static Set<Integer> of(int count, Seed seed) {
    int kept = count < 2 ? 0 : Math.max(1, Math.ceilDiv(count - PARTS / 2, PARTS));
    Set<Integer> chosen = new HashSet<>();
    Arrays.stream(seed.draws().permutation(count)).limit(kept).forEach(chosen::add);
    return chosen;
  }
}
