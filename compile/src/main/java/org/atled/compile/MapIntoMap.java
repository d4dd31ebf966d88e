package org.atled.compile;

import java.util.Optional;
import java.util.function.Predicate;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.MapKernel;
import org.atled.core.spi.Storage;

/** map → map: one map, in the order of the consumer. */
final class MapIntoMap implements FusionRule {
  @Override
  public Optional<Kernel> fuse(Kernel producer, Kernel consumer, Predicate<Storage> needed) {
    return producer instanceof MapKernel first && consumer instanceof MapKernel second
        ? Stage.of(first).before(Stage.of(second), needed).map(Stage::asMap)
        : Optional.empty();
  }
}
