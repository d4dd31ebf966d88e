package org.atled.cpu;

import java.util.Arrays;
import org.atled.core.random.Philox;

/**
 * Many neighbouring blocks of {@link Philox} at once: the same numbers, but word by word over all
 * blocks, in loops that HotSpot vectorises. Words are held as the low half of a long, so that the
 * products need no conversion.
 */
final class PhiloxBlocks {
  /** Blocks at once: four words of each fit the first cache. */
  static final int BLOCKS = 256;

  private static final long M0 = 0xD2511F53L;
  private static final long M1 = 0xCD9E8D57L;
  private static final int W0 = 0x9E3779B9;
  private static final int W1 = 0xBB67AE85;
  private static final int ROUNDS = 10;
  private static final long LOW = 0xFFFFFFFFL;

  private final long[] word0 = new long[BLOCKS];
  private final long[] word1 = new long[BLOCKS];
  private final long[] word2 = new long[BLOCKS];
  private final long[] word3 = new long[BLOCKS];

  /**
   * Computes the blocks whose counters are {@code (first + i, c1, c2, c3)} for i below {@code
   * count}, at most {@link #BLOCKS}.
   */
  void compute(long key, int first, int c1, int c2, int c3, int count) {
    for (int i = 0; i < count; i++) {
      word0[i] = (first + i) & LOW;
    }
    Arrays.fill(word1, 0, count, c1 & LOW);
    Arrays.fill(word2, 0, count, c2 & LOW);
    Arrays.fill(word3, 0, count, c3 & LOW);
    int k0 = (int) key;
    int k1 = (int) (key >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      round(word0, word1, word2, word3, k0 & LOW, k1 & LOW, count);
      k0 += W0;
      k1 += W1;
    }
  }

  private static void round(
      long[] c0, long[] c1, long[] c2, long[] c3, long k0, long k1, int count) {
    for (int i = 0; i < count; i++) {
      long p0 = M0 * c0[i];
      long p1 = M1 * c2[i];
      long n0 = (p1 >>> 32) ^ c1[i] ^ k0;
      long n2 = (p0 >>> 32) ^ c3[i] ^ k1;
      c0[i] = n0;
      c1[i] = p1 & LOW;
      c2[i] = n2;
      c3[i] = p0 & LOW;
    }
  }

  /** Word {@code n mod 4} of the block {@code n div 4} after the first that was computed. */
  int word(int n) {
    long[] words =
        switch (n & 3) {
          case 0 -> word0;
          case 1 -> word1;
          case 2 -> word2;
          default -> word3;
        };
    return (int) words[n >> 2];
  }

  /** The first {@code count} words as multiples of 2⁻²⁴ in [0, 1). */
  void uniform(float[] out, int at, int count) {
    int whole = count / 4;
    for (int i = 0; i < whole; i++) {
      int to = at + 4 * i;
      out[to] = (int) (word0[i] >>> 8) * 0x1p-24f;
      out[to + 1] = (int) (word1[i] >>> 8) * 0x1p-24f;
      out[to + 2] = (int) (word2[i] >>> 8) * 0x1p-24f;
      out[to + 3] = (int) (word3[i] >>> 8) * 0x1p-24f;
    }
    for (int i = 4 * whole; i < count; i++) {
      out[at + i] = (word(i) >>> 8) * 0x1p-24f;
    }
  }

  /**
   * Words 2n and 2n + 1 as a multiple of 2⁻⁵³ in [0, 1): the high 27 bits of the first and the high
   * 26 of the second.
   */
  double uniform(int n) {
    int high = word(2 * n) >>> 5;
    int low = word(2 * n + 1) >>> 6;
    return (((long) high << 26) + low) * 0x1p-53;
  }
}
