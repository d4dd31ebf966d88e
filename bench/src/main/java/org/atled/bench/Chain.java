package org.atled.bench;

import java.util.List;
import java.util.function.Function;
import org.atled.compile.Compiled;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * Ten element-wise operations on x, one after another: multiply by 1.5, add 0.5, relu, multiply by
 * x, subtract 0.25, absolute value, square root, add x, maximum with −1, negate. Each is cheap, so
 * that memory decides.
 *
 * <p>Bytes: each operation reads its tensors and writes its result once, 8 a float for the eight
 * operations with one tensor, 12 for the two with two, together 88. As one loop they read x and
 * write the result, 8 a float.
 */
final class Chain {
  private static final int BYTES = 8 * 8 + 2 * 12;
  private static final int PLANNED_BYTES = 8;
  private static final int OPERATIONS = 10;

  private Chain() {}

  /** The chain as one loop. */
  static Workload workload(int size) {
    return workload(
        "chain",
        size,
        PLANNED_BYTES,
        x -> new Planned(Compiled.of(in -> List.of(ten(in.getFirst()))), number -> List.of(x)));
  }

  /** The chain operation by operation. */
  static Workload eagerWorkload(int size) {
    return workload("chain-eager", size, BYTES, x -> number -> List.of(ten(x)));
  }

  private static Workload workload(
      String name, int size, int bytes, Function<Tensor, Repeated.Task> task) {
    return new Repeated(
        name,
        Integer.toString(size),
        1,
        () -> new Repeated.Work((long) OPERATIONS * size, (long) bytes * size, 3 * 4L * size),
        Rate.Unit.GBPS,
        inputs ->
            task.apply(Sample.uniform(Seed.of(1), new TensorType(DType.FLOAT32, Shape.of(size)))));
  }

  static Tensor ten(Tensor x) {
    return x.mul(1.5).add(0.5).relu().mul(x).sub(0.25).abs().sqrt().add(x).maximum(-1.0).neg();
  }
}
