package org.atled.cpu;

import static org.atled.cpu.Operands.Layout.CONTIGUOUS;
import static org.atled.cpu.Operands.Layout.REPEATED;
import static org.atled.cpu.Operands.Layout.SLICED;
import static org.atled.cpu.Operands.Layout.TRANSPOSED;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.atled.core.shape.DType;
import org.atled.core.spi.GemmKernel;
import org.atled.core.spi.Strided;
import org.atled.cpu.Operands.Layout;
import org.junit.jupiter.api.Test;

public class ProductsTest {
  private final CpuBackend backend = new CpuBackend(inner(), 1);
  private final Operands operands = new Operands(13);

  /** The loops under test: other modules run these tests on theirs. */
  protected InnerLoops inner() {
    return InnerLoops.scalar("as tests do");
  }

  private void check(Strided a, Strided b, Strided out) {
    String what =
        Stream.of(a, b, out)
            .map(s -> Arrays.toString(s.sizes()) + " by " + Arrays.toString(s.strides()))
            .collect(Collectors.joining(", ", a.dtype() + " ", ""));
    Operands.check(backend, new GemmKernel(a, b, out), what);
  }

  @Test
  void everyLayout() {
    int[][] sizes = {
      {1, 1, 1},
      {2, 3, 4},
      {5, 37, 7},
      {37, 5, 41},
      {17, 130, 33},
      {64, 16, 12},
      {3, 200, 70},
      {130, 33, 1},
      {1, 33, 130},
      {1, 300, 1},
      {6, 1, 90},
      {90, 1, 6}
    };
    for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
      for (int[] s : sizes) {
        for (Layout a : Layout.values()) {
          for (Layout b : Layout.values()) {
            for (Layout c : List.of(CONTIGUOUS, TRANSPOSED, SLICED)) {
              check(
                  operands.of(dtype, a, s[0], s[1]),
                  operands.of(dtype, b, s[1], s[2]),
                  operands.of(dtype, c, s[0], s[2]));
            }
          }
        }
      }
    }
  }

  @Test
  void emptySizes() {
    for (int[] s : new int[][] {{0, 3, 4}, {3, 0, 4}, {3, 4, 0}, {0, 0, 0}}) {
      check(
          operands.of(DType.FLOAT32, CONTIGUOUS, s[0], s[1]),
          operands.of(DType.FLOAT32, CONTIGUOUS, s[1], s[2]),
          operands.of(DType.FLOAT32, SLICED, s[0], s[2]));
    }
  }

  /** More than one panel of columns, rows and depth of the inner product. */
  @Test
  void largerThanAPanel() {
    for (Layout layout : List.of(CONTIGUOUS, TRANSPOSED)) {
      check(
          operands.of(DType.FLOAT32, layout, 261, 140),
          operands.of(DType.FLOAT32, layout, 140, 523),
          operands.of(DType.FLOAT32, CONTIGUOUS, 261, 523));
      check(
          operands.of(DType.FLOAT64, layout, 261, 140),
          operands.of(DType.FLOAT64, layout, 140, 523),
          operands.of(DType.FLOAT64, CONTIGUOUS, 261, 523));
    }
  }

  @Test
  void longSumsAreJoinedByTheTree() {
    for (int k : new int[] {4095, 4096, 4097, 8192, 8193, 12289, 20481, 28673}) {
      check(
          operands.of(DType.FLOAT32, CONTIGUOUS, 5, k),
          operands.of(DType.FLOAT32, TRANSPOSED, k, 6),
          operands.of(DType.FLOAT32, SLICED, 5, 6));
    }
  }

  @Test
  void batches() {
    for (int[] batch : new int[][] {{3}, {2, 3}, {0}, {1}}) {
      for (Layout a : Layout.values()) {
        for (Layout b : Layout.values()) {
          check(
              operands.of(DType.FLOAT32, a, with(batch, 9, 20)),
              operands.of(DType.FLOAT32, b, with(batch, 20, 11)),
              operands.of(DType.FLOAT32, CONTIGUOUS, with(batch, 9, 11)));
        }
      }
    }
  }

  /** A linear layer on [batch, time, features]: the matrices of the batch become one. */
  @Test
  void batchesThatShareTheRightMatrix() {
    for (int rows : new int[] {1, 5}) {
      for (Layout layout : List.of(CONTIGUOUS, TRANSPOSED, SLICED)) {
        Strided b = operands.of(DType.FLOAT32, layout, 20, 11);
        check(
            operands.of(DType.FLOAT32, CONTIGUOUS, 4, 3, rows, 20),
            b.broadcastTo(Operands.shape(4, 3, 20, 11)),
            operands.of(DType.FLOAT32, CONTIGUOUS, 4, 3, rows, 11));
        check(
            operands.of(DType.FLOAT32, REPEATED, 4, 3, rows, 20),
            b.broadcastTo(Operands.shape(4, 3, 20, 11)),
            operands.of(DType.FLOAT32, SLICED, 4, 3, rows, 11));
      }
    }
  }

  private static int[] with(int[] batch, int m, int n) {
    int[] all = Arrays.copyOf(batch, batch.length + 2);
    all[batch.length] = m;
    all[batch.length + 1] = n;
    return all;
  }
}
