package org.atled.cpu;

import static org.atled.cpu.Operands.Layout.CONTIGUOUS;
import static org.atled.cpu.Operands.Layout.SLICED;
import static org.atled.cpu.Operands.Layout.TRANSPOSED;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.Kernel.Draw;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;
import org.atled.cpu.Operands.Layout;
import org.junit.jupiter.api.Test;

public class RandomNumbersTest {
  private static final long KEY = 0x0123456789ABCDEFL;

  private final CpuBackend backend = new CpuBackend(inner(), 1);
  private final Operands operands = new Operands(16);

  /** The loops under test: other modules run these tests on theirs. */
  protected InnerLoops inner() {
    return InnerLoops.scalar("as tests do");
  }

  @Test
  void everyDrawTypeAndLayout() {
    Strided step = Strided.rowMajor(new Storage.Int64(new long[] {7L + (3L << 32)}), Shape.of());
    for (int[] shape : new int[][] {{}, {0}, {1}, {37}, {5000}, {3, 37}, {4, 5, 6}, {2, 4099}}) {
      for (Layout layout : List.of(CONTIGUOUS, TRANSPOSED, SLICED)) {
        for (Draw draw : Draw.values()) {
          for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
            Strided out = operands.of(dtype, layout, shape);
            String what = draw + " " + dtype + Arrays.toString(shape) + layout;
            Operands.check(
                backend, new Kernel.Random(draw, KEY, step, Optional.empty(), out), what);
            if (shape.length > 0) {
              Strided rows = operands.of(DType.INT64, SLICED, shape[0]);
              Operands.check(
                  backend,
                  new Kernel.Random(draw, KEY, step, Optional.of(rows), out),
                  what + " by rows");
            }
          }
        }
      }
    }
  }
}
