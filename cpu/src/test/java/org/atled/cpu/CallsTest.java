package org.atled.cpu;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.atled.cpu.Operands.Layout.CONTIGUOUS;
import static org.atled.cpu.Operands.Layout.SLICED;
import static org.atled.cpu.Operands.Layout.TRANSPOSED;

import java.util.Arrays;
import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.BlockFunction;
import org.atled.core.spi.CallKernel;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;
import org.atled.cpu.Operands.Layout;
import org.junit.jupiter.api.Test;

class CallsTest {
  private final CpuBackend backend = new CpuBackend(InnerLoops.scalar("as tests do"), 1);
  private final Operands operands = new Operands(23);

  /** Of a block [m, n] and a number: the block transposed, times the number, and its sum. */
  record Scaled(int m, int n) implements BlockFunction {
    @Override
    public String name() {
      return "scaled";
    }

    @Override
    public long flops() {
      return 2L * m * n;
    }

    @Override
    public void apply(double[][] inputs, double[][] outputs) {
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          inputs[0][i * n + j] *= inputs[1][0];
          outputs[0][j * m + i] = inputs[0][i * n + j];
          outputs[1][0] += inputs[0][i * n + j];
        }
      }
    }
  }

  /** Refuses negative numbers. */
  private record Root() implements BlockFunction {
    @Override
    public String name() {
      return "root";
    }

    @Override
    public long flops() {
      return 1 << 16;
    }

    @Override
    public void apply(double[][] inputs, double[][] outputs) {
      if (inputs[0][0] < 0) {
        throw new ArgumentException("%s is negative.".formatted(inputs[0][0]));
      }
      outputs[0][0] = Math.sqrt(inputs[0][0]);
    }
  }

  @Test
  void everyTypeBatchAndLayout() {
    for (DType in : List.of(DType.FLOAT32, DType.FLOAT64)) {
      for (DType out : List.of(DType.FLOAT32, DType.FLOAT64)) {
        for (Layout from : Layout.values()) {
          for (Layout to : List.of(CONTIGUOUS, TRANSPOSED, SLICED)) {
            for (int[] batch : new int[][] {{}, {1}, {3}, {2, 3}, {0}, {2, 0}}) {
              for (int[] block : new int[][] {{2, 3}, {4, 1}, {0, 2}, {1, 1}}) {
                Operands.check(
                    backend,
                    new CallKernel(
                        new Scaled(block[0], block[1]),
                        batch.length,
                        List.of(
                            operands.of(in, from, joined(batch, block)),
                            operands.of(in, from, batch)),
                        List.of(
                            operands.of(out, to, joined(batch, block[1], block[0])),
                            operands.of(out, to, batch))),
                    in + " " + out + from + to + Arrays.toString(batch) + Arrays.toString(block));
              }
            }
          }
        }
      }
    }
  }

  private static int[] joined(int[] batch, int... block) {
    int[] all = Arrays.copyOf(batch, batch.length + block.length);
    System.arraycopy(block, 0, all, batch.length, block.length);
    return all;
  }

  @Test
  void theFirstBlockThatIsRefusedIsNamedOnAnyNumberOfThreads() {
    double[] x = new double[600];
    Arrays.fill(x, 4);
    x[215] = -1;
    x[216] = -2;
    x[599] = -3;
    for (int threads : new int[] {1, 2, 5}) {
      for (int run = 0; run < 20; run++) {
        assertThatThrownBy(() ->
                new CpuBackend(InnerLoops.scalar("as tests do"), threads)
                    .run(root(x, Shape.of(3, 200))))
            .isInstanceOf(ArgumentException.class)
            .hasMessage("root: batch element [1, 15]: -1.0 is negative.");
      }
    }
    assertThatThrownBy(() -> backend.run(root(new double[] {-1}, Shape.scalar())))
        .hasMessage("root: -1.0 is negative.");
  }

  private static Kernel root(double[] x, Shape shape) {
    Strided out = Strided.rowMajor(Storage.zeros(DType.FLOAT64, x.length), shape);
    Strided in = Strided.rowMajor(new Storage.Float64(x), shape);
    return new CallKernel(new Root(), shape.rank(), List.of(in), List.of(out));
  }
}
