package org.atled.core.expr;

import java.lang.invoke.MethodHandle;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.atled.core.shape.DType;

/**
 * A command: computes functions for every float32 there is and prints the greatest error of each,
 * against their references at every float, or where it does by {@link Neighbours}. Arguments: names
 * of {@link Elementary}, all without any; {@code step=n} takes every n-th float only. Some minutes
 * of a processor for each function; all that the common pool has take part ({@code
 * -Djava.util.concurrent.ForkJoinPool.common.parallelism}).
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
    long stride = (long) BLOCK * step;
    Worst worst =
        LongStream.range(0, Math.ceilDiv(1L << 32, stride))
            .parallel()
            .mapToObj(block -> worst(function, loop, Integer.MIN_VALUE + block * stride, step))
            .reduce(new Worst(0, 0, 0), Worst::and);
    System.out.printf(
        "%-11s max %.4f ulp at %-15s (%s) of %,d numbers; %d beyond 2 ulp%n",
        function,
        worst.ulps,
        worst.at,
        Float.toHexString(worst.at),
        Math.ceilDiv(1L << 32, step),
        worst.beyond);
  }

  private static Worst worst(Elementary function, MethodHandle loop, long from, int step) {
    float[] in = new float[BLOCK];
    float[] out = new float[BLOCK];
    for (int k = 0; k < BLOCK; k++) {
      in[k] = Float.intBitsToFloat((int) Math.min(Integer.MAX_VALUE, from + (long) k * step));
    }
    try {
      loop.invokeExact(in, out);
    } catch (Throwable e) {
      throw new AssertionError(e);
    }
    double[] wanted = new double[BLOCK];
    new Neighbours(function, in, wanted).compute();
    Worst worst = new Worst(0, 0, 0);
    for (int k = 0; k < BLOCK; k++) {
      double exact = wanted[k];
      double ulps = function.ulps(in[k], out[k], exact);
      if (exact == 0 && Math.copySign(1, exact) != Math.copySign(1, out[k])) {
        ulps = Double.POSITIVE_INFINITY;
      }
      if (ulps > 2 || ulps > worst.ulps) {
        worst = worst.and(new Worst(ulps, in[k], ulps > 2 ? 1 : 0));
      }
    }
    return worst;
  }

  /** The greatest error, where it is, and how many are beyond 2 ulp. */
  private record Worst(double ulps, float at, long beyond) {
    Worst and(Worst other) {
      boolean worse = other.ulps > ulps;
      return new Worst(worse ? other.ulps : ulps, worse ? other.at : at, beyond + other.beyond);
    }
  }
}
