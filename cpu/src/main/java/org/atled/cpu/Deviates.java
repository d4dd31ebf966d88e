package org.atled.cpu;

import org.atled.core.expr.BoxMuller;
import org.atled.core.expr.Expression;
import org.atled.core.spi.Kernel.Draw;
import org.atled.core.spi.LoopCompiler.Step;

/** Makes numbers of the words of {@link PhiloxBlocks}, as {@link Draw} prescribes. */
final class Deviates {
  private static final int BLOCKS = PhiloxBlocks.BLOCKS;

  private final LoopCache loops;
  private final PhiloxBlocks blocks = new PhiloxBlocks();
  private final float[][] floats = new float[4][BLOCKS];
  private final double[][] doubles = new double[4][BLOCKS];

  Deviates(LoopCache loops) {
    this.loops = loops;
  }

  /** How many numbers a block gives. */
  static int perBlock(Object out) {
    return out instanceof float[] ? 4 : 2;
  }

  /** The blocks that are meant next; at most {@link PhiloxBlocks#BLOCKS}. */
  void compute(long key, int first, long row, int step, int count) {
    blocks.compute(key, first, (int) row, (int) (row >>> 32), step, count);
  }

  /** Stores the first n numbers of the blocks in {@code out[at …]}. */
  void store(Draw draw, int n, Object out, int at) {
    int perBlock = perBlock(out);
    int count = (n + perBlock - 1) / perBlock;
    switch (out) {
      case float[] numbers -> {
        if (draw == Draw.UNIFORM) {
          for (int word = 0; word < 4; word++) {
            uniform(blocks.words(word), floats[word], count);
          }
        } else {
          pairs(BoxMuller.FLOAT32, blocks.words(0), blocks.words(1), floats[0], floats[1], count);
          pairs(BoxMuller.FLOAT32, blocks.words(2), blocks.words(3), floats[2], floats[3], count);
        }
        interleave(floats, n, numbers, at);
      }
      case double[] numbers -> {
        uniform(blocks.words(0), blocks.words(1), doubles[0], count);
        uniform(blocks.words(2), blocks.words(3), doubles[1], count);
        if (draw == Draw.UNIFORM) {
          interleave(doubles[0], doubles[1], n, numbers, at);
        } else {
          complement(doubles[0], count);
          pairs(BoxMuller.FLOAT64, doubles[0], doubles[1], doubles[2], doubles[3], count);
          interleave(doubles[2], doubles[3], n, numbers, at);
        }
      }
      default -> throw new IllegalArgumentException("No draws of " + out.getClass());
    }
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

  private static void complement(double[] u, int count) {
    for (int i = 0; i < count; i++) {
      u[i] = 1 - u[i];
    }
  }

  private void pairs(Expression pair, Object a, Object b, Object even, Object odd, int count) {
    loops
        .get(pair, Step.ONE, Step.ONE, Step.ONE, Step.ONE)
        .run(
            new Object[] {a, b, even, odd},
            new int[4],
            new int[4],
            1,
            new int[] {1, 1, 1, 1},
            count);
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
