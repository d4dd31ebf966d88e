package org.atled.core.expr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The elementary functions against references that share nothing with them; their accuracy in
 * float64 is {@link DoubleFunctionsTest}. {@link EveryFloat} is the long form of this test.
 */
class FunctionsTest {
  private static final long SEED = 20251120;

  /** Numbers of each exponent near 0, where functions bend. */
  private static final int MANY = 4096;

  /** Numbers of each other exponent: functions grow evenly there, or not at all. */
  private static final int FEW = 256;

  /** Every sign and exponent, and of each both ends and a random number in each step between. */
  @ParameterizedTest
  @EnumSource
  void float32IsWithinItsUlpsOnEveryExponent(Elementary function) {
    Interpreter many = Interpreter.of(DType.FLOAT32, MANY, function::of);
    Interpreter few = Interpreter.of(DType.FLOAT32, FEW, function::of);
    SplittableRandom random = new SplittableRandom(SEED);
    for (int upper = 0; upper < 512; upper++) {
      if (Math.abs((upper & 255) - 127) <= 13) {
        check32(function, many, numbers(upper, MANY, random));
      } else {
        check32(function, few, numbers(upper, FEW, random));
      }
    }
  }

  private static long[] numbers(int upper, int count, SplittableRandom random) {
    long[] numbers = new long[count];
    int step = (1 << 23) / count;
    for (int k = 0; k < count; k++) {
      int mantissa = k * step + (k == 0 ? 0 : k == count - 1 ? step - 1 : random.nextInt(step));
      int bits = upper << 23 | mantissa;
      numbers[k] = bits;
    }
    return numbers;
  }

  private static void check32(Elementary function, Interpreter loop, long[] in) {
    long[] out = loop.apply(in);
    for (int k = 0; k < in.length; k++) {
      float x = Float.intBitsToFloat((int) in[k]);
      float y = Float.intBitsToFloat((int) out[k]);
      double exact = function.quickReference(x);
      if (!(function.ulps(x, y, exact) <= 2)) {
        assertThat(y)
            .as("%s(%s) with seed %d, %.2f ulp", function, x, SEED, function.ulps(x, y, exact))
            .isEqualTo((float) exact);
      }
    }
  }

