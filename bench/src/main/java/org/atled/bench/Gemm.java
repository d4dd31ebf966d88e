package org.atled.bench;

import java.util.ArrayList;
import java.util.List;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;

/**
 * Matrix products [m, k]·[k, n] of float32, the result's allocation included: squares, and those of
 * three layers, forward and backward. For Y = X·Wᵀ with W [n, k] as Linear keeps it these are
 *
 * <ul>
 *   <li>{@code m x k x n nt}: X·Wᵀ;
 *   <li>{@code m x n x k nn}: ∂L/∂X = G·W;
 *   <li>{@code n x m x k tn}: ∂L/∂W = Gᵀ·X,
 * </ul>
 *
 * where n stands for an operand as it lies in memory and t for a transposed view. Flops: 2·m·k·n.
 * Bytes: 4·(m·k + k·n + m·n).
 */
final class Gemm {
  private static final int[] SQUARES = {128, 256, 512, 1024, 2048};
  private static final int[][] LAYERS = {{100, 784, 100}, {128, 784, 512}, {128, 512, 512}};

  private Gemm() {}

  static List<Workload> workloads() {
    List<Workload> all = new ArrayList<>();
    for (int size : SQUARES) {
      all.add(product(size, size, size, false, false));
    }
    for (int[] layer : LAYERS) {
      int m = layer[0];
      int k = layer[1];
      int n = layer[2];
      all.add(product(m, k, n, false, false));
      all.add(product(m, k, n, false, true));
      if (n != k) { // else it is the first again
        all.add(product(m, n, k, false, false));
      }
      all.add(product(n, m, k, true, false));
    }
    return all;
  }

  static Workload product(int m, int k, int n, boolean transposeA, boolean transposeB) {
    long flops = 2L * m * k * n;
    long bytes = 4 * ((long) m * k + (long) k * n + (long) m * n);
    String shape =
        m + "x" + k + "x" + n + " " + (transposeA ? "t" : "n") + (transposeB ? "t" : "n");
    return new Repeated(
        "gemm",
        shape,
        1,
        new Repeated.Work(flops, bytes, bytes),
        Rate.Unit.GFLOPS,
        inputs -> {
          Tensor a = transposeA ? matrix("a", k, m).mT() : matrix("a", m, k);
          Tensor b = transposeB ? matrix("b", n, k).mT() : matrix("b", k, n);
          return number -> a.matmul(b);
        });
  }

  private static Tensor matrix(String name, int rows, int columns) {
    TensorType type = new TensorType(DType.FLOAT32, Shape.of(rows, columns));
    return Sample.normal(Seed.of(1).at(name), type);
  }
}
