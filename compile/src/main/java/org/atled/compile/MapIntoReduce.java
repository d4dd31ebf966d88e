package org.atled.compile;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.atled.core.spi.Kernel;
import org.atled.core.spi.MapKernel;
import org.atled.core.spi.ReduceKernel;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;

/** map → reduce: what the map gives is combined as it comes, if nobody else wants it. */
final class MapIntoReduce implements FusionRule {
  @Override
  public Optional<Kernel> fuse(Kernel producer, Kernel consumer, Predicate<Storage> needed) {
    if (!(producer instanceof MapKernel map) || !(consumer instanceof ReduceKernel reduce)) {
      return Optional.empty();
    }
    Stage first = Stage.of(map);
    if (map.outputs().stream().anyMatch(o -> needed.test(o.storage()))
        || reduce.epilogue().filter(e -> first.writesWhat(e.inputs())).isPresent()) {
      return Optional.empty();
    }
    // As if the elements that are combined were stored: nobody reads them.
    Strided walk = reduce.inputs().getFirst();
    Storage elements = Storage.recorded(reduce.before().outputs().getFirst(), walk.elements());
    Stage before =
        new Stage(
            reduce.before(), reduce.inputs(), List.of(Strided.rowMajor(elements, walk.shape())));
    return first
        .before(before, needed)
        .map(stage ->
            new ReduceKernel(
                reduce.combiner(),
                stage.expression(),
                stage.inputs(),
                reduce.axes(),
                reduce.out(),
                reduce.epilogue()))
        .filter(MapOntoResults::isSafe)
        .map(Kernel.class::cast);
  }
}