  /** The result has these very bits in both types; the sign of 0 counts. */
  @ParameterizedTest(name = "{0}({1}) = {2}")
  @CsvSource({
    "EXP, 0, 1",
    "EXP, -0.0, 1",
    "EXP, Infinity, Infinity",
    "EXP, -Infinity, 0",
    "EXP, NaN, NaN",
    "EXP, 1e30, Infinity",
    "EXP, -1e30, 0",
    "EXPM1, 0, 0",
    "EXPM1, -0.0, -0.0",
    "EXPM1, Infinity, Infinity",
    "EXPM1, -Infinity, -1",
    "EXPM1, NaN, NaN",
    "EXPM1, 1e30, Infinity",
    "EXPM1, -1e30, -1",
    "LOG, 0, -Infinity",
    "LOG, -0.0, -Infinity",
    "LOG, 1, 0",
    "LOG, -1, NaN",
    "LOG, Infinity, Infinity",
    "LOG, -Infinity, NaN",
    "LOG, NaN, NaN",
    "LOG1P, 0, 0",
    "LOG1P, -0.0, -0.0",
    "LOG1P, -1, -Infinity",
    "LOG1P, -2, NaN",
    "LOG1P, Infinity, Infinity",
    "LOG1P, -Infinity, NaN",
    "LOG1P, NaN, NaN",
    "TANH, 0, 0",
    "TANH, -0.0, -0.0",
    "TANH, 30, 1",
    "TANH, -30, -1",
    "TANH, Infinity, 1",
    "TANH, -Infinity, -1",
    "TANH, NaN, NaN",
    "SIGMOID, 0, 0.5",
    "SIGMOID, -0.0, 0.5",
    "SIGMOID, 50, 1",
    "SIGMOID, Infinity, 1",
    "SIGMOID, -Infinity, 0",
    "SIGMOID, NaN, NaN",
    "ERF, 0, 0",
    "ERF, -0.0, -0.0",
    "ERF, 7, 1",
    "ERF, -7, -1",
    "ERF, Infinity, 1",
    "ERF, -Infinity, -1",
    "ERF, NaN, NaN",
    "SIN, 0, 0",
    "SIN, -0.0, -0.0",
    "SIN, Infinity, NaN",
    "SIN, -Infinity, NaN",
    "SIN, NaN, NaN",
    "COS, 0, 1",
    "COS, -0.0, 1",
    "COS, Infinity, NaN",
    "COS, -Infinity, NaN",
    "COS, NaN, NaN",
    "EXP2, 3, 8",
    "EXP2, -0.0, 1",
    "EXP2, Infinity, Infinity",
    "EXP2, -Infinity, 0",
    "EXP2, NaN, NaN",
    "LOG2, 1, 0",
    "LOG2, 0.125, -3",
    "LOG2, -0.0, -Infinity",
    "LOG2, -1, NaN",
    "LOG2, Infinity, Infinity",
    "LOG10, 1, 0",
    "LOG10, 0, -Infinity",
    "LOG10, NaN, NaN",
    "GELU, 0, 0",
    "GELU, -0.0, -0.0",
    "GELU, Infinity, Infinity",
    "GELU, -Infinity, NaN",
    "GELU, 1e30, 1e30",
    "GELU, NaN, NaN",
    "LOGSIGMOID, -Infinity, -Infinity",
    "LOGSIGMOID, -1e30, -1e30",
    "LOGSIGMOID, NaN, NaN",
    "ERFC, 0, 1",
    "ERFC, Infinity, 0",
    "ERFC, 1e30, 0",
    "ERFC, -Infinity, 2",
    "ERFC, NaN, NaN",
    "ERFINV, 0, 0",
    "ERFINV, -0.0, -0.0",
    "ERFINV, 1, Infinity",
    "ERFINV, -1, -Infinity",
    "ERFINV, 2, NaN",
    "ERFINV, NaN, NaN",
    "TAN, 0, 0",
    "TAN, -0.0, -0.0",
    "TAN, Infinity, NaN",
    "TAN, -Infinity, NaN",
    "TAN, NaN, NaN",
    "ASIN, -0.0, -0.0",
    "ASIN, 2, NaN",
    "ASIN, -Infinity, NaN",
    "ACOS, 1, 0",
    "ACOS, -2, NaN",
    "ACOS, NaN, NaN",
    "ATAN, -0.0, -0.0",
    "ATAN, NaN, NaN",
    "SINH, -0.0, -0.0",
    "SINH, -Infinity, -Infinity",
    "SINH, 1e30, Infinity",
    "SINH, NaN, NaN",
    "COSH, -0.0, 1",
    "COSH, -Infinity, Infinity",
    "COSH, NaN, NaN",
    "ASINH, -0.0, -0.0",
    "ASINH, -Infinity, -Infinity",
    "ASINH, NaN, NaN",
    "ACOSH, 1, 0",
    "ACOSH, -1, NaN",
    "ACOSH, -Infinity, NaN",
    "ACOSH, Infinity, Infinity",
    "ATANH, -0.0, -0.0",
    "ATANH, 1, Infinity",
    "ATANH, -1, -Infinity",
    "ATANH, -3, NaN",
    "ATANH, NaN, NaN",
    "LGAMMA, 1, 0",
    "LGAMMA, 2, 0",
    "LGAMMA, 0, Infinity",
    "LGAMMA, -0.0, Infinity",
    "LGAMMA, -3, Infinity",
    "LGAMMA, -1e30, Infinity",
    "LGAMMA, Infinity, Infinity",
    "LGAMMA, -Infinity, Infinity",
    "LGAMMA, NaN, NaN",
    "DIGAMMA, 0, -Infinity",
    "DIGAMMA, -0.0, Infinity",
    "DIGAMMA, -3, NaN",
    "DIGAMMA, Infinity, Infinity",
    "DIGAMMA, -Infinity, NaN",
    "DIGAMMA, NaN, NaN",
    "TRIGAMMA, 0, Infinity",
    "TRIGAMMA, -0.0, Infinity",
    "TRIGAMMA, -2, Infinity",
    "TRIGAMMA, Infinity, 0",
    "TRIGAMMA, -Infinity, NaN",
    "TRIGAMMA, NaN, NaN",
    "SOFTPLUS, -Infinity, 0",
    "SOFTPLUS, Infinity, Infinity",
    "SOFTPLUS, NaN, NaN",
    "GELUTANH, -0.0, -0.0",
    "GELUTANH, 1e30, 1e30",
    "GELUTANH, -1e30, -0.0",
    "GELUTANH, Infinity, Infinity",
    "GELUTANH, -Infinity, NaN",
    "GELUTANH, NaN, NaN",
    "SILU, 0, 0",
    "SILU, -0.0, -0.0",
    "SILU, 1e30, 1e30",
    "SILU, -1e30, -0.0",
    "SILU, Infinity, Infinity",
    "SILU, -Infinity, NaN",
    "SILU, NaN, NaN",
    "MISH, -0.0, -0.0",
    "MISH, 1e30, 1e30",
    "MISH, -1e30, -0.0",
    "MISH, Infinity, Infinity",
    "MISH, -Infinity, NaN",
    "MISH, NaN, NaN",
    "SELU, -0.0, -0.0",
    "SELU, Infinity, Infinity",
    "SELU, -Infinity, -1.7580993408473768",
    "SELU, NaN, NaN",
    "TANHSHRINK, -0.0, -0.0",
    "TANHSHRINK, 50, 49",
    "TANHSHRINK, -Infinity, -Infinity",
    "TANHSHRINK, NaN, NaN"
  })
  void specialValuesAreExact(Elementary function, double x, double y) {
    assertThat(Float.valueOf(single(function, (float) x))).isEqualTo(Float.valueOf((float) y));
    assertThat(Double.valueOf(wide(function, x))).isEqualTo(Double.valueOf(y));
  }

