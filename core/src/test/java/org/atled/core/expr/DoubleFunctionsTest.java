package org.atled.core.expr;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.LongUnaryOperator;
import org.atled.core.shape.DType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The accuracy of the elementary functions in float64; {@link RandomDoubles} is its long form. */
class DoubleFunctionsTest {
  private static final int BLOCK = 1024;
  private static final long SEED = 20251120;

  /** Random bits, and random numbers of the size where the function does its work. */
  @ParameterizedTest
  @EnumSource
  void float64IsWithinFourUlps(Elementary function) {
    int blocks = function.isSlow() ? 6 : 60;
    SplittableRandom random = new SplittableRandom(SEED);
    check64(function, blocks, _ -> random.nextLong());
    check64(function, blocks, _ -> Double.doubleToRawLongBits(random.nextDouble(-1, 1)));
    check64(function, blocks, _ -> Double.doubleToRawLongBits(random.nextDouble(-8, 8)));
    check64(function, blocks, _ -> Double.doubleToRawLongBits(random.nextDouble(-750, 750)));
  }

  private static void check64(Elementary function, int blocks, LongUnaryOperator bits) {
    Interpreter loop = Interpreter.of(DType.FLOAT64, BLOCK, function::of);
    long[] in = new long[BLOCK];
    for (int block = 0; block < blocks; block++) {
      Arrays.setAll(in, bits::applyAsLong);
      long[] out = loop.apply(in);
      for (int k = 0; k < BLOCK; k++) {
        double x = Double.longBitsToDouble(in[k]);
        double y = Double.longBitsToDouble(out[k]);
        double exact = function.reference(x);
        if (!(function.ulps(x, y, exact) <= 4)) {
          assertThat(y)
              .as("%s(%s) with seed %d, %.2f ulp", function, x, SEED, function.ulps(x, y, exact))
              .isEqualTo(exact);
        }
      }
    }
  }
}
