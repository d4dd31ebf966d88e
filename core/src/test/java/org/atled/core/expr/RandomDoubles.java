package org.atled.core.expr;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.atled.core.shape.DType;

/**
 * A command: computes every function in float64 for random numbers, from any bits at all to narrow
 * ranges, and prints the greatest error of each in units of the reference's last place. Arguments:
 * names of {@link Elementary} and {@link FunctionsOfTwoTest.OfTwo}, all without any.
 */
final class RandomDoubles {
  private static final int BLOCK = 4096;
  private static final List<Double> RANGES = List.of(1e-3, 1.0, 8.0, 100.0, 750.0, 0x1p49, 0x1p60);

  private RandomDoubles() {}

  public static void main(String... arguments) {
    List<String> names = List.of(arguments);
    for (Elementary function : Elementary.values()) {
      if (names.isEmpty() || names.contains(function.name())) {
        measure(function, new SplittableRandom(5));
      }
    }
    for (FunctionsOfTwoTest.OfTwo function : FunctionsOfTwoTest.OfTwo.values()) {
      if (names.isEmpty() || names.contains(function.name())) {
        measure(function, new SplittableRandom(5));
      }
    }
  }

  private static void measure(FunctionsOfTwoTest.OfTwo function, SplittableRandom random) {
    Interpreter loop = function.loop(DType.FLOAT64, BLOCK);
    double worst = 0;
    String where = "";
    long[] x = new long[BLOCK];
    long[] y = new long[BLOCK];
    for (int block = 0; block < 2000; block++) {
      int kinds = block;
      Arrays.setAll(x, _ -> FunctionsOfTwoTest.bits(random, kinds % 4));
      Arrays.setAll(y, _ -> FunctionsOfTwoTest.bits(random, kinds / 4 % 4));
      long[] z = loop.apply(x, y);
      for (int k = 0; k < BLOCK; k++) {
        double a = Double.longBitsToDouble(x[k]);
        double b = Double.longBitsToDouble(y[k]);
        double ulps = Elementary.ulps(Double.longBitsToDouble(z[k]), function.reference(a, b));
        if (ulps > worst) {
          worst = ulps;
          where = a + ", " + b;
        }
      }
    }
    System.out.printf(
        "%-8s max %.0f ulp at %s of %d pairs%n", function, worst, where, 2000L * BLOCK);
  }

  private static void measure(Elementary function, SplittableRandom random) {
    Interpreter loop = Interpreter.of(DType.FLOAT64, BLOCK, function::of);
    int blocks = function.isSlow() ? 60 : 500;
    double worst = 0;
    double where = 0;
    long[] in = new long[BLOCK];
    for (int block = 0; block < blocks * (1 + RANGES.size()); block++) {
      int range = block % (1 + RANGES.size());
      for (int k = 0; k < BLOCK; k++) {
        in[k] =
            range == RANGES.size()
                ? random.nextLong()
                : Double.doubleToRawLongBits(
                    random.nextDouble(-RANGES.get(range), RANGES.get(range)));
      }
      long[] out = loop.apply(in);
      for (int k = 0; k < BLOCK; k++) {
        double x = Double.longBitsToDouble(in[k]);
        double ulps = function.ulps(x, Double.longBitsToDouble(out[k]), function.reference(x));
        if (ulps > worst) {
          worst = ulps;
          where = x;
        }
      }
    }
    System.out.printf(
        "%-8s max %.0f ulp at %s of %d numbers%n",
        function, worst, where, (long) blocks * (1 + RANGES.size()) * BLOCK);
  }
}
