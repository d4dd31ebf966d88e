package org.atled.compile;

import java.util.Optional;
import java.util.function.Predicate;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;

/** gemm → map, reduce → map: the map becomes the producer's epilogue. */
final class MapOntoResults implements FusionRule {
  @Override
  public Optional<Kernel> fuse(Kernel producer, Kernel consumer, Predicate<Storage> needed) {
    return producer instanceof Kernel.WithEpilogue first && consumer instanceof Kernel.Map map
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
  private static Kernel.WithEpilogue ending(
      Kernel.WithEpilogue producer, Stage stage, Predicate<Storage> needed) {
    Kernel.Epilogue epilogue = stage.asEpilogue();
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
  static boolean isSafe(Kernel.WithEpilogue kernel) {
    return kernel.epilogue().stream()
        .flatMap(epilogue -> epilogue.outputs().stream())
        .noneMatch(o -> kernel.inputs().stream().anyMatch(r -> r.storage() == o.storage()));
  }
}
