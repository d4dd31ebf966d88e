package org.atled.bench;

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
 * <p>Bytes as if each operation read its tensors and wrote its result once: 8 a float for the eight
 * operations with one tensor, 12 for the two with two, together 88. Where several run as one loop,
 * fewer pass, and the speed may exceed the memory's.
 */
final class Chain {
  private static final int BYTES = 8 * 8 + 2 * 12;
  private static final int OPERATIONS = 10;

  private Chain() {}

  static Workload workload(int size) {
    return new Repeated(
        "chain",
        Integer.toString(size),
        1,
        new Repeated.Work((long) OPERATIONS * size, (long) BYTES * size, 3 * 4L * size),
        Rate.Unit.GBPS,
        inputs -> {
          Tensor x = Sample.uniform(Seed.of(1), new TensorType(DType.FLOAT32, Shape.of(size)));
          return number -> ten(x);
        });
  }

  static Tensor ten(Tensor x) {
    return x.mul(1.5).add(0.5).relu().mul(x).sub(0.25).abs().sqrt().add(x).maximum(-1.0).neg();
  }
}
