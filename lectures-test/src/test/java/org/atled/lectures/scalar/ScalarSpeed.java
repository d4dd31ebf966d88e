package org.atled.lectures.scalar;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;

/**
 * How many operations a second rung 5 does, forward and backward together: a program to run by hand
 * on a machine that is left alone, no test. An operation is a value that was made of others.
 */
final class ScalarSpeed {
  private static final double WARM_UP_SECONDS = 3;
  private static final int REPETITIONS = 7;
  private static final double NANOS = 1e9;

  private ScalarSpeed() {}

  public static void main(String[] args) {
    for (DType dtype : new DType[] {DType.FLOAT64, DType.FLOAT32}) {
      tell("2-16-16-1, 32 examples, " + dtype, network(dtype, 32, 2, 16, 16, 1));
      tell("64-32-10, 8 examples, " + dtype, network(dtype, 8, 64, 32, 10));
      tell("784-100-10, 1 example, " + dtype, network(dtype, 1, 784, 100, 10));
    }
    tell("chain of 1,000,000", () -> chain(1_000_000));
    tell("chain of 1,000", () -> chain(1_000));
  }

  /** The loss of a batch of random examples, anew each time. */
  private static Supplier<Value> network(DType dtype, int batch, int nin, int... nouts) {
    NeuralNetwork model = NeuralNetwork.of(dtype, Seed.of(1), Unit.RELU, Unit.SIGMOID, nin, nouts);
    Draws draws = Seed.of(2).draws();
    double[][] x = new double[batch][nin];
    double[][] ys = new double[batch][nouts[nouts.length - 1]];
    for (int i = 0; i < batch; i++) {
      Arrays.setAll(x[i], j -> draws.normal());
      Arrays.setAll(ys[i], j -> draws.below(2));
    }
    return () -> model.loss(x, ys);
  }

  private static Value chain(int length) {
    Value x = Value.of(1.0);
    Value factor = Value.of(0.999999);
    Value y = x;
    for (int i = 0; i < length; i++) {
      y = i % 2 == 0 ? y.mul(factor) : y.add(x);
    }
    return y;
  }

  private static void tell(String what, Supplier<Value> forward) {
    long operations = operations(forward.get());
    int steps = (int) Math.max(1, 2_000_000 / operations);
    long start = System.nanoTime();
    while (System.nanoTime() - start < WARM_UP_SECONDS * NANOS) {
      forward.get().backward();
    }
    double[] rates = new double[REPETITIONS];
    for (int r = 0; r < REPETITIONS; r++) {
      long from = System.nanoTime();
      for (int i = 0; i < steps; i++) {
        forward.get().backward();
      }
      rates[r] = operations * steps / ((System.nanoTime() - from) / NANOS);
    }
    Arrays.sort(rates);
    System.out.printf(
        Locale.ROOT,
        "%-32s %,9d operations  %6.1f million/s (%.1f to %.1f)%n",
        what,
        operations,
        rates[REPETITIONS / 2] / 1e6,
        rates[0] / 1e6,
        rates[REPETITIONS - 1] / 1e6);
  }

  private static long operations(Value result) {
    Topology order = Topology.of(result);
    long count = 0;
    for (int i = 0; i < order.size(); i++) {
      count += order.get(i).operands().isEmpty() ? 0 : 1;
    }
    return count;
  }
}
