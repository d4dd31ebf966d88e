package org.atled.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.atled.core.tensor.Tensor;
import org.atled.data.Dataset;
import org.atled.formats.safetensors.SafetensorsWriter;

/**
 * By what a resumed run knows its data again: a checksum of the tensors of its examples, or, of
 * more than about a million numbers, of so many of them, evenly spread.
 */
final class Fingerprint {
  private static final long NUMBERS = 1 << 20;
  private static final int FEWEST = 16;

  private Fingerprint() {}

  static String of(Dataset data) {
    long each =
        data.info().tensors().values().stream()
            .mapToLong(type -> Math.max(1, type.shape().elements()))
            .sum();
    int examples = (int) Math.max(FEWEST, NUMBERS / Math.max(1, each));
    Map<String, Tensor> tensors = data.spread(examples).tensors().entries();
    long sum =
        SafetensorsWriter.checksum(
            List.of(data.info().task().toString()), new LinkedHashMap<>(tensors));
    return Long.toHexString(sum);
  }
}
