package org.atled.core.expr;

/**
 * What {@link Primitive#FOLD_SINE} and {@link Primitive#FOLD_COSINE} compute: great angles brought
 * back to [−π/2, π/2] with all their digits, which takes as many digits of 1/π as the angle is
 * great.
 *
 * <p>Payne and Hanek, <i>Radian Reduction for Trigonometric Functions</i>, 1983: of m·2ᵉ/π with a
 * whole m only the part below 2 matters, and bits of 1/π before 2^(1−e) give multiples of 2. 192
 * bits from there leave an error below 2⁻¹³⁷, where no double that is not 0 comes nearer to a
 * multiple of π/2 than some 2⁻⁶¹.
 */
public final class Folding {
  /** So far the loops' own reduction is exact enough, and an angle is left as it is. */
  public static final float NEAR32 = 0x1p18f;

  public static final double NEAR64 = 0x1p49;

  /** 64 zeros, then the bits of 1/π behind the point. */
  private static final long[] INVERSE_PI = {
    0L,
    0x517cc1b727220a94L,
    0xfe13abe8fa9a6ee0L,
    0x6db14acc9e21c820L,
    0xff28b1d5ef5de2b0L,
    0xdb92371d2126e970L,
    0x0324977504e8c90eL,
    0x7f0ef58e5894d39fL,
    0x74411afa975da242L,
    0x74ce38135a2fbf20L,
    0x9cc8eb1cc1a99cfaL,
    0x4e422fc5defc941dL,
    0x8ffc4bffef02cc07L,
    0xf79788c5ad05368fL,
    0xb69b3f6793e584dbL,
    0xa7a31fb34f2ff516L,
    0xba93dd63f5f2f8bdL,
    0x9e839cfbc5294975L,
    0x35fdafd88fc6ae84L,
    0x2b0198237e3db5d5L
  };

  private static final double PI = 3.141592653589793;
  private static final double PI_LOW = 1.2246467991473532e-16;

  private Folding() {}

  /** The angle in [−π/2, π/2] whose sine is sin x, for |x| &gt; 2¹⁸; x itself up to there. */
  public static float sine(float x) {
    return Math.abs(x) > NEAR32 ? (float) far(x, false) : x;
  }

  /** The angle in [−π/2, π/2] whose sine is sin x, for |x| &gt; 2⁴⁹; x itself up to there. */
  public static double sine(double x) {
    return Math.abs(x) > NEAR64 ? far(x, false) : x;
  }

  /** The angle in [−π/2, π/2] whose sine is cos x, for |x| &gt; 2¹⁸; x itself up to there. */
  public static float cosine(float x) {
    return Math.abs(x) > NEAR32 ? (float) far(x, true) : x;
  }

  /** The angle in [−π/2, π/2] whose sine is cos x, for |x| &gt; 2⁴⁹; x itself up to there. */
  public static double cosine(double x) {
    return Math.abs(x) > NEAR64 ? far(x, true) : x;
  }

  private static double far(double x, boolean cosine) {
    if (Double.isInfinite(x)) {
      return Double.NaN;
    }
    double a = Math.abs(x);
    int e = Math.getExponent(a) - 52;
    long m = (Double.doubleToRawLongBits(a) & ((1L << 52) - 1)) | (1L << 52);
    int first = e - 1 + 64;
    long w0 = word(first + 128);
    long w1 = word(first + 64);
    long w2 = word(first);
    // a/π modulo 2 in 192 bits, of which the first is worth 1.
    long low = m * w0;
    long carry = Math.unsignedMultiplyHigh(m, w0);
    long middle = m * w1 + carry;
    long high =
        m * w2
            + Math.unsignedMultiplyHigh(m, w1)
            + (Long.compareUnsigned(middle, carry) < 0 ? 1 : 0);
    if (cosine) {
      high += 1L << 62; // cos πf = sin π(f + ½)
    }
    boolean odd = (high ^ (high << 1)) < 0;
    boolean negative = high < 0;
    // As a number f in [−1, 1) its sine is that of ±1 − f where |f| > ½, so |f| or 1 − |f| counts.
    if (negative) {
      low = -low;
      middle = ~middle + (low == 0 ? 1 : 0);
      high = ~high + (low == 0 && middle == 0 ? 1 : 0);
    }
    if (odd) {
      low = -low;
      middle = ~middle + (low == 0 ? 1 : 0);
      high = (1L << 63) + ~high + (low == 0 && middle == 0 ? 1 : 0);
    }
    double angle = timesPi(high, middle, low);
    return negative != (!cosine && x < 0) ? -angle : angle;
  }

  /** 64 bits of 1/π from a place. */
  private static long word(int from) {
    int word = from >> 6;
    int shift = from & 63;
    return shift == 0
        ? INVERSE_PI[word]
        : (INVERSE_PI[word] << shift) | (INVERSE_PI[word + 1] >>> (64 - shift));
  }

  /** π times a number of 192 bits, of which the first is worth 1; rounded to a double. */
  private static double timesPi(long high, long middle, long low) {
    int zeros = high != 0 ? Long.numberOfLeadingZeros(high) : 64;
    long first = zeros == 64 ? middle : shifted(high, middle, zeros);
    long second = zeros == 64 ? low : shifted(middle, low, zeros);
    double most = (double) (first >>> 11);
    double rest = (double) (((first << 53) >>> 1) | (second >>> 12)) * 0x1p-63;
    double product = most * PI;
    double lost = Math.fma(most, PI, -product) + (most * PI_LOW + rest * PI);
    return (product + lost) * Math.scalb(1.0, -52 - zeros);
  }

  private static long shifted(long high, long low, int bits) {
    return bits == 0 ? high : (high << bits) | (low >>> (64 - bits));
  }
}
