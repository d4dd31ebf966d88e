package org.atled.compile;

import java.util.Optional;
import java.util.function.Predicate;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.MapKernel;
import org.atled.core.spi.Storage;
import org.atled.core.spi.WithEpilogue;

/** A map whose results only the epilogue of a kernel takes becomes a part of it. */
final class MapIntoEpilogue implements FusionRule {
  @Override
  public Optional<Kernel> fuse(Kernel producer, Kernel consumer, Predicate<Storage> needed) {
    if (!(producer instanceof MapKernel map)
        || !(consumer instanceof WithEpilogue kernel)
        || kernel.epilogue().isEmpty()) {
      return Optional.empty();
    }
    Stage first = Stage.of(map);
    if (first.writesWhat(kernel.inputs())
        || map.outputs().stream().anyMatch(o -> needed.test(o.storage()))) {
      return Optional.empty();
    }
    Stage epilogue = Stage.epilogue(kernel);
    return epilogue
        .meeting(first)
        .flatMap(met -> Alignment.of(met.written(), met.read()))
        .flatMap(first::following)
        // The results stay the first input, whatever the map reads.
        .map(own -> own.withFirstInput(kernel.out()))
        .flatMap(own -> own.then(epilogue, needed))
        .map(stage -> kernel.with(kernel.out(), stage.asEpilogue()))
        .filter(MapOntoResults::isSafe)
        .map(Kernel.class::cast);
  }
}
