package org.atled.core.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.ToDoubleFunction;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The formats by their definition, every number of them, and values that NumPy and PyTorch gave.
 */
class HalfPrecisionTest {
  /** The two types, with what is known of their bits. */
  enum Half {
    FLOAT16(10, 15, HalfPrecision::float16) {
      @Override
      short bits(double x) {
        return HalfPrecision.float16(x);
      }
    },
    BFLOAT16(7, 127, HalfPrecision::bfloat16) {
      @Override
      short bits(double x) {
        return HalfPrecision.bfloat16(x);
      }
    };

    private final int mantissa;
    private final int bias;
    private final ToDoubleFunction<Short> read;

    Half(int mantissa, int bias, ToDoubleFunction<Short> read) {
      this.mantissa = mantissa;
      this.bias = bias;
      this.read = read;
    }

    abstract short bits(double x);

    double number(int bits) {
      return read.applyAsDouble((short) bits);
    }

    int infinity() {
      return (0x7FFF >> mantissa) << mantissa;
    }

    /** What the bits say: (−1)ˢ·2^(e − bias)·1.m, or 2^(1 − bias)·0.m where e is 0. */
    double defined(int bits) {
      int exponent = (bits & 0x7FFF) >> mantissa;
      double fraction = (bits & ((1 << mantissa) - 1)) * Math.scalb(1.0, -mantissa);
      double magnitude =
          exponent == 0
              ? Math.scalb(fraction, 1 - bias)
              : Math.scalb(1 + fraction, exponent - bias);
      return bits >= 0x8000 ? -magnitude : magnitude;
    }
  }

  @ParameterizedTest
  @EnumSource
  void allBitsAreReadAndWrittenBack(Half half) {
    for (int bits = 0; bits <= 0xFFFF; bits++) {
      double x = half.number(bits);
      if ((bits & 0x7FFF) > half.infinity()) {
        assertThat(x).isNaN();
        assertThat(half.number(half.bits(x))).isNaN();
      } else {
        if ((bits & 0x7FFF) == half.infinity()) {
          assertThat(Math.abs(x)).isInfinite();
        } else {
          assertThat(x).isEqualTo(half.defined(bits));
        }
        assertThat(half.bits(x)).isEqualTo((short) bits);
      }
    }
  }

  /** Halfway between neighbours the even one wins, and beside that the nearer, however near. */
  @ParameterizedTest
  @EnumSource
  void everyTieGoesToTheEvenNeighbour(Half half) {
    for (int bits = 0; bits < half.infinity(); bits++) {
      // What stands for the infinity is the next number there would be.
      double middle = (half.number(bits) + half.defined(bits + 1)) / 2;
      short even = (short) (bits % 2 == 0 ? bits : bits + 1);
      assertThat(half.bits(middle)).isEqualTo(even);
      assertThat(half.bits(-middle)).isEqualTo((short) (even | 0x8000));
      assertThat(half.bits(Math.nextDown(middle))).isEqualTo((short) bits);
      assertThat(half.bits(Math.nextUp(middle))).isEqualTo((short) (bits + 1));
      assertThat(half.bits(-Math.nextUp(middle))).isEqualTo((short) ((bits + 1) | 0x8000));
    }
  }

  /** {@code numpy.float64(x).astype(float16)} and {@code torch.tensor(x).to(torch.bfloat16)}. */
  @ParameterizedTest
  @CsvSource({
    "0.1, 2e66, 3dcd",
    "0.3333333333333333, 3555, 3eab",
    "3.14159265, 4248, 4049",
    "-2.5e-5, 81a3, b7d2",
    "-0.0, 8000, 8000",
    "0x1.002p0, 3c00, 3f80",
    "0x1.006p0, 3c02, 3f80",
    "0x1.01p0, 3c04, 3f80",
    "0x1.03p0, 3c0c, 3f82",
    "65504, 7bff, 4780",
    "65519, 7bff, 4780",
    "65520, 7c00, 4780",
    "70000, 7c00, 4789",
    "0x1p-24, 0001, 3380",
    "0x1p-25, 0000, 3300",
    "0x1.8p-24, 0002, 33c0",
    "0x1.ffcp-15, 0400, 3880",
    "3.3895314e38, 7c00, 7f7f",
    "3.4e38, 7c00, 7f80",
    "1e-40, 0000, 0001",
    "0x1p-134, 0000, 0000",
    "0x1.8p-133, 0000, 0002",
    "1e300, 7c00, 7f80"
  })
  void roundsAsNumPyAndPyTorch(String number, String float16, String bfloat16) {
    double x = Double.parseDouble(number);
    assertThat(HalfPrecision.float16(x)).isEqualTo((short) Integer.parseInt(float16, 16));
    assertThat(HalfPrecision.bfloat16(x)).isEqualTo((short) Integer.parseInt(bfloat16, 16));
  }

  /** The nearest float32 of it is a tie of float16, which would go down. NumPy: 0x3c01. */
  @ParameterizedTest
  @EnumSource
  void doublesAreRoundedOnce(Half half) {
    double tie = 1 + Math.scalb(1.0, -half.mantissa - 1);
    double x = tie + 0x1p-40;
    int one = half.bias << half.mantissa;
    assertThat((float) x).isEqualTo((float) tie);
    assertThat(half.bits(tie)).isEqualTo((short) one);
    assertThat(half.bits(x)).isEqualTo((short) (one + 1));
  }

  /** Payloads that are in the lower bits alone, which are dropped, quiet and signalling. */
  @ParameterizedTest
  @EnumSource
  void anyPayloadStaysNaN(Half half) {
    for (int bit = 0; bit < 23; bit++) {
      for (int sign : new int[] {0, 1 << 31}) {
        float nan = Float.intBitsToFloat(sign | 0x7F80_0000 | 1 << bit);
        assertThat(half.number(half.bits(nan))).as("payload bit %d", bit).isNaN();
      }
    }
  }
}
