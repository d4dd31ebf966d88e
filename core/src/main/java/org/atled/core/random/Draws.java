package org.atled.core.random;

import org.atled.core.error.ArgumentException;

/**
 * Draws one after another from a seed, for host code whose order is fixed anyway. Not thread-safe;
 * make one for each place with {@link Seed#at(String)}.
 */
public final class Draws {
  private final long key;
  private final int[] words = new int[4];
  private long blocks;
  private int used = 4;

  Draws(long key) {
    this.key = key;
  }

  /** 32 random bits. */
  public int bits() {
    if (used == 4) {
      words[0] = (int) blocks;
      words[1] = (int) (blocks >>> 32);
      words[2] = 0;
      words[3] = 0x64726177;
      Philox.block(key, words);
      blocks++;
      used = 0;
    }
    return words[used++];
  }

  /** Uniform in [0, 1), a multiple of 2⁻⁵³. */
  public double uniform() {
    long high = Integer.toUnsignedLong(bits()) >>> 5;
    long low = Integer.toUnsignedLong(bits()) >>> 6;
    return ((high << 26) + low) * 0x1p-53;
  }

  /**
   * Uniform in [from, to); {@code from} if they are equal.
   *
   * @throws ArgumentException if {@code from} is greater, or the range is not finite
   */
  public double uniform(double from, double to) {
    if (!(from <= to && Double.isFinite(to - from))) {
      throw new ArgumentException(
          "uniform from " + from + " to " + to + ": takes finite bounds, the lower one first.");
    }
    double x = from + (to - from) * uniform();
    // Rounding may reach the upper bound, which is not meant to be drawn.
    return x < to ? x : Math.max(from, Math.nextDown(to));
  }

  /** Standard normal, by Box and Muller (1958); one of the pair is dropped. */
  public double normal() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
    return radius * StrictMath.cos(2 * Math.PI * uniform());
  }

  /**
   * Uniform in 0 … bound − 1, without bias: Lemire, "Fast random integer generation", 2019.
   *
   * @throws ArgumentException if there is no such number
   */
  public int below(int bound) {
    if (bound < 1) {
      throw new ArgumentException("below " + bound + ": takes a bound of 1 or more.");
    }
    long product = Integer.toUnsignedLong(bits()) * bound;
    long low = product & 0xFFFFFFFFL;
    if (low < bound) {
      long threshold = (0x1_0000_0000L - bound) % bound;
      while (low < threshold) {
        product = Integer.toUnsignedLong(bits()) * bound;
        low = product & 0xFFFFFFFFL;
      }
    }
    return (int) (product >>> 32);
  }

  /**
   * The numbers 0 … n − 1 in random order: Fisher and Yates as in Knuth, TAOCP 2, 3.4.2 P.
   *
   * @throws ArgumentException if n is negative
   */
  public int[] permutation(int n) {
    if (n < 0) {
      throw new ArgumentException("permutation of " + n + " numbers: takes 0 or more.");
    }
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      int j = below(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}
