package org.atled.cpu.simd;

import org.atled.core.shape.DType;
import org.atled.core.spi.HalfPrecision;
import org.atled.core.spi.Storage;

/** Operands in which all pairs of the numbers meet that arithmetic has trouble with. */
final class SpecialNumbers {
  /** Enough for all pairs, and no multiple of any vector's length. */
  static final int LENGTH = 1601;

  /** What is a tie between two float32, once it has been a double. */
  private static final long NO_DOUBLE = (1L << 60) + (1L << 36) + 1;

  private static final double[] SPECIAL = {
    0.0,
    -0.0,
    1,
    -1,
    0.3,
    -0.3,
    0.5,
    -0.5,
    0.7,
    1.5,
    -1.5,
    2.5,
    -2.5,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    0x1p23,
    0x1p23 - 1,
    0x1p23 - 0.5,
    0x1p23 + 1,
    -0x1p23 + 0.5,
    0x1p24 + 2,
    0x1p52,
    0x1p52 - 0.5,
    -0x1p52 + 0.5,
    0x1p52 + 1,
    0x1p31,
    -0x1p31,
    0x1p63,
    -0x1p63,
    1e20,
    -1e30,
    1 + 0x1p-24,
    1 + 0x3p-24,
    0x1.8p-149,
    1e300,
    0x1p-24,
    0x1.ff8p-15,
    65504,
    65520
  };

  private SpecialNumbers() {}

  /** Operand 0 changes fastest, 1 after it, so that all pairs meet; 2 is in no step with them. */
  static Storage of(DType type, int operand) {
    int length = LENGTH + 100;
    int n = SPECIAL.length;
    Storage storage = Storage.zeros(type, length);
    for (int i = 0; i < length; i++) {
      int which =
          switch (operand) {
            case 0 -> i % n;
            case 1 -> i / n % n;
            default -> i * 7 / 3 % n;
          };
      double x = SPECIAL[which];
      switch (storage) {
        case Storage.Recorded s -> throw s.noNumbers();
        case Storage.Bool s -> s.array()[i] = which % 3 == 0;
        case Storage.Uint8 s -> s.array()[i] = (byte) x;
        case Storage.Int32 s -> s.array()[i] = (int) x;
        case Storage.Int64 s -> s.array()[i] = which == 4 ? NO_DOUBLE : (long) x;
        case Storage.Float16 s -> s.array()[i] = HalfPrecision.float16(x);
        case Storage.Bfloat16 s -> s.array()[i] = HalfPrecision.bfloat16(x);
        case Storage.Float32 s -> s.array()[i] = which == 4 ? Float.MIN_VALUE : floatOf(x);
        case Storage.Float64 s -> s.array()[i] = which == 4 ? Double.MIN_VALUE : x;
      }
    }
    return storage;
  }

  /** The greatest in place of one that float32 cannot tell from its neighbour. */
  private static float floatOf(double x) {
    return x == 0x1p52 + 1 ? Float.MAX_VALUE : (float) x;
  }
}
