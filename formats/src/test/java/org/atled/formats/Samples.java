package org.atled.formats;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.SequencedMap;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;
import org.atled.core.tensor.Tensor;

/** Arrays of every type and of the odd shapes, and the files in the test resources. */
public final class Samples {
  private Samples() {}

  public static byte[] resource(String name) {
    try (InputStream in = Samples.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The value of a key that must be there. */
  public static <T> T get(Map<String, T> map, String key) {
    return Objects.requireNonNull(map.get(key), key);
  }

  /** Every type in the shapes [], [0], [3, 0, 2], [5], [2, 3] and one longer than any buffer. */
  public static List<Tensor> all() {
    List<Tensor> all = new ArrayList<>();
    for (DType dtype : DType.values()) {
      for (long[] sizes : new long[][] {{}, {0}, {3, 0, 2}, {5}, {2, 3}, {70_001}}) {
        all.add(random(dtype, Shape.of(sizes)));
      }
    }
    return all;
  }

  /** All samples under names of many scripts, in an order that is not the alphabet's. */
  public static SequencedMap<String, Tensor> named() {
    SequencedMap<String, Tensor> named = new LinkedHashMap<>();
    List<Tensor> all = all();
    for (int i = all.size() - 1; i >= 0; i--) {
      named.put("gewicht ü/重み 𝛁 \" \\ " + i, all.get(i));
    }
    return named;
  }

  public static Tensor random(DType dtype, Shape shape) {
    Random random = new Random(7);
    Storage storage = Storage.zeros(dtype, shape.elements());
    for (int i = 0; i < storage.length(); i++) {
      switch (storage) {
        case Storage.Recorded s -> throw s.noNumbers();
        case Storage.Bool s -> s.array()[i] = random.nextBoolean();
        case Storage.Uint8 s -> s.array()[i] = (byte) random.nextInt();
        case Storage.Int32 s -> s.array()[i] = random.nextInt();
        case Storage.Int64 s -> s.array()[i] = random.nextLong();
        case Storage.Float16 s -> s.array()[i] = (short) (random.nextInt() & 0xBFFF);
        case Storage.Bfloat16 s -> s.array()[i] = (short) (random.nextInt() & 0xBFFF);
        case Storage.Float32 s -> s.array()[i] = random.nextFloat() / 3;
        case Storage.Float64 s -> s.array()[i] = random.nextGaussian();
      }
    }
    return Tensor.wrap(storage, shape);
  }
}
