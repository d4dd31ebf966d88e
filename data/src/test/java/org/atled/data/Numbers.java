package org.atled.data;

import java.util.stream.IntStream;
import org.atled.core.tensor.Tensor;

/** The arrays behind fresh tensors, read without a backend. */
final class Numbers {
  private Numbers() {}

  static float[] floats(Tensor tensor) {
    return (float[]) tensor.strided().storage().array();
  }

  static long[] longs(Tensor tensor) {
    return (long[]) tensor.strided().storage().array();
  }

  static Batch whole(Dataset data) {
    return data.batch(IntStream.range(0, data.size()).toArray());
  }
}
