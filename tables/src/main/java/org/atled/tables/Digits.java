package org.atled.tables;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Decimal digits, eight at once in the bytes of a long: Lemire, "Quickly parsing eight digits",
 * 2018.
 */
final class Digits {
  /** So many are looked at together. */
  static final int COUNT = Long.BYTES;

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long ZEROS = 0x3030303030303030L;
  private static final long ABOVE_NINE = 0x7676767676767676L;
  private static final long HIGHEST = 0x8080808080808080L;
  private static final long[] TENS = {
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000
  };

  private Digits() {}

  /** The eight bytes from a place on, so that a digit is the byte of its value. */
  static long at(byte[] bytes, int at) {
    return (long) LONGS.get(bytes, at) ^ ZEROS;
  }

  /**
   * How many of the first bytes are digits. A byte above 9 carries into the next one at most, which
   * stands behind it.
   */
  static int count(long word) {
    long others = ((word + ABOVE_NINE) | word) & HIGHEST;
    return Long.numberOfTrailingZeros(others) >>> 3;
  }

  /** The first digit. */
  static long first(long word) {
    return word & 0xFF;
  }

  /**
   * A number, behind which so many digits follow.
   *
   * @param count at least 1; of none the result is no number that means anything
   */
  static long append(long number, long word, int count) {
    // Zeros in front, so that there are eight.
    long digits = word << -(count << 3);
    digits = (digits * 10 + (digits >>> 8)) & 0x00FF00FF00FF00FFL;
    digits = (digits * 100 + (digits >>> 16)) & 0x0000FFFF0000FFFFL;
    digits = (digits * 10_000 + (digits >>> 32)) & 0xFFFFFFFFL;
    return number * TENS[count] + digits;
  }
}
