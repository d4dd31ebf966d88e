package org.atled.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.atled.core.capture.Recording;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;

/**
 * What a recorded step does, apart from which objects it was written down in: two recordings with
 * equal signatures give the same numbers. Constants count by a hash of their contents, cells by
 * themselves, and what the step computes by the order in which it appears.
 */
record Signature(List<Object> parts) {
  private static final Strided NOWHERE =
      Strided.rowMajor(Storage.recorded(DType.BOOL, 1), Shape.of());

  static Signature of(Recording recording) {
    Map<Storage, Object> names = new IdentityHashMap<>();
    recording.inputs().forEach(input -> names.put(input, names.size()));
    List<Object> parts = new ArrayList<>(recording.types());
    for (Recording.Step step : recording.steps()) {
      parts.add(work(step.kernel()));
      step.kernel().reads().forEach(window -> add(window, names, parts));
      step.kernel().writes().forEach(window -> add(window, names, parts));
    }
    recording.outputs().forEach(output -> add(output.strided(), names, parts));
    return new Signature(parts);
  }

  private static void add(Strided window, Map<Storage, Object> names, List<Object> parts) {
    parts.add(names.computeIfAbsent(window.storage(), storage -> name(storage, names.size())));
    place(window, parts);
  }

  private static Object name(Storage storage, int number) {
    if (storage instanceof Storage.Recorded) {
      return number;
    }
    return storage.isOfCell() ? new Same(storage) : content(storage);
  }

  private static List<Object> content(Storage storage) {
    int hash =
        switch (storage) {
          case Storage.Recorded s -> throw s.noNumbers();
          case Storage.Bool s -> Arrays.hashCode(s.array());
          case Storage.Uint8 s -> Arrays.hashCode(s.array());
          case Storage.Int32 s -> Arrays.hashCode(s.array());
          case Storage.Int64 s -> Arrays.hashCode(s.array());
          case Storage.Float16 s -> Arrays.hashCode(s.array());
          case Storage.Bfloat16 s -> Arrays.hashCode(s.array());
          case Storage.Float32 s -> Arrays.hashCode(s.array());
          case Storage.Float64 s -> Arrays.hashCode(s.array());
        };
    return List.of(storage.dtype(), storage.length(), hash);
  }

  /** Where the elements of a window stand in its storage. */
  static void place(Strided window, List<Object> to) {
    to.add(window.offset());
    to.add(Arrays.stream(window.sizes()).boxed().toList());
    to.add(Arrays.stream(window.strides()).boxed().toList());
  }

  /** What a kernel does, whatever its operands: equal if that is the same. */
  static Kernel work(Kernel kernel) {
    return kernel.over(operand -> NOWHERE);
  }

  /** A storage as a key: equal to itself alone. */
  record Same(Storage storage) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Same same && same.storage == storage;
    }

    @Override
    public int hashCode() {
      return System.identityHashCode(storage);
    }
  }
}
