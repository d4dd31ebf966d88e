package org.atled.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.atled.cpu.Operands.Layout.CONTIGUOUS;
import static org.atled.cpu.Operands.Layout.SLICED;
import static org.atled.cpu.Operands.Layout.TRANSPOSED;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.atled.core.expr.BoxMuller;
import org.atled.core.expr.Expression;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.LoopCompiler.Form;
import org.atled.core.spi.LoopCompiler.Step;
import org.atled.core.spi.RandomKernel;
import org.atled.core.spi.RandomKernel.Draw;
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

  /** A pair of words in 2⁶² makes the logarithm of 0 where the half is forgotten. */
  @Test
  void normalNumbersAreFiniteAtBothEnds() {
    int n = 32; // whole vectors, and every end in each place
    int[] first = new int[n];
    int[] second = new int[n];
    double[] u = new double[n];
    double[] v = new double[n];
    for (int i = 0; i < n; i++) {
      first[i] = new int[] {0, 1, -1, Integer.MIN_VALUE, Integer.MAX_VALUE}[i % 5];
      second[i] = new int[] {0, -1, 255}[i % 3];
      u[i] = new double[] {0x1p-53, 1, 0.5}[i % 3];
      v[i] = new double[] {0, 1 - 0x1p-53}[i % 2];
    }
    float[][] floats = new float[2][n];
    double[][] doubles = new double[2][n];

    pairs(BoxMuller.FLOAT32, n, first, second, floats[0], floats[1]);
    pairs(BoxMuller.FLOAT64, n, u, v, doubles[0], doubles[1]);

    for (int i = 0; i < n; i++) {
      assertThat(Math.hypot(floats[0][i], floats[1][i])).isBetween(0.0, 6.67);
      assertThat(Math.hypot(doubles[0][i], doubles[1][i])).isBetween(0.0, 8.58);
    }
    assertThat(floats[0][0]).isEqualTo(6.66f, within(0.01f)); // √(64 ln 2)
    assertThat(doubles[0][0]).isEqualTo(8.57, within(0.01)); // √(106 ln 2)
  }

  private void pairs(Expression pair, int n, Object... arrays) {
    inner()
        .compiler()
        .compile(new Form(pair, Collections.nCopies(4, Step.ONE)))
        .run(arrays, new int[4], new int[4], 1, new int[] {1, 1, 1, 1}, n);
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
            Operands.check(backend, new RandomKernel(draw, KEY, step, Optional.empty(), out), what);
            if (shape.length > 0) {
              Strided rows = operands.of(DType.INT64, SLICED, shape[0]);
              Operands.check(
                  backend,
                  new RandomKernel(draw, KEY, step, Optional.of(rows), out),
                  what + " by rows");
            }
          }
        }
      }
    }
  }
}
