package org.atled.compile;

import java.util.Optional;
import java.util.function.Predicate;
import org.atled.core.spi.Epilogue;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.MapKernel;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;
import org.atled.core.spi.WithEpilogue;

/** gemm → map, reduce → map: the map becomes the producer's epilogue. */
final class MapOntoResults implements FusionRule {
  @Override
  public Optional<Kernel> fuse(Kernel producer, Kernel consumer, Predicate<Storage> needed) {
    return producer instanceof WithEpilogue first && consumer instanceof MapKernel map
        ? Stage.epilogue(first)
            .leading(Stage.of(map), needed)
            .map(stage -> ending(first, stage, needed))
            .filter(MapOntoResults::isSafe)
            .map(Kernel.class::cast)
        : Optional.empty();
  }

  /**
   * Results that nobody wants as such are stored where the map's are, if the map reads nothing
   * there: one window less to go through.
   */
  private static WithEpilogue ending(
      WithEpilogue producer, Stage stage, Predicate<Storage> needed) {
    Epilogue epilogue = stage.asEpilogue();
    Strided out = producer.out();
    if (!needed.test(out.storage())) {
      for (Strided place : stage.outputs()) {
        boolean free =
            place.dtype() == out.dtype()
                && place.storage() instanceof Storage.Recorded
                && epilogue.inputs().stream().noneMatch(in -> in.storage() == place.storage());
        if (free) {
          return producer.with(place, epilogue);
        }
      }
    }
    return producer.with(out, epilogue);
  }

  /** Whether the epilogue writes nothing that the kernel itself still reads. */
  static boolean isSafe(WithEpilogue kernel) {
    return kernel.epilogue().stream()
        .flatMap(epilogue -> epilogue.outputs().stream())
        .noneMatch(o -> kernel.inputs().stream().anyMatch(r -> r.storage() == o.storage()));
  }
}
