package org.atled.core.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.function.DoubleBinaryOperator;
import org.atled.core.shape.DType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Functions of two numbers against references that share nothing with them. */
class FunctionsOfTwoTest {
  private static final int BLOCK = 4096;
  private static final long SEED = 20251120;
  private static final double[] EDGES = {
    0,
    -0.0,
    1,
    -1,
    0.5,
    -0.5,
    2,
    -2,
    3,
    -3,
    1e300,
    -1e300,
    1e-300,
    Double.MIN_VALUE,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  private static final float[] SINGLES = {
    0,
    -0f,
    1,
    -1,
    0.5f,
    -0.5f,
    2,
    -2,
    3,
    -3,
    2.5f,
    -2.5f,
    1 + 0x1p-23f,
    1 - 0x1p-24f,
    -1 - 0x1p-23f,
    0x1p22f + 0.5f,
    0x1p23f + 1,
    -0x1p23f - 1,
    0x1p24f,
    -0x1p24f,
    0x1p50f,
    0x1p60f,
    -0x1p60f,
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    Float.MIN_NORMAL,
    -Float.MIN_NORMAL,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.NaN
  };

  /** The functions under test. */
  enum OfTwo {
    POW(
        Power::pow,
        (x, y) -> x == 1 || (x == -1 && Double.isInfinite(y)) ? 1 : StrictMath.pow(x, y)),
    HYPOT(Power::hypot, StrictMath::hypot),
    ATAN2(InverseTrigonometric::atan2, StrictMath::atan2),
    XLOGY(Logarithm::xlogy, (x, y) -> x == 0 && !Double.isNaN(y) ? 0 : x * StrictMath.log(y));

    private final BinaryOperator<Term> term;
    private final DoubleBinaryOperator reference;

    OfTwo(BinaryOperator<Term> term, DoubleBinaryOperator reference) {
      this.term = term;
      this.reference = reference;
    }

    double reference(double x, double y) {
      return reference.applyAsDouble(x, y);
    }

    Interpreter loop(DType type, int block) {
      return new Interpreter(
          Expression.of(Collections.nCopies(2, type), type, in -> term.apply(in.get(0), in.get(1))),
          block);
    }
  }

  @ParameterizedTest
  @EnumSource
  void float64IsWithinFourUlps(OfTwo function) {
    Interpreter loop = function.loop(DType.FLOAT64, BLOCK);
    SplittableRandom random = new SplittableRandom(SEED);
    long[] x = new long[BLOCK];
    long[] y = new long[BLOCK];
    for (int block = 0; block < 200; block++) {
      for (int k = 0; k < BLOCK; k++) {
        x[k] = bits(random, block % 4);
        y[k] = bits(random, block / 4 % 4);
      }
      long[] z = loop.apply(x, y);
      for (int k = 0; k < BLOCK; k++) {
        double a = Double.longBitsToDouble(x[k]);
        double b = Double.longBitsToDouble(y[k]);
        double exact = function.reference(a, b);
        double got = Double.longBitsToDouble(z[k]);
        if (!(Elementary.ulps(got, exact) <= 4)) {
          assertThat(got).as("%s(%s, %s) with seed %d", function, a, b, SEED).isEqualTo(exact);
        }
      }
    }
  }

  /** Any number at all, one near 1, and numbers of the sizes where powers are numbers. */
  static long bits(SplittableRandom random, int kind) {
    return switch (kind) {
      case 0 -> random.nextLong();
      case 1 -> Double.doubleToRawLongBits(random.nextDouble(0.99, 1.01));
      case 2 -> Double.doubleToRawLongBits(random.nextDouble(-1000, 1000));
      default -> Double.doubleToRawLongBits(random.nextDouble(0, 20));
    };
  }

  @ParameterizedTest
  @EnumSource
  void float32IsWithinTwoUlps(OfTwo function) {
    Interpreter loop = function.loop(DType.FLOAT32, BLOCK);
    SplittableRandom random = new SplittableRandom(SEED);
    long[] x = new long[BLOCK];
    long[] y = new long[BLOCK];
    for (int block = 0; block < 200; block++) {
      for (int k = 0; k < BLOCK; k++) {
        x[k] = singleBits(random, block % 4);
        y[k] = singleBits(random, block / 4 % 4);
      }
      long[] z = loop.apply(x, y);
      for (int k = 0; k < BLOCK; k++) {
        float a = Float.intBitsToFloat((int) x[k]);
        float b = Float.intBitsToFloat((int) y[k]);
        double exact = function.reference(a, b);
        float got = Float.intBitsToFloat((int) z[k]);
        if (!(Elementary.ulps(got, exact) <= 2)) {
          assertThat(got)
              .as("%s(%s, %s) with seed %d", function, a, b, SEED)
              .isEqualTo((float) exact);
        }
      }
    }
  }

  private static long singleBits(SplittableRandom random, int kind) {
    return kind == 0
        ? random.nextInt()
        : Float.floatToRawIntBits((float) Double.longBitsToDouble(bits(random, kind)));
  }

  @ParameterizedTest
  @EnumSource
  void everyPairOfEdgesGivesWhatTheReferenceGives(OfTwo function) {
    Interpreter loop = function.loop(DType.FLOAT64, 1);
    for (double x : EDGES) {
      for (double y : EDGES) {
        long[] z =
            loop.apply(
                new long[] {Double.doubleToRawLongBits(x)},
                new long[] {Double.doubleToRawLongBits(y)});
        double exact = function.reference(x, y);
        double got = Double.longBitsToDouble(z[0]);
        assertThat(Elementary.ulps(got, exact)).as("%s(%s, %s)", function, x, y).isLessThan(2);
        if (exact == 0) {
          assertThat(Double.valueOf(got)).as("%s(%s, %s)", function, x, y).isEqualTo(exact);
        }
      }
    }
  }

  /** Of float32 too, as pow computes it another way: whole, odd and broken y of every size. */
  @ParameterizedTest
  @EnumSource
  void everyPairOfSinglesGivesWhatTheReferenceGives(OfTwo function) {
    Interpreter loop = function.loop(DType.FLOAT32, 1);
    for (float x : SINGLES) {
      for (float y : SINGLES) {
        long[] z =
            loop.apply(
                new long[] {Float.floatToRawIntBits(x)}, new long[] {Float.floatToRawIntBits(y)});
        double exact = function.reference(x, y);
        float got = Float.intBitsToFloat((int) z[0]);
        assertThat(Elementary.ulps(got, exact)).as("%s(%s, %s)", function, x, y).isLessThan(2);
        if ((float) exact == 0) {
          assertThat(Float.valueOf(got)).as("%s(%s, %s)", function, x, y).isEqualTo((float) exact);
        }
      }
    }
  }

  @Test
  void powersOfSinglesAreAllButRoundedOnce() {
    Interpreter loop = OfTwo.POW.loop(DType.FLOAT32, BLOCK);
    SplittableRandom random = new SplittableRandom(SEED);
    long[] x = new long[BLOCK];
    long[] y = new long[BLOCK];
    for (int block = 0; block < 200; block++) {
      for (int k = 0; k < BLOCK; k++) {
        double scale = block % 2 == 0 ? 1 : 1e-3;
        float base = (float) StrictMath.exp(scale * random.nextDouble(-80, 80));
        x[k] = Float.floatToRawIntBits(base);
        // From where the result is 0 to where it is ∞.
        y[k] =
            Float.floatToRawIntBits((float) (random.nextDouble(-104, 89) / StrictMath.log(base)));
      }
      long[] z = loop.apply(x, y);
      for (int k = 0; k < BLOCK; k++) {
        float a = Float.intBitsToFloat((int) x[k]);
        float b = Float.intBitsToFloat((int) y[k]);
        float got = Float.intBitsToFloat((int) z[k]);
        assertThat(Elementary.ulps(got, OfTwo.POW.reference(a, b)))
            .as("%s to the power of %s", a, b)
            .isLessThan(0.51);
      }
    }
  }

  @Test
  void powersThatAreSinglesAreExact() {
    Interpreter loop = OfTwo.POW.loop(DType.FLOAT32, 1);
    for (int x = -300; x <= 300; x++) {
      double exact = 1;
      for (int y = 0; y < 25 && Math.abs(exact) < 1 << 24; y++) {
        long[] z =
            loop.apply(
                new long[] {Float.floatToRawIntBits(x)}, new long[] {Float.floatToRawIntBits(y)});
        assertThat(Float.intBitsToFloat((int) z[0])).as("%s^%s", x, y).isEqualTo((float) exact);
        exact *= x;
      }
    }
  }

  @Test
  void powersOfWholeNumbersWrapAround() {
    Interpreter loop = OfTwo.POW.loop(DType.INT32, 6);
    long[] x = {3, -3, 7, -1, 0, 1};
    long[] y = {40, 3, 0, -3, -2, -5};
    long three = 1;
    for (int k = 0; k < 40; k++) {
      three = (int) (three * 3);
    }
    assertThat(loop.apply(x, y)).containsExactly(three, -27, 1, -1, 0, 1);
  }
}
