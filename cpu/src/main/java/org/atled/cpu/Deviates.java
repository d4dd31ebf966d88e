package org.atled.cpu;

import java.util.Optional;
import org.atled.core.spi.LoopCompiler.Loop;
import org.atled.core.spi.RandomKernel.Draw;

/** Draws the numbers of a row as {@link Draw} prescribes, some blocks at a time. */
final class Deviates {
  private static final int BLOCKS = PhiloxBlocks.BLOCKS;

  private final PhiloxBlocks blocks = new PhiloxBlocks();
  private final float[][] floats = new float[4][BLOCKS];
  private final double[][] doubles = new double[4][BLOCKS];

  /** The row of numbers that is meant: its key, its number, and the step. */
  record Row(long key, long number, int step) {}

  /** How many numbers a block gives. */
  private static int perBlock(Object out) {
    return out instanceof float[] ? 4 : 2;
  }

  /**
   * Stores elements {@code from} to {@code to − 1} in {@code out[at …]}.
   *
   * @param pairs for normal numbers the loop of {@link org.atled.core.expr.BoxMuller} for the type
   */
  void draw(Optional<Loop> pairs, Row row, int from, int to, Object out, int at) {
    int most = perBlock(out) * BLOCKS;
    for (int e = from; e < to; e += most) {
      int n = Math.min(most, to - e);
      int count = compute(row, e, n, out);
      int place = at + e - from;
      switch (out) {
        case float[] numbers -> store(pairs, count, n, numbers, place);
        case double[] numbers -> store(pairs, count, n, numbers, place);
        default -> throw new IllegalArgumentException("No draws of " + out.getClass());
      }
    }
  }

  private void store(Optional<Loop> pairs, int count, int n, float[] out, int at) {
    if (pairs.isPresent()) {
      run(pairs.get(), blocks.words(0), blocks.words(1), floats[0], floats[1], count);
      run(pairs.get(), blocks.words(2), blocks.words(3), floats[2], floats[3], count);
    } else {
      for (int word = 0; word < 4; word++) {
        uniform(blocks.words(word), floats[word], count);
      }
    }
    interleave(floats, n, out, at);
  }

  private void store(Optional<Loop> pairs, int count, int n, double[] out, int at) {
    uniform(blocks.words(0), blocks.words(1), doubles[0], count);
    uniform(blocks.words(2), blocks.words(3), doubles[1], count);
    if (pairs.isEmpty()) {
      interleave(doubles[0], doubles[1], n, out, at);
      return;
    }
    for (int i = 0; i < count; i++) {
      doubles[0][i] = 1 - doubles[0][i];
    }
    run(pairs.get(), doubles[0], doubles[1], doubles[2], doubles[3], count);
    interleave(doubles[2], doubles[3], n, out, at);
  }

  /** The words of n elements from this one on; gives the number of blocks. */
  private int compute(Row row, int element, int n, Object out) {
    int perBlock = perBlock(out);
    int count = Blocks.count(n, perBlock);
    int low = (int) row.number;
    int high = (int) (row.number >>> 32);
    blocks.compute(row.key, element / perBlock, low, high, row.step, count);
    return count;
  }

  private static void uniform(int[] words, float[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = (words[i] >>> 8) * 0x1p-24f;
    }
  }

  private static void uniform(int[] high, int[] low, double[] out, int count) {
    for (int i = 0; i < count; i++) {
      out[i] = (((long) (high[i] >>> 5) << 26) + (low[i] >>> 6)) * 0x1p-53;
    }
  }

  private static void run(Loop pairs, Object a, Object b, Object even, Object odd, int count) {
    Object[] arrays = {a, b, even, odd};
    pairs.run(arrays, new int[4], new int[4], 1, new int[] {1, 1, 1, 1}, count);
  }

  private static void interleave(float[][] from, int n, float[] out, int at) {
    int whole = n / 4;
    float[] a = from[0];
    float[] b = from[1];
    float[] c = from[2];
    float[] d = from[3];
    for (int i = 0; i < whole; i++) {
      int to = at + 4 * i;
      out[to] = a[i];
      out[to + 1] = b[i];
      out[to + 2] = c[i];
      out[to + 3] = d[i];
    }
    for (int i = 4 * whole; i < n; i++) {
      out[at + i] = from[i & 3][whole];
    }
  }

  private static void interleave(double[] even, double[] odd, int n, double[] out, int at) {
    int whole = n / 2;
    for (int i = 0; i < whole; i++) {
      out[at + 2 * i] = even[i];
      out[at + 2 * i + 1] = odd[i];
    }
    if (2 * whole < n) {
      out[at + 2 * whole] = even[whole];
    }
  }
}
