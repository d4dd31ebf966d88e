package org.atled.core.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.DoubleToLongFunction;
import org.atled.core.shape.DType;
import org.atled.core.spi.HalfPrecision;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Conversions inside expressions against those of single numbers, which have tests of their own.
 */
class HalfRoundingTest {
  private static final int BLOCK = 256;

  /**
   * About every number of the type and every tie between two of them: from float64, and float32.
   */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT16", "BFLOAT16"})
  void everyNumberAndEveryTieAndBothSidesOfIt(DType half) {
    Interpreter doubles = conversion(DType.FLOAT64, half);
    Interpreter singles = conversion(DType.FLOAT32, half);
    for (int bits = 0; bits < 0x8000; bits++) {
      float x = value(half, (short) bits);
      float next = value(half, (short) (bits + 1));
      double middle =
          Double.isInfinite(next)
              ? x + (x - value(half, (short) (bits - 1))) / 2d
              : ((double) x + next) / 2;
      double[] all = {
        x,
        -x,
        middle,
        -middle,
        Math.nextUp(middle),
        Math.nextDown(middle),
        -Math.nextUp(middle),
        (float) middle * (1 + 0x1p-40),
        Math.nextUp((float) middle),
        Math.nextDown((float) middle)
      };
      check(half, doubles, all, Double::doubleToRawLongBits);
      check(half, singles, all, number -> Float.floatToRawIntBits((float) number));
    }
  }

  private static void check(
      DType half, Interpreter loop, double[] numbers, DoubleToLongFunction encoded) {
    long[] in = new long[BLOCK];
    for (int i = 0; i < numbers.length; i++) {
      in[i] = encoded.applyAsLong(numbers[i]);
    }
    long[] out = loop.apply(in);
    for (int i = 0; i < numbers.length; i++) {
      double read =
          encoded.applyAsLong(1) == Double.doubleToRawLongBits(1) ? numbers[i] : (float) numbers[i];
      float got = Float.intBitsToFloat((int) out[i]);
      if (Float.compare(got, nearest(half, read)) != 0) {
        assertThat(got).as("%s of %s", half, read).isEqualTo(nearest(half, read));
      }
    }
  }

  /** An int64 that its nearest double, and a float32, would make a tie. */
  @ParameterizedTest
  @CsvSource({
    "INT64, BFLOAT16, 4629700416936869889, 4647714815446351872",
    "INT64, BFLOAT16, 4629700416936869888, 4611686018427387904",
    "INT64, BFLOAT16, -4629700416936869889, -4647714815446351872",
    "INT64, BFLOAT16, 9223372036854775807, 9.223372E18",
    "INT64, BFLOAT16, -9223372036854775808, -9.223372E18",
    "INT64, FLOAT16, 65519, 65504",
    "INT64, FLOAT16, 65520, Infinity",
    "INT64, FLOAT16, -9223372036854775808, -Infinity",
    "INT32, BFLOAT16, 16842753, 16908288",
    "INT32, BFLOAT16, 16842752, 16777216",
    "INT32, BFLOAT16, 2147483647, 2147483648",
    "INT32, FLOAT16, 2049, 2048",
    "BOOL, FLOAT16, 1, 1",
    "BOOL, BFLOAT16, 0, 0"
  })
  void integersAreRoundedOnce(DType from, DType half, long x, float wanted) {
    long[] in = new long[BLOCK];
    in[0] = x;
    float got = Float.intBitsToFloat((int) conversion(from, half).apply(in)[0]);
    assertThat(got).isEqualTo(wanted);
  }

  @ParameterizedTest
  @EnumSource(names = {"FLOAT16", "BFLOAT16"})
  void notANumberStaysSo(DType half) {
    long[] in = new long[BLOCK];
    for (int i = 0; i < 23; i++) {
      in[i] = 0x7F80_0000 | 1L << i;
      in[32 + i] = 0xFF80_0000 | 1 << i;
    }
    long[] out = conversion(DType.FLOAT32, half).apply(in);
    for (int i = 0; i < 23; i++) {
      for (int k : new int[] {i, 32 + i}) {
        float got = Float.intBitsToFloat((int) out[k]);
        assertThat(got).isNaN();
        assertThat(nearest(half, got)).isNaN();
      }
    }
  }

  /** What is known to be such a number is not rounded once more. */
  @ParameterizedTest
  @EnumSource(names = {"FLOAT16", "BFLOAT16"})
  void aRoundingIsWrittenDownOnce(DType half) {
    assertThat(Expression.of(List.of(half), half, List::getFirst).code()).hasSize(1);
    int once = conversion(half).code().size();
    Expression twice =
        Expression.of(List.of(DType.FLOAT32), half, in -> in.getFirst().to(half).to(half));
    assertThat(twice.code()).hasSize(once);
  }

  private static Expression conversion(DType half) {
    return Expression.of(List.of(DType.FLOAT32), half, List::getFirst);
  }

  private static Interpreter conversion(DType from, DType half) {
    return new Interpreter(Expression.of(List.of(from), half, List::getFirst), BLOCK);
  }

  private static float value(DType half, short bits) {
    return half == DType.FLOAT16 ? HalfPrecision.float16(bits) : HalfPrecision.bfloat16(bits);
  }

  private static float nearest(DType half, double x) {
    return half == DType.FLOAT16
        ? HalfPrecision.float16(HalfPrecision.float16(x))
        : HalfPrecision.bfloat16(HalfPrecision.bfloat16(x));
  }
}
