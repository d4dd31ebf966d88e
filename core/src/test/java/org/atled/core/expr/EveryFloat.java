package org.atled.core.expr;

import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import org.atled.core.shape.DType;

/**
 * A command: computes functions for every float32 there is and prints the greatest error of each.
 * Arguments: names of {@link Elementary}, all without any; {@code step=n} takes every n-th float
 * only. Some minutes for each function.
 */
final class EveryFloat {
  private static final int BLOCK = 1 << 14;

  private EveryFloat() {}

  public static void main(String... arguments) throws Throwable {
    int step = 1;
    List<String> names = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.startsWith("step=")) {
        step = Integer.parseInt(argument.substring(5));
      } else {
        names.add(argument);
      }
    }
    for (Elementary function : Elementary.values()) {
      if (names.isEmpty() || names.contains(function.name())) {
        measure(function, step);
      }
    }
  }

  private static void measure(Elementary function, int step) throws Throwable {
    Expression expression =
        Expression.of(List.of(DType.FLOAT32), DType.FLOAT32, x -> function.of(x.getFirst()));
    MethodHandle loop = SingleLoop.of(expression);
    double worst = 0;
    float where = 0;
    long beyond = 0;
    float[] in = new float[BLOCK];
    float[] out = new float[BLOCK];
    for (long block = Integer.MIN_VALUE; block <= Integer.MAX_VALUE; block += (long) BLOCK * step) {
      for (int k = 0; k < BLOCK; k++) {
        in[k] = Float.intBitsToFloat((int) Math.min(Integer.MAX_VALUE, block + (long) k * step));
      }
      loop.invokeExact(in, out);
      for (int k = 0; k < BLOCK; k++) {
        double exact = function.quickReference(in[k]);
        double ulps = function.ulps(in[k], out[k], exact);
        if (exact == 0 && Math.copySign(1, exact) != Math.copySign(1, out[k])) {
          ulps = Double.POSITIVE_INFINITY;
        }
        if (ulps > 2) {
          beyond++;
        }
        if (ulps > worst) {
          worst = ulps;
          where = in[k];
        }
      }
    }
    System.out.printf(
        "%-8s max %.4f ulp at %-15s (%s); %d beyond 2 ulp%n",
        function, worst, where, Float.toHexString(where), beyond);
  }
}
