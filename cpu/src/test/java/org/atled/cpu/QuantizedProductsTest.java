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
    check(m, k, 1, n, a, b, out);
  }

  private void check(int m, int k, int panels, int width, Layout a, Layout b, Layout out) {
    Operands.check(
        backend,
        new QuantizedGemmKernel(
            operands.of(DType.FLOAT32, a, m, k),
            operands.of(DType.UINT8, b, panels, k, width),
            operands.of(DType.FLOAT32, a, panels * width),
            operands.of(DType.FLOAT32, out, m, panels * width)),
        Arrays.toString(new int[] {m, k, panels, width}) + a + b + out);
  }

  @Test
  void panels() {
    for (Layout b : Layout.values()) {
      check(1, 37, 3, 16, CONTIGUOUS, b, CONTIGUOUS);
      check(2, 9, 5, 3, SLICED, b, TRANSPOSED);
    }
    // Tiles of 64 columns: whole, with a rest, and two in a panel.
    for (int width : new int[] {64, 70, 128}) {
      check(1, 37, 3, width, CONTIGUOUS, CONTIGUOUS, CONTIGUOUS);
      check(3, 9, 2, width, TRANSPOSED, SLICED, SLICED);
      check(2, 4097, 2, width, SLICED, CONTIGUOUS, TRANSPOSED);
    }
    check(2, 5, 3, 2100, CONTIGUOUS, CONTIGUOUS, CONTIGUOUS);
    check(1, 4097, 7, 20, CONTIGUOUS, CONTIGUOUS, CONTIGUOUS);
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
