package org.atled.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.atled.cpu.Operands.Layout.CONTIGUOUS;
import static org.atled.cpu.Operands.Layout.SLICED;
import static org.atled.cpu.Operands.Layout.TRANSPOSED;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;
import org.atled.core.spi.WindowMaxKernel;
import org.atled.core.spi.WindowSteps;
import org.atled.cpu.Operands.Layout;
import org.junit.jupiter.api.Test;

public class WindowMaximaTest {
  private final CpuBackend backend = new CpuBackend(inner(), 1);
  private final Operands operands = new Operands(41);

  /** The loops under test: other modules run these tests on theirs. */
  protected InnerLoops inner() {
    return InnerLoops.scalar("as tests do");
  }

  @Test
  void windowsOfEveryKind() {
    Random random = new Random(7);
    List<Layout> layouts = List.of(CONTIGUOUS, TRANSPOSED, SLICED);
    for (int run = 0; run < 150; run++) {
      int axes = 1 + random.nextInt(3);
      int[] in = new int[2 + axes];
      int[] out = new int[2 + axes];
      in[0] = out[0] = random.nextInt(4);
      in[1] = out[1] = 1 + random.nextInt(3);
      List<Integer> kernel = new ArrayList<>();
      List<Integer> stride = new ArrayList<>();
      List<Integer> before = new ArrayList<>();
      List<Integer> dilation = new ArrayList<>();
      for (int i = 0; i < axes; i++) {
        kernel.add(1 + random.nextInt(3));
        stride.add(1 + random.nextInt(3));
        before.add(random.nextInt(3));
        dilation.add(1 + random.nextInt(2));
        in[2 + i] = 1 + random.nextInt(axes == 1 ? 40 : 7);
        out[2 + i] = 1 + (in[2 + i] + before.get(i) - 1) / stride.get(i);
      }
      DType type = DType.values()[1 + random.nextInt(DType.values().length - 1)];
      Kernel kernelOf =
          new WindowMaxKernel(
              operands.of(type, layouts.get(random.nextInt(3)), in),
              operands.of(type, layouts.get(random.nextInt(3)), out),
              operands.of(DType.INT64, layouts.get(random.nextInt(3)), out),
              kernel,
              new WindowSteps(stride, before, dilation));
      Operands.check(backend, kernelOf, run + " " + kernelOf.title() + " of " + type);
    }
  }

  /** More windows than are computed together. */
  @Test
  void longRows() {
    Kernel kernel =
        new WindowMaxKernel(
            operands.of(DType.FLOAT32, CONTIGUOUS, 2, 1, 9, 1201),
            operands.of(DType.FLOAT32, CONTIGUOUS, 2, 1, 4, 600),
            operands.of(DType.INT64, CONTIGUOUS, 2, 1, 4, 600),
            List.of(3, 2),
            new WindowSteps(List.of(2, 2), List.of(1, 1), List.of(1, 1)));
    Operands.check(backend, kernel, "long rows");
  }

  @Test
  void theFirstOfEqualsAndTheLastNanWin() {
    double nan = Double.NaN;
    double inf = Double.POSITIVE_INFINITY;
    assertThat(place(1, 3, 3, 2)).isEqualTo(1);
    assertThat(place(1, nan, 2, nan, 3)).isEqualTo(3);
    assertThat(place(-inf, -inf)).isEqualTo(0);
    assertThat(place(0.0, -0.0)).isEqualTo(0);
    assertThat(place(-0.0, 0.0)).isEqualTo(0);
    assertThat(place(2, inf, 7)).isEqualTo(1);
  }

  private long place(double... x) {
    Storage.Int64 places = new Storage.Int64(new long[1]);
    backend.run(
        new WindowMaxKernel(
            Strided.rowMajor(new Storage.Float64(x), Shape.of(1, 1, x.length)),
            Strided.rowMajor(new Storage.Float64(new double[1]), Shape.of(1, 1, 1)),
            Strided.rowMajor(places, Shape.of(1, 1, 1)),
            List.of(x.length),
            new WindowSteps(List.of(1), List.of(0), List.of(1))));
    return places.array()[0];
  }
}
