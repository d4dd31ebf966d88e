package org.atled.cpu.simd;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.atled.core.shape.DType;
import org.atled.core.spi.Combiner;
import org.atled.cpu.InnerLoops;
import org.atled.cpu.LaneReducer;
import org.junit.jupiter.api.Test;

/** The places that the scalar loop finds, for every length at which a step or a row may end. */
class VectorPlacesTest {
  private static final int LENGTH = 5000;
  private static final int[] LENGTHS = {1, 7, 31, 32, 33, 63, 64, 65, 100, 127, 128, 129, 1000};

  private final SplittableRandom random = new SplittableRandom(4);

  @Test
  void ordinaryNumbers() {
    compare(_ -> random.nextDouble() - 0.5);
  }

  @Test
  void manyEquals() {
    compare(_ -> random.nextInt(3));
  }

  @Test
  void zerosOfBothSignsAreEqual() {
    compare(_ -> random.nextInt(4) == 0 ? 0.0 : -0.0);
  }

  @Test
  void theFirstNaN() {
    compare(i -> i % 90 > 87 ? Double.NaN : random.nextDouble());
  }

  @Test
  void infinities() {
    compare(_ -> Double.NEGATIVE_INFINITY);
    compare(_ -> Double.POSITIVE_INFINITY);
    compare(i -> i % 3 == 0 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY);
    compare(i -> i % 70 == 69 ? -1 : Double.NEGATIVE_INFINITY);
    compare(_ -> Float.MAX_VALUE);
  }

  private static void compare(IntToDoubleFunction numbers) {
    float[] in = new float[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      in[i] = (float) numbers.applyAsDouble(i);
    }
    for (Combiner combiner : new Combiner[] {Combiner.MAX, Combiner.MIN}) {
      LaneReducer scalar = InnerLoops.scalar("as tests do").places(combiner, DType.FLOAT32);
      LaneReducer vectors = new VectorPlaces(combiner == Combiner.MAX, scalar);
      for (int n : LENGTHS) {
        for (int stride : new int[] {1, 2, -1}) {
          long[] expected = new long[20];
          long[] actual = new long[20];
          int at = stride < 0 ? 1100 : 3;
          scalar.reduce(in, at, 97, 9, stride, n, expected, 1, 2);
          vectors.reduce(in, at, 97, 9, stride, n, actual, 1, 2);
          assertThat(actual).as("%s of %d at stride %d", combiner, n, stride).isEqualTo(expected);
        }
      }
    }
  }
}