  @Test
  void theLowerTailOfTheSigmoidIsSubnormalAndNotZero() {
    assertThat(single(Elementary.SIGMOID, -100)).isEqualTo((float) 3.720076e-44);
    assertThat(wide(Elementary.SIGMOID, -740)).isEqualTo(4.2e-322);
  }

  /** Of all floats the one with the greatest error as long as the last sum's rounding was lost. */
  @Test
  void theLogarithmToBase2KeepsWhatItsLastSumIsRoundedBy() {
    float x = 1.3412417f;
    double exact = Elementary.LOG2.reference(x);
    assertThat(Elementary.LOG2.ulps(x, single(Elementary.LOG2, x), exact)).isLessThan(1.3);
  }

  @Test
  void theSmallestNumbersPassUnchangedThroughFunctionsThatTouchTheDiagonal() {
    for (Elementary function :
        List.of(Elementary.EXPM1, Elementary.LOG1P, Elementary.TANH, Elementary.SIN)) {
      for (int sign : List.of(1, -1)) {
        float x = sign * Float.MIN_VALUE;
        double wide = sign * Double.MIN_VALUE;
        assertThat(single(function, x)).as("%s(%s)", function, x).isEqualTo(x);
        assertThat(wide(function, wide)).as("%s(%s)", function, wide).isEqualTo(wide);
      }
    }
  }

  @Test
  void oddFunctionsAreOddAndTheCosineEvenInEveryBit() {
    SplittableRandom random = new SplittableRandom(SEED);
    for (int i = 0; i < 2000; i++) {
      float x = (float) random.nextDouble(0, 12);
      for (Elementary odd : List.of(Elementary.TANH, Elementary.ERF, Elementary.SIN)) {
        assertThat(single(odd, -x)).as("%s(%s)", odd, -x).isEqualTo(-single(odd, x));
      }
      assertThat(single(Elementary.COS, -x)).as("cos(%s)", -x).isEqualTo(single(Elementary.COS, x));
    }
  }

  /** By mpmath with 1,200 bits. The first is, of all doubles, the nearest to a multiple of π/2. */
  @ParameterizedTest
  @CsvSource({
    "0x1.6ac5b262ca1ffp849, 1.0, -4.687165924254628e-19, -2.133485385753704e+18",
    "1e22, -0.8522008497671888, 0.523214785395139, -1.6287782256068988",
    "1.7976931348623157E308, 0.004961954789184062, -0.9999876894265599, -0.004962015874444895",
    "-1.7976931348623157E308, -0.004961954789184062, -0.9999876894265599, 0.004962015874444895",
    "562949953421313, 0.9520051046367197, 0.306082147054722, 3.110292821052769",
    "1e300, -0.8178819121159085, -0.5753861119575491, 1.4214488238747245"
  })
  void greatAnglesKeepAllTheirDigits(String angle, double sine, double cosine, double tangent) {
    double x = Double.parseDouble(angle);
    assertThat(wide(Elementary.SIN, x)).isCloseTo(sine, within(2 * Math.ulp(sine)));
    assertThat(wide(Elementary.COS, x)).isCloseTo(cosine, within(2 * Math.ulp(cosine)));
    assertThat(wide(Elementary.TAN, x)).isCloseTo(tangent, within(2 * Math.ulp(tangent)));
  }

