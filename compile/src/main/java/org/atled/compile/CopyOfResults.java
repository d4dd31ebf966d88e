package org.atled.compile;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.MapKernel;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;

/** kernel → copy of what it gives, as into a cell: it writes there, if nobody else wants it. */
final class CopyOfResults implements FusionRule {
  @Override
  public Optional<Kernel> fuse(Kernel producer, Kernel consumer, Predicate<Storage> needed) {
    if (!(consumer instanceof MapKernel map) || !isCopy(map)) {
      return Optional.empty();
    }
    Strided from = map.inputs().getFirst();
    Strided to = map.outputs().getFirst();
    List<Strided> written =
        producer.writes().stream().filter(w -> w.storage() == from.storage()).toList();
    boolean fits =
        written.size() == 1
            && isAlike(written.getFirst(), from)
            && producer.overwrites(from.storage())
            && (!producer.mayRefuse() || looksBeforeItWrites(producer))
            && !needed.test(from.storage())
            && producer.operands().stream().noneMatch(x -> x.storage() == to.storage());
    return fits
        ? Optional.of(producer.over(x -> x.storage() == from.storage() ? to : x))
        : Optional.empty();
  }

  /** Indices are all looked at first; a function in Java may refuse its last block. */
  private static boolean looksBeforeItWrites(Kernel producer) {
    return producer.picking().isPresent();
  }

  /** Whether a map gives its one input as it is. */
  static boolean isCopy(MapKernel map) {
    return map.expression().code().size() == 1
        && map.inputs().size() == 1
        && map.outputs().size() == 1
        && map.inputs().getFirst().dtype() == map.outputs().getFirst().dtype();
  }

  private static boolean isAlike(Strided a, Strided b) {
    return a.offset() == b.offset()
        && Arrays.equals(a.sizes(), b.sizes())
        && Arrays.equals(a.strides(), b.strides());
  }
}
