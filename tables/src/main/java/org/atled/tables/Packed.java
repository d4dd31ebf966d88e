package org.atled.tables;

/**
 * A value in 64 bits, from which its text comes back character by character: a number as programs
 * write it, {@code -12.50}, by sign, digits and how many of these are decimals; or a text of at
 * most 7 characters of Latin-1. The rest has no place here.
 */
final class Packed {
  /** What does not go into 64 bits. */
  static final long NONE = -1;

  /** Nothing. */
  static final long EMPTY = 1L << 63;

  private static final int MOST_DIGITS = 17;

  /** More than all numbers of so many digits, and below 2^57. */
  static final long TOO_GREAT = 100_000_000_000_000_000L;

  private static final int MOST_DECIMALS = 22;
  private static final int SCALE_AT = 57;
  private static final int SIGN_AT = 62;
  private static final long SIGN = 1L << SIGN_AT;
  private static final long DIGITS = (1L << SCALE_AT) - 1;

  /** All whole numbers up to it are doubles. */
  static final long EXACT = 1L << 53;

  private static final int LONGEST = 7;
  private static final int LENGTH_AT = 56;

  private static final double[] POWERS = powers();

  private Packed() {}

  private static double[] powers() {
    double[] powers = new double[MOST_DECIMALS + 1];
    powers[0] = 1;
    for (int i = 1; i < powers.length; i++) {
      powers[i] = powers[i - 1] * 10; // exact: 5^22 has 52 bits
    }
    return powers;
  }

  /** Packs characters. */
  static long of(char[] text, int from, int to) {
    long number = number(text, from, to);
    return number >= 0 ? number : text(text, from, to);
  }

  private static long number(char[] text, int from, int to) {
    int at = from;
    boolean negative = at < to && text[at] == '-';
    at += negative ? 1 : 0;
    int first = at;
    long digits = 0;
    int point = -1;
    for (; at < to; at++) {
      int digit = text[at] - '0';
      if (digit >= 0 && digit <= 9) {
        if (digits >= TOO_GREAT / 10) {
          return NONE;
        }
        digits = digits * 10 + digit;
      } else if (digit == '.' - '0' && point < 0) {
        point = at;
      } else {
        return NONE;
      }
    }
    int whole = (point < 0 ? to : point) - first;
    int decimals = point < 0 ? 0 : to - point - 1;
    boolean plain =
        whole > 0
            && (whole == 1 || text[first] != '0')
            && (point < 0 || decimals > 0)
            && decimals <= MOST_DECIMALS;
    return plain ? of(negative ? 1 : 0, digits, decimals) : NONE;
  }

  /**
   * Packs a number.
   *
   * @param minus 1 if it is negative, else 0
   * @param digits at most 17, without the point
   * @param decimals how many of them stand behind it
   */
  static long of(int minus, long digits, int decimals) {
    return (long) minus << SIGN_AT | (long) decimals << SCALE_AT | digits;
  }

  private static long text(char[] text, int from, int to) {
    if (to - from > LONGEST) {
      return NONE;
    }
    long packed = EMPTY | (long) (to - from) << LENGTH_AT;
    for (int i = from; i < to; i++) {
      if (text[i] > 0xFF) {
        return NONE;
      }
      packed |= (long) text[i] << Byte.SIZE * (i - from);
    }
    return packed;
  }

  /** Whether it is a number; so it is one that is finite. */
  static boolean isNumber(long packed) {
    return packed >= 0;
  }

  /**
   * Whether the digits of a number may be more than {@link #EXACT}.
   *
   * @param bits of it, or of several together
   */
  static boolean mayBeGreat(long bits) {
    return (bits & DIGITS) >= EXACT;
  }

  /** How many decimals a number has. */
  static int decimals(long packed) {
    return (int) ((packed & ~SIGN) >>> SCALE_AT);
  }

  /** The digits of a number without its point. */
  static long digits(long packed) {
    return packed & DIGITS;
  }

  /** The text that was packed. */
  static String text(long packed) {
    if (!isNumber(packed)) {
      char[] text = new char[(int) (packed >>> LENGTH_AT) & LONGEST];
      for (int i = 0; i < text.length; i++) {
        text[i] = (char) (packed >>> Byte.SIZE * i & 0xFF);
      }
      return new String(text);
    }
    String digits = Long.toString(digits(packed));
    int decimals = decimals(packed);
    StringBuilder text = new StringBuilder(MOST_DIGITS + 2);
    text.append((packed & SIGN) != 0 ? "-" : "");
    text.repeat('0', Math.max(0, decimals + 1 - digits.length())).append(digits);
    return decimals == 0 ? text.toString() : text.insert(text.length() - decimals, '.').toString();
  }

  /**
   * A number as the nearest double. With digits and the power of ten exact, one division rounds
   * once (Clinger, "How to read floating point numbers accurately", 1990). Digits beyond 2^53 are
   * two doubles; the quotient is mended by its remainder, which a fused multiply-add gives exactly,
   * unless it then lies so near the middle of two doubles that only all digits tell.
   */
  static double number(long packed) {
    long digits = digits(packed);
    double power = POWERS[decimals(packed)];
    if (digits <= EXACT) {
      // The sign without a branch, which no processor foretells; 0 has none.
      long minus = (packed >>> SIGN_AT) & 1;
      return ((digits ^ -minus) + minus) / power;
    }
    double number = far(packed, digits, power);
    return (packed & SIGN) != 0 ? 0.0 - number : number;
  }

  private static double far(long packed, long digits, double power) {
    double high = (double) digits;
    double low = (double) (digits - (long) high);
    double quotient = high / power;
    double product = quotient * power;
    double rest = high - product - Math.fma(quotient, power, -product) + low;
    double mending = rest / power;
    double number = quotient + mending;
    double lost = Math.abs(mending - (number - quotient));
    double half = Math.ulp(number) / 2;
    // Below a power of two the doubles lie twice as near.
    boolean sure =
        Math.abs(lost - half) > half * 0x1p-20 && Math.abs(lost - half / 2) > half * 0x1p-20;
    return sure ? number : Math.abs(Double.parseDouble(text(packed)));
  }
}
