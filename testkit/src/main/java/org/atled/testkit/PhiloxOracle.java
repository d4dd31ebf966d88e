package org.atled.testkit;

import java.math.BigInteger;
import org.atled.core.shape.Shape;

/**
 * Philox4x32-10 (Salmon, Moraes, Dror and Shaw 2011) written from the paper's round function on
 * whole numbers of any size, and the draws made from it.
 */
public final class PhiloxOracle {
  private static final BigInteger WORD = BigInteger.ONE.shiftLeft(32);
  private static final BigInteger M0 = BigInteger.valueOf(0xD2511F53L);
  private static final BigInteger M1 = BigInteger.valueOf(0xCD9E8D57L);
  private static final BigInteger W0 = BigInteger.valueOf(0x9E3779B9L);
  private static final BigInteger W1 = BigInteger.valueOf(0xBB67AE85L);

  private PhiloxOracle() {}

  /** The four words, each in [0, 2³²), of the block with this counter, lowest word first. */
  public static long[] block(long key, long... counter) {
    BigInteger[] x = new BigInteger[4];
    for (int i = 0; i < 4; i++) {
      x[i] = BigInteger.valueOf(counter[i] & 0xFFFFFFFFL);
    }
    BigInteger k0 = BigInteger.valueOf(key & 0xFFFFFFFFL);
    BigInteger k1 = BigInteger.valueOf(key >>> 32);
    for (int round = 0; round < 10; round++) {
      BigInteger[] p0 = M0.multiply(x[0]).divideAndRemainder(WORD);
      BigInteger[] p1 = M1.multiply(x[2]).divideAndRemainder(WORD);
      x = new BigInteger[] {p1[0].xor(x[1]).xor(k0), p1[1], p0[0].xor(x[3]).xor(k1), p0[1]};
      k0 = k0.add(W0).mod(WORD);
      k1 = k1.add(W1).mod(WORD);
    }
    return new long[] {x[0].longValue(), x[1].longValue(), x[2].longValue(), x[3].longValue()};
  }

  private static long word(long key, long row, long step, int element) {
    return block(key, element / 4, row & 0xFFFFFFFFL, row >>> 32, step)[element % 4];
  }

  /** A multiple of 2⁻²⁴ in [0, 1). */
  public static double uniform32(long key, long row, long step, int element) {
    return (word(key, row, step, element) >>> 8) / 16777216.0;
  }

  /** A multiple of 2⁻⁵³ in [0, 1). */
  public static double uniform64(long key, long row, long step, int element) {
    long high = word(key, row, step, 2 * element) >>> 5;
    long low = word(key, row, step, 2 * element + 1) >>> 6;
    return (high * 67108864.0 + low) / 9007199254740992.0;
  }

  /**
   * Box and Muller's normal from single words: 31 bits and a half of one, 24 bits of the next. The
   * uniform number and the angle are float32, as prescribed; what is made of them is not.
   */
  public static double normal32(long key, long row, long step, int element) {
    int even = element - element % 2;
    float high = word(key, row, step, even) >>> 1;
    float u = (float) ((high + 0.5) / 2147483648.0);
    float angle = (float) (uniform32(key, row, step, even + 1) * (float) (2 * Math.PI));
    return boxMuller(u, angle, element == even);
  }

  /** Box and Muller's normal from uniforms of 53 bits. */
  public static double normal64(long key, long row, long step, int element) {
    int even = element - element % 2;
    double u = 1 - uniform64(key, row, step, even);
    double v = uniform64(key, row, step, even + 1);
    return boxMuller(u, 2 * Math.PI * v, element == even);
  }

  private static double boxMuller(double u, double angle, boolean even) {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(u));
    return radius * (even ? StrictMath.cos(angle) : StrictMath.sin(angle));
  }

  /** One draw. */
  @FunctionalInterface
  public interface Draw {
    double at(long key, long row, long step, int element);
  }

  /** Draws for a shape whose elements are counted from its beginning. */
  public static Numbers draw(Draw draw, long key, long step, Shape shape) {
    return Numbers.of(shape, i -> draw.at(key, 0, step, i));
  }

  /** Draws for a shape whose elements are counted in each row, and whose rows have numbers. */
  public static Numbers draw(Draw draw, long key, long step, Numbers rows, Shape shape) {
    int inRow = shape.slice(1, shape.rank()).elements();
    return Numbers.of(shape, i -> draw.at(key, (long) rows.values()[i / inRow], step, i % inRow));
  }
}
