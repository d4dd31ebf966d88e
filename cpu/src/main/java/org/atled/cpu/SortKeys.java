package org.atled.cpu;

import org.atled.core.spi.SortKernel;
import org.atled.core.spi.Storage;

/** Elements as whole numbers that are ordered as they are: NaN is one number above all, −0 is 0. */
final class SortKeys {
  private SortKeys() {}

  /** The keys of {@code in[at + i·stride]}, to be sorted from the least to the greatest. */
  static void of(
      Storage in, int at, int stride, SortKernel.Order order, long[] keys, int begin, int end) {
    switch (in) {
      case Storage.Recorded s -> throw s.noNumbers();
      case Storage.Bool s -> {
        for (int i = begin, from = at; i < end; i++, from += stride) {
          keys[i] = s.array()[from] ? 1 : 0;
        }
      }
      case Storage.Uint8 s -> {
        for (int i = begin, from = at; i < end; i++, from += stride) {
          keys[i] = s.array()[from] & 0xFF;
        }
      }
      case Storage.Int32 s -> {
        for (int i = begin, from = at; i < end; i++, from += stride) {
          keys[i] = s.array()[from];
        }
      }
      case Storage.Int64 s -> {
        for (int i = begin, from = at; i < end; i++, from += stride) {
          keys[i] = s.array()[from];
        }
      }
      case Storage.Float16 s -> {
        for (int i = begin, from = at; i < end; i++, from += stride) {
          keys[i] = key(s.get(from));
        }
      }
      case Storage.Bfloat16 s -> {
        for (int i = begin, from = at; i < end; i++, from += stride) {
          keys[i] = key(s.get(from));
        }
      }
      case Storage.Float32 s -> {
        for (int i = begin, from = at; i < end; i++, from += stride) {
          keys[i] = key(s.array()[from]);
        }
      }
      case Storage.Float64 s -> {
        for (int i = begin, from = at; i < end; i++, from += stride) {
          long bits = Double.doubleToLongBits(s.array()[from] + 0d);
          keys[i] = bits ^ (bits >> 63 & Long.MAX_VALUE);
        }
      }
    }
    if (order == SortKernel.Order.DESCENDING) {
      for (int i = begin; i < end; i++) {
        keys[i] = ~keys[i];
      }
    }
  }

  private static int key(float x) {
    int bits = Float.floatToIntBits(x + 0f);
    return bits ^ (bits >> 31 & Integer.MAX_VALUE);
  }
}
