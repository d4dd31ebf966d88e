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

  /** Exponential with mean 1: −ln u. */
  public double exponential() {
    return -StrictMath.log(1 - uniform());
  }

  /**
   * Standard normal given that it is from {@code from} to {@code to}, by rejection as Robert,
   * "Simulation of truncated normal variables", 1995: in a tail from exponential draws, over a
   * short range from uniform ones, else from normal ones. At most a few draws are rejected.
   *
   * @throws ArgumentException if the bounds do not ascend
   */
  public double truncatedNormal(double from, double to) {
    if (!(from < to)) {
      throw new ArgumentException(
          "a normal number from " + from + " to " + to + ": takes bounds that ascend.");
    }
    if (from < 0 && to <= 0) {
      return -truncatedNormal(-to, -from);
    }
    double nearest = Math.max(from, 0);
    boolean isShort = to - from < Math.min(2, 1 / nearest);
    while (true) {
      double x;
      double accepted;
      if (isShort) {
        x = uniform(from, to);
        accepted = StrictMath.exp((nearest - x) * (nearest + x) / 2);
      } else if (from > 0.5) {
        double rate = (from + Math.sqrt(from * from + 4)) / 2;
        x = from + exponential() / rate;
        accepted = StrictMath.exp(-(x - rate) * (x - rate) / 2);
      } else {
        x = normal();
        accepted = x >= from ? 1 : 0;
      }
      if (x <= to && uniform() < accepted) {
        return x;
      }
    }
  }

  /**
   * Gamma-distributed with scale 1: Marsaglia and Tsang, "A simple method for generating gamma
   * variables", 2000; below a shape of 1 by u^(1/shape).
   *
   * @param shape positive; the mean and the variance
   */
  public double gamma(double shape) {
    if (!(shape > 0 && shape < Double.POSITIVE_INFINITY)) {
      throw new ArgumentException(
          "gamma of shape " + shape + ": takes a shape that is positive and finite.");
    }
    if (shape < 1) {
      return gamma(shape + 1) * StrictMath.pow(1 - uniform(), 1 / shape);
    }
    double d = shape - 1.0 / 3;
    double c = 1 / Math.sqrt(9 * d);
    while (true) {
      double x = normal();
      double v = 1 + c * x;
      v = v * v * v;
      double u = 1 - uniform();
      if (v > 0 && StrictMath.log(u) < x * x / 2 + d - d * v + d * StrictMath.log(v)) {
        return d * v;
      }
    }
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
