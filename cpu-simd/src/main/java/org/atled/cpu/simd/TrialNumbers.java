package org.atled.cpu.simd;

import org.atled.core.shape.DType;
import org.atled.core.spi.HalfPrecision;
import org.atled.core.spi.Storage;

/** Data for trials: nothing that would be slow for a processor, as subnormal numbers are. */
final class TrialNumbers {
  private TrialNumbers() {}

  /** Small whole numbers of both signs, some of them 0. */
  static Object of(DType dtype, int length) {
    Storage storage = Storage.zeros(dtype, length);
    for (int i = 0; i < length; i++) {
      int number = i * 37 % 23 - 9;
      switch (storage) {
        case Storage.Recorded s -> throw s.noNumbers();
        case Storage.Bool s -> s.array()[i] = number > 0;
        case Storage.Uint8 s -> s.array()[i] = (byte) number;
        case Storage.Int32 s -> s.array()[i] = number;
        case Storage.Int64 s -> s.array()[i] = number;
        case Storage.Float16 s -> s.array()[i] = HalfPrecision.float16(number);
        case Storage.Bfloat16 s -> s.array()[i] = HalfPrecision.bfloat16(number);
        case Storage.Float32 s -> s.array()[i] = number;
        case Storage.Float64 s -> s.array()[i] = number;
      }
    }
    return storage.array();
  }
}
