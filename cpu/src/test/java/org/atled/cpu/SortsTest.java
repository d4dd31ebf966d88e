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
import org.atled.core.spi.SortKernel;
import org.atled.core.spi.SortKernel.Order;
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
              check(backend, type, order, in, out, sizes, sizes);
            }
            check(backend, type, order, in, out, new int[] {2, 700}, new int[] {2, 700});
          }
        }
      }
    }
  }

  private void check(
      CpuBackend on, DType type, Order order, Layout in, Layout out, int[] sizes, int[] wanted) {
    Operands.check(
        on,
        new SortKernel(
            order,
            operands.of(type, in, sizes),
            operands.of(type, out, wanted),
            operands.of(DType.INT64, out, wanted)),
        type + " " + order + in + out + Arrays.toString(sizes) + Arrays.toString(wanted));
  }

  /** Few are selected, many are sorted; equals are found in all types but the wide ones. */
  @Test
  void theFirstOfTheOrder() {
    for (DType type : DType.values()) {
      for (Order order : Order.values()) {
        for (Layout layout : List.of(CONTIGUOUS, TRANSPOSED, SLICED)) {
          for (int wanted : new int[] {0, 1, 7, 500, 1400}) {
            check(backend, type, order, layout, layout, new int[] {2, 3000}, new int[] {2, wanted});
          }
        }
      }
    }
  }

  @Test
  void aLongRowIsSharedOut() {
    CpuBackend shared = new CpuBackend(InnerLoops.scalar("as tests do"), 3);
    for (DType type : List.of(DType.UINT8, DType.FLOAT32, DType.FLOAT64)) {
      for (Order order : Order.values()) {
        int[] sizes = {100_000};
        check(shared, type, order, CONTIGUOUS, CONTIGUOUS, sizes, sizes);
        check(shared, type, order, SLICED, TRANSPOSED, sizes, new int[] {10});
        check(shared, type, order, CONTIGUOUS, CONTIGUOUS, sizes, new int[] {20_000});
      }
    }
  }

  /** Every block brings nothing but better ones. */
  @Test
  void theLeastOfDescendingNumbersAreTheLast() {
    int n = 50_000;
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = n - i;
    }
    Storage.Int64 indices = new Storage.Int64(new long[3]);
    backend.run(
        new SortKernel(
            Order.ASCENDING,
            Strided.rowMajor(new Storage.Float32(x), Shape.of(n)),
            Strided.rowMajor(Storage.zeros(DType.FLOAT32, 3), Shape.of(3)),
            Strided.rowMajor(indices, Shape.of(3))));
    assertThat(indices.array()).containsExactly(n - 1, n - 2, n - 3);
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
        new SortKernel(
            order,
            Strided.rowMajor(in, shape),
            Strided.rowMajor(values, shape),
            Strided.rowMajor(indices, shape)));
    return indices.array();
  }
}
