package org.atled.cpu.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.atled.core.shape.DType;
import org.atled.core.spi.Combiner;
import org.atled.core.spi.Storage;
import org.atled.cpu.InnerLoops;
import org.atled.cpu.LaneReducer;
import org.junit.jupiter.api.Test;

/** The bits of the scalar reducer for every length at which a lane, a vector or a row may end. */
class VectorLaneReducerTest {
  private static final int[] LENGTHS = {
    0, 1, 15, 16, 31, 32, 33, 63, 64, 65, 127, 128, 129, 143, 144, 145, 1023, 4096
  };
  private static final List<DType> TYPES =
      List.of(DType.INT32, DType.INT64, DType.FLOAT32, DType.FLOAT64);

  /** Rows beside each other, apart, and one on top of the other. */
  private static final int[][] ROWS = {{1, 0}, {3, 1000}, {16, 129}, {33, 0}, {40, 150}};

  @Test
  void theBitsOfTheScalarReducer() {
    for (DType type : TYPES) {
      for (Combiner combiner : Combiner.values()) {
        // Made once: each is a class of its own.
        LaneReducer scalar = InnerLoops.scalar("as tests do").reducer(combiner, type);
        VectorLaneReducer vectors = VectorLaneReducer.of(combiner, type, scalar);
        for (boolean special : type.isFloating() ? new boolean[] {false, true} : new boolean[1]) {
          Object in = numbers(type, 9000, special);
          for (int n : LENGTHS) {
            for (int[] rows : ROWS) {
              for (int stride : new int[] {1, 2, -1}) {
                if (n != 4096 || (rows[0] <= 3 && stride == 1)) {
                  compare(vectors, in, rows[0], rows[1], stride, n);
                }
              }
            }
          }
        }
      }
    }
  }

  private static void compare(
      VectorLaneReducer vectors, Object in, int outer, int outerStride, int stride, int n) {
    DType type = vectors.type().dtype();
    Object expected = Storage.zeros(type, 100).array();
    Object actual = Storage.zeros(type, 100).array();
    int at = stride < 0 ? 1100 : 5;
    int step = stride == 2 ? outerStride / 2 : outerStride;
    vectors.scalar().reduce(in, at, step, outer, stride, n, expected, 7, 2);
    vectors.reduce(in, at, step, outer, stride, n, actual, 7, 2);
    assertThat(Bits.of(type, actual))
        .as(
            "%s of %d rows of %d %s, strides %d, %d",
            vectors.combiner(), outer, n, type, step, stride)
        .isEqualTo(Bits.of(type, expected));
  }

  /** Numbers whose sum depends on the order; special ones have zeros of both signs and NaN. */
  private static Object numbers(DType type, int length, boolean special) {
    Storage storage = Storage.zeros(type, length);
    for (int i = 0; i < length; i++) {
      double zero = i % 700 == 300 ? 0.0 : -0.0;
      double x = special ? (i % 3000 == 2900 ? Double.NaN : zero) : 1 + StrictMath.sin(i) / 7;
      switch (storage) {
        case Storage.Float32 s -> s.array()[i] = (float) x;
        case Storage.Float64 s -> s.array()[i] = x;
        case Storage.Int32 s -> s.array()[i] = i * 0x9E3779B9;
        case Storage.Int64 s -> s.array()[i] = i * 0x9E3779B97F4A7C15L;
        case Storage.Recorded s -> throw s.noNumbers();
        case Storage.Bool s -> throw new AssertionError(s);
        case Storage.Uint8 s -> throw new AssertionError(s);
        case Storage.Float16 s -> throw new AssertionError(s);
        case Storage.Bfloat16 s -> throw new AssertionError(s);
      }
    }
    return storage.array();
  }
}
