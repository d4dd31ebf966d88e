package org.atled.cpu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.atled.cpu.Operands.Layout.CONTIGUOUS;
import static org.atled.cpu.Operands.Layout.SLICED;
import static org.atled.cpu.Operands.Layout.TRANSPOSED;

import java.util.Arrays;
import java.util.List;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.HalfPrecision;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.Kernel.Order;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;
import org.atled.cpu.Operands.Layout;
import org.junit.jupiter.api.Test;

class SortsTest {
  private final CpuBackend backend = new CpuBackend(InnerLoops.scalar("as tests do"), 1);
  private final Operands operands = new Operands(22);

  @Test
  void everyTypeOrderAndLayout() {
    for (DType type : DType.values()) {
      for (Order order : Order.values()) {
        for (Layout in : Layout.values()) {
          for (Layout out : List.of(CONTIGUOUS, TRANSPOSED, SLICED)) {
            for (int[] sizes : new int[][] {{1}, {130}, {4, 33}, {3, 2, 8}, {2, 0}, {0, 3}}) {
              Operands.check(
                  backend,
                  new Kernel.Sort(
                      order,
                      operands.of(type, in, sizes),
                      operands.of(type, out, sizes),
                      operands.of(DType.INT64, out, sizes)),
                  type + " " + order + in + out + Arrays.toString(sizes));
            }
          }
        }
      }
    }
  }

  @Test
  void nanIsGreatestAndEqualNumbersKeepTheirOrder() {
    double[] x = {Double.NaN, 1, -0.0, Double.POSITIVE_INFINITY, 0.0, -Double.NaN, -1, 1};
    long[] up = {6, 2, 4, 1, 7, 3, 0, 5};
    long[] down = {0, 5, 3, 1, 7, 2, 4, 6};
    float[] floats = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      floats[i] = (float) x[i];
    }
    short[] shorts = new short[x.length];
    short[] upper = new short[x.length];
    for (int i = 0; i < x.length; i++) {
      shorts[i] = HalfPrecision.float16(x[i]);
      upper[i] = HalfPrecision.bfloat16(x[i]);
    }
    for (Storage in :
        List.of(
            new Storage.Float64(x),
            new Storage.Float32(floats),
            new Storage.Float16(shorts),
            new Storage.Bfloat16(upper))) {
      assertThat(indices(Order.ASCENDING, in)).containsExactly(up);
      assertThat(indices(Order.DESCENDING, in)).containsExactly(down);
    }
  }

  @Test
  void theLeastAndTheGreatestWholeNumbersAreInOrder() {
    Storage longs = new Storage.Int64(new long[] {0, Long.MAX_VALUE, Long.MIN_VALUE, -1});
    Storage ints = new Storage.Int32(new int[] {0, Integer.MAX_VALUE, Integer.MIN_VALUE, -1});
    for (Storage in : List.of(longs, ints)) {
      assertThat(indices(Order.ASCENDING, in)).containsExactly(2, 3, 0, 1);
      assertThat(indices(Order.DESCENDING, in)).containsExactly(1, 0, 3, 2);
    }
    Storage bytes = new Storage.Uint8(new byte[] {0, (byte) 255, 127, (byte) 128});
    assertThat(indices(Order.ASCENDING, bytes)).containsExactly(0, 2, 3, 1);
  }

  private long[] indices(Order order, Storage in) {
    Shape shape = Shape.of(in.length());
    Storage.Int64 indices = new Storage.Int64(new long[in.length()]);
    Storage values = Storage.zeros(in.dtype(), in.length());
    backend.run(
        new Kernel.Sort(
            order,
            Strided.rowMajor(in, shape),
            Strided.rowMajor(values, shape),
            Strided.rowMajor(indices, shape)));
    return indices.array();
  }
}