  @Test
  void boundedFunctionsStayWithinTheirBounds() {
    for (Elementary function : List.of(Elementary.TANH, Elementary.ERF, Elementary.SIGMOID)) {
      Interpreter loop = Interpreter.of(DType.FLOAT32, MANY, function::of);
      long[] in = new long[MANY];
      for (long from = 0; from < 0x7f800000; from += 9973L * MANY) {
        for (int k = 0; k < MANY; k++) {
          in[k] = Math.min(from + 9973L * k, 0x7f800000L);
        }
        long[] out = loop.apply(in);
        for (int k = 0; k < MANY; k++) {
          float y = Float.intBitsToFloat((int) out[k]);
          if (!(y >= 0 && y <= 1)) {
            float x = Float.intBitsToFloat((int) in[k]);
            assertThat(y).as("%s(%s)", function, x).isBetween(0f, 1f);
          }
        }
      }
    }
  }

  /** The reference where StrictMath has none, against values computed with 40 digits by mpmath. */
  @Test
  void theReferenceIsRight() {
    assertThat(Wide.erf(0.5)).isEqualTo(0.5204998778130465);
    assertThat(Wide.erf(3.25)).isEqualTo(0.9999956972205363);
    assertThat(Wide.erf(-1e-9)).isEqualTo(-1.1283791670955127e-09);
    assertThat(Wide.erfc(Wide.of(0.5))).isEqualTo(0.4795001221869535);
    assertThat(Wide.erfc(Wide.of(7.5))).isEqualTo(2.776649386030569e-26);
    assertThat(Wide.erfinv(0.3)).isEqualTo(0.2724627147267543);
    assertThat(Wide.gelu(-21.5)).isEqualTo(-1.6736453715942664e-101);
    assertThat(Wide.log2(1.3)).isEqualTo(0.37851162325372983);
    assertThat(Wide.asinh(1e-3)).isEqualTo(0.0009999998333334083);
    assertThat(Wide.sigmoid(1.25)).isEqualTo(0.7772998611746912);
    assertThat(Wide.sigmoid(-35)).isEqualTo(6.305116760146985e-16);
    assertThat(Wide.sigmoid(-740)).isEqualTo(4.2e-322);
    assertThat(WideActivations.silu(-40.25)).isEqualTo(-1.3317202023662944e-16);
    assertThat(WideActivations.geluTanh(-6.5)).isEqualTo(-6.278258772591402e-13);
    assertThat(WideActivations.mish(-1.25)).isEqualTo(-0.3084139611415277);
    assertThat(WideActivations.selu(-0.3)).isEqualTo(-0.4556673153791221);
    assertThat(WideActivations.tanhshrink(0.01)).isEqualTo(3.333200005396607e-07);
    assertThat(WideGamma.lgamma(1.001)).isEqualTo(-0.0005763935982833062);
    assertThat(WideGamma.lgamma(-2.25)).isEqualTo(0.5555015450206475);
    assertThat(WideGamma.digamma(0.25)).isEqualTo(-4.2274535333762655);
    assertThat(WideGamma.digamma(-0.3)).isEqualTo(2.113309779635399);
    assertThat(WideGamma.trigamma(2.5)).isEqualTo(0.49035775610023485);
    assertThat(WideGamma.trigamma(-2.25)).isEqualTo(19.37941051186914);
  }

  @Test
  void anIntegerIsRefusedWithTheWayOut() {
    assertThatThrownBy(() ->
            Expression.of(List.of(DType.INT32), DType.INT32, x -> Exponential.exp(x.getFirst())))
        .isInstanceOf(TypeException.class)
        .hasMessage("exp takes float32 or float64, not int32; convert with to(…).");
  }

  private static float single(Elementary function, float x) {
    Interpreter loop = Interpreter.of(DType.FLOAT32, 1, function::of);
    return Float.intBitsToFloat((int) loop.apply(new long[] {Float.floatToRawIntBits(x)})[0]);
  }

  private static double wide(Elementary function, double x) {
    Interpreter loop = Interpreter.of(DType.FLOAT64, 1, function::of);
    return Double.longBitsToDouble(loop.apply(new long[] {Double.doubleToRawLongBits(x)})[0]);
  }
}
