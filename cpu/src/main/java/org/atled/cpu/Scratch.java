package org.atled.cpu;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atled.core.shape.DType;
import org.atled.core.spi.Storage;

/** Pooled arrays for results in between. Their contents are whatever the last user left. */
public final class Scratch {
  private static final int SMALLEST_LOG = 6;

  /**
   * Arrays above 2²² elements are made anew each time: making them is little beside filling them.
   */
  private static final int LARGEST_LOG = 22;

  /** Of each size: a thread takes up to a dozen at once, in the gradient of attention. */
  private static final int KEPT = 16 * Runtime.getRuntime().availableProcessors();

  // By ordinal of the type, then by size.
  private static final List<List<Pool<Object>>> POOLS =
      Arrays.stream(DType.values()).map(Scratch::pools).toList();

  private Scratch() {}

  /** A Java array of the type with at least this length. */
  public static Object take(DType dtype, int length) {
    int log = log(length);
    return log > LARGEST_LOG ? Storage.zeros(dtype, length).array() : pool(dtype, log).take();
  }

  /** Gives an array back that was taken with the same type and length. */
  public static void give(DType dtype, int length, Object array) {
    int log = log(length);
    if (log <= LARGEST_LOG) {
      pool(dtype, log).give(array);
    }
  }

  /** A storage around an array that was taken with that type. */
  static Storage asStorage(DType dtype, Object array) {
    return switch (dtype) {
      case BOOL -> new Storage.Bool((boolean[]) array);
      case UINT8 -> new Storage.Uint8((byte[]) array);
      case INT32 -> new Storage.Int32((int[]) array);
      case INT64 -> new Storage.Int64((long[]) array);
      case FLOAT16 -> new Storage.Float16((short[]) array);
      case BFLOAT16 -> new Storage.Bfloat16((short[]) array);
      case FLOAT32 -> new Storage.Float32((float[]) array);
      case FLOAT64 -> new Storage.Float64((double[]) array);
    };
  }

  private static List<Pool<Object>> pools(DType dtype) {
    List<Pool<Object>> bySize = new ArrayList<>();
    for (int log = SMALLEST_LOG; log <= LARGEST_LOG; log++) {
      int length = 1 << log;
      bySize.add(new Pool<>(KEPT, () -> Storage.zeros(dtype, length).array()));
    }
    return bySize;
  }

  private static Pool<Object> pool(DType dtype, int log) {
    return POOLS.get(dtype.ordinal()).get(log - SMALLEST_LOG);
  }

  private static int log(int length) {
    return Math.max(SMALLEST_LOG, 32 - Integer.numberOfLeadingZeros(Math.max(length, 1) - 1));
  }
}
