package org.atled.cpu;

import java.util.Arrays;
import org.atled.core.random.Philox;

/**
 * Many neighbouring blocks of {@link Philox} at once: the same numbers, but word by word over all
 * blocks, in loops that HotSpot vectorises. Meanwhile words are held as the low half of a long, so
 * that the products need no conversion.
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
  private final int[][] words = new int[4][BLOCKS];

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
    narrow(word0, words[0], count);
    narrow(word1, words[1], count);
    narrow(word2, words[2], count);
    narrow(word3, words[3], count);
  }

  private static void narrow(long[] from, int[] to, int count) {
    for (int i = 0; i < count; i++) {
      to[i] = (int) from[i];
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

  /**
   * This word, 0 … 3, of every block that was computed, in the order of the blocks; the next call
   * of {@link #compute} overwrites it.
   */
  int[] words(int word) {
    return words[word];
  }
}
