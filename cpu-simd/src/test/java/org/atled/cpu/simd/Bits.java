package org.atled.cpu.simd;

import java.util.stream.IntStream;
import org.atled.core.shape.DType;
import org.atled.core.spi.HalfPrecision;

/** The bits of stored elements, all NaNs as one. */
final class Bits {
  private Bits() {}

  static long[] of(DType type, Object array) {
    return switch (array) {
      case boolean[] a -> IntStream.range(0, a.length).mapToLong(i -> a[i] ? 1 : 0).toArray();
      case byte[] a -> IntStream.range(0, a.length).mapToLong(i -> a[i]).toArray();
      case short[] a ->
          IntStream.range(0, a.length).mapToLong(i -> bitsOfHalf(type, a[i])).toArray();
      case int[] a -> IntStream.range(0, a.length).mapToLong(i -> a[i]).toArray();
      case long[] a -> a.clone();
      case float[] a ->
          IntStream.range(0, a.length).mapToLong(i -> Float.floatToIntBits(a[i])).toArray();
      case double[] a ->
          IntStream.range(0, a.length).mapToLong(i -> Double.doubleToLongBits(a[i])).toArray();
      default -> throw new IllegalArgumentException("Not elements: " + array.getClass());
    };
  }

  private static long bitsOfHalf(DType type, short bits) {
    boolean wide = type == DType.BFLOAT16;
    return Float.floatToIntBits(wide ? HalfPrecision.bfloat16(bits) : HalfPrecision.float16(bits));
  }
}
