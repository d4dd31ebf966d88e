package org.atled.bench;

import java.util.ArrayList;
import java.util.List;
import org.atled.compile.Compiled;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Buffer;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * A matrix product [m, k]·[k, n] of float32. Flops: 2·m·k·n. Bytes: 4·(m·k + k·n + m·n).
 *
 * @param transposeA whether the left operand is a transposed view of what lies in memory
 * @param transposeB the same of the right one
 */
record Gemm(int m, int k, int n, boolean transposeA, boolean transposeB) {
  private static final int[] SQUARES = {128, 256, 512, 1024, 2048};
  private static final int[][] LAYERS = {{100, 784, 100}, {128, 784, 512}, {128, 512, 512}};

  /**
   * Squares, and the products of three layers, forward and backward. For Y = X·Wᵀ with W [n, k] as
   * Linear keeps it these are
   *
   * <ul>
   *   <li>{@code m x k x n nt}: X·Wᵀ;
   *   <li>{@code m x n x k nn}: ∂L/∂X = G·W;
   *   <li>{@code n x m x k tn}: ∂L/∂W = Gᵀ·X,
   * </ul>
   *
   * where n stands for an operand as it lies in memory and t for a transposed view.
   */
  static List<Gemm> all() {
    List<Gemm> all = new ArrayList<>();
    for (int size : SQUARES) {
      all.add(new Gemm(size, size, size, false, false));
    }
    for (int[] layer : LAYERS) {
      int m = layer[0];
      int k = layer[1];
      int n = layer[2];
      all.add(new Gemm(m, k, n, false, false));
      all.add(new Gemm(m, k, n, false, true));
      if (n != k) { // else it is the first again
        all.add(new Gemm(m, n, k, false, false));
      }
      all.add(new Gemm(n, m, k, true, false));
    }
    return all;
  }

  /**
   * As a plan that copies the result into a cell, part by part while it is cached: the same memory
   * each time.
   */
  Workload workload() {
    return workload("gemm", (a, b) -> planned(a, b, new Buffer(left(a).matmul(right(b)))));
  }

  /** With a new tensor for each result. */
  Workload eagerWorkload() {
    return workload("gemm-eager", this::eager);
  }

  Planned planned(Tensor a, Tensor b, Buffer cell) {
    Compiled compiled =
        Compiled.of(in -> {
          cell.copyInto(left(in.get(0)).matmul(right(in.get(1))));
          return List.of();
        });
    return new Planned(compiled, number -> List.of(a, b));
  }

  private Repeated.Task eager(Tensor a, Tensor b) {
    Tensor left = left(a);
    Tensor right = right(b);
    return number -> List.of(left.matmul(right));
  }

  /** Makes what is timed of the operands as they lie in memory. */
  @FunctionalInterface
  private interface Preparation {
    Repeated.Task of(Tensor a, Tensor b);
  }

  private Workload workload(String name, Preparation preparation) {
    long flops = 2L * m * k * n;
    long bytes = 4 * ((long) m * k + (long) k * n + (long) m * n);
    String shape =
        m + "x" + k + "x" + n + " " + (transposeA ? "t" : "n") + (transposeB ? "t" : "n");
    return new Repeated(
        name,
        shape,
        1,
        () -> new Repeated.Work(flops, bytes, bytes),
        Rate.Unit.GFLOPS,
        inputs -> preparation.of(matrix("a", m, k, transposeA), matrix("b", k, n, transposeB)));
  }

  private Tensor left(Tensor a) {
    return transposeA ? a.mT() : a;
  }

  private Tensor right(Tensor b) {
    return transposeB ? b.mT() : b;
  }

  private static Tensor matrix(String name, int rows, int columns, boolean transposed) {
    Shape shape = transposed ? Shape.of(columns, rows) : Shape.of(rows, columns);
    return Sample.normal(Seed.of(1).at(name), new TensorType(DType.FLOAT32, shape));
  }
}
