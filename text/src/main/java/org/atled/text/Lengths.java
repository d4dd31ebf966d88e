package org.atled.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;

/** How lines of different lengths share batches. */
final class Lengths {
  /** Lengths of batches are its multiples, so that few plans are made. */
  private static final int STEP = 8;

  /** Of so many batches the lines are sorted by length. */
  private static final int POOL = 16;

  private Lengths() {}

  /** How long a batch is, whose longest line has so many steps. */
  static int steps(int longest, int context) {
    return Math.min(context, Math.ceilDiv(Math.max(1, longest), STEP) * STEP);
  }

  /**
   * An order drawn by a seed, but that of each sixteen batches the lines are sorted by length, and
   * batches drawn again.
   */
  static int[] order(int[] lengths, Seed seed, int batchSize) {
    Draws draws = seed.draws();
    int[] drawn = draws.permutation(lengths.length);
    List<Integer> all = new ArrayList<>();
    long pool = (long) POOL * batchSize;
    for (long from = 0; from < drawn.length; from += pool) {
      Arrays.stream(drawn, (int) from, (int) Math.min(drawn.length, from + pool))
          .boxed()
          .sorted((a, b) -> Integer.compare(lengths[a], lengths[b]))
          .forEach(all::add);
    }
    int whole = drawn.length / batchSize;
    int[] batches = draws.permutation(whole);
    int[] order = new int[drawn.length];
    for (int i = 0; i < order.length; i++) {
      int batch = i / batchSize;
      int from = batch < whole ? batches[batch] : batch; // the last, if it has fewer, stays
      order[i] = all.get(from * batchSize + i % batchSize);
    }
    return order;
  }
}
