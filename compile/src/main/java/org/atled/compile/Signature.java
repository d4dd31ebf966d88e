package org.atled.compile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.atled.core.capture.Recording;
import org.atled.core.expr.Expression;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;

/**
 * What a recorded step does, apart from which objects it was written down in: two recordings with
 * equal signatures give the same numbers. Constants count by a hash of their contents, cells by
 * themselves, and what the step computes by the order in which it appears.
 */
record Signature(List<Object> parts) {
  static Signature of(Recording recording) {
    Map<Storage, Object> names = new IdentityHashMap<>();
    recording.inputs().forEach(input -> names.put(input, names.size()));
    List<Object> parts = new ArrayList<>(recording.types());
    for (Recording.Step step : recording.steps()) {
      parts.add(work(step.kernel()));
      Operands.read(step.kernel()).forEach(window -> add(window, names, parts));
      Operands.written(step.kernel()).forEach(window -> add(window, names, parts));
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

  /** What a kernel does, whatever its operands. */
  static Object work(Kernel kernel) {
    return switch (kernel) {
      case Kernel.Fill k -> List.of("fill", k.bits());
      case Kernel.Copy _ -> "copy";
      case Kernel.Map k -> k.expression();
      case Kernel.Reduce k -> List.of(k.combiner(), k.before(), k.axes(), expression(k.after()));
      case Kernel.ArgReduce k -> k.combiner();
      case Kernel.Gemm k -> List.of("gemm", expression(k.after()));
      case Kernel.Gather k -> List.of("gather", k.axis());
      case Kernel.ScatterAdd k -> List.of("scatter", k.axis());
      case Kernel.Random k -> List.of(k.draw(), k.key(), k.rows().isPresent());
    };
  }

  private static Optional<Expression> expression(Optional<Kernel.After> after) {
    return after.map(Kernel.After::expression);
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
