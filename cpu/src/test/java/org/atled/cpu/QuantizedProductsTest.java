package org.atled.cpu;

import static org.atled.cpu.Operands.Layout.CONTIGUOUS;
import static org.atled.cpu.Operands.Layout.SLICED;
import static org.atled.cpu.Operands.Layout.TRANSPOSED;

import java.util.Arrays;
import java.util.List;
import org.atled.core.shape.DType;
import org.atled.core.spi.QuantizedGemmKernel;
import org.atled.cpu.Operands.Layout;
import org.junit.jupiter.api.Test;

public class QuantizedProductsTest {
  private final CpuBackend backend = new CpuBackend(inner(), 1);
  private final Operands operands = new Operands(29);

  /** The loops under test: other modules run these tests on theirs. */
  protected InnerLoops inner() {
    return InnerLoops.scalar("as tests do");
  }

  private void check(int m, int k, int n, Layout a, Layout b, Layout out) {
    Operands.check(
        backend,
        new QuantizedGemmKernel(
            operands.of(DType.FLOAT32, a, m, k),
            operands.of(DType.UINT8, b, k, n),
            operands.of(DType.FLOAT32, a, n),
            operands.of(DType.FLOAT32, out, m, n)),
        Arrays.toString(new int[] {m, k, n}) + a + b + out);
  }

  /** Sums of whole groups of terms, with a rest, and of less than a group. */
  @Test
  void everyLayout() {
    int[][] sizes = {{1, 1, 1}, {1, 8, 40}, {2, 3, 4}, {3, 37, 70}, {9, 16, 33}, {1, 200, 1}};
    for (int[] s : sizes) {
      for (Layout a : Layout.values()) {
        for (Layout b : Layout.values()) {
          for (Layout out : List.of(CONTIGUOUS, TRANSPOSED, SLICED)) {
            check(s[0], s[1], s[2], a, b, out);
          }
        }
      }
    }
  }

  @Test
  void emptySizes() {
    for (int[] s : new int[][] {{0, 3, 4}, {3, 0, 4}, {3, 4, 0}}) {
      check(s[0], s[1], s[2], CONTIGUOUS, CONTIGUOUS, SLICED);
    }
  }

  /** More columns than go together, and chunks of terms that are joined by the tree. */
  @Test
  void largeSizes() {
    check(2, 21, 5003, CONTIGUOUS, CONTIGUOUS, CONTIGUOUS);
    for (int k : new int[] {4096, 4097, 12289}) {
      check(2, k, 9, CONTIGUOUS, CONTIGUOUS, CONTIGUOUS);
    }
  }
}
