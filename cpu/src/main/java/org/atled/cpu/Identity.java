package org.atled.cpu;

import org.atled.core.shape.DType;
import org.atled.core.spi.Combiner;
import org.atled.core.spi.FillKernel;

/** The result of combining nothing. */
final class Identity {
  private Identity() {}

  /** The identity of a combiner on a stored type, as {@link FillKernel} takes it. */
  static long bits(Combiner combiner, DType dtype) {
    return switch (combiner) {
      case SUM -> number(0, dtype);
      case PRODUCT -> number(1, dtype);
      case MAX -> dtype.isFloating() ? Double.doubleToRawLongBits(-1.0 / 0.0) : least(dtype);
      case MIN -> dtype.isFloating() ? Double.doubleToRawLongBits(1.0 / 0.0) : greatest(dtype);
    };
  }

  private static long number(int value, DType dtype) {
    return dtype.isFloating() ? Double.doubleToRawLongBits(value) : value;
  }

  private static long least(DType dtype) {
    return switch (dtype) {
      case INT32 -> Integer.MIN_VALUE;
      case INT64 -> Long.MIN_VALUE;
      case BOOL, UINT8, FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> 0;
    };
  }

  private static long greatest(DType dtype) {
    return switch (dtype) {
      case UINT8 -> 255;
      case INT32 -> Integer.MAX_VALUE;
      case INT64 -> Long.MAX_VALUE;
      case BOOL, FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> 1;
    };
  }
}
