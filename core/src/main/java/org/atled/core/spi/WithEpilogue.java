package org.atled.core.spi;

import java.util.List;
import java.util.Optional;

/**
 * A family whose results can go through a map on their way to memory.
 *
 * @see Epilogue
 */
public sealed interface WithEpilogue extends Kernel
    permits ReduceKernel, GemmKernel, ConvolveKernel {
  /** What it reads itself. */
  List<Strided> inputs();

  /** Its results, before the map. */
  Strided out();

  Optional<Epilogue> epilogue();

  /** The same work with results elsewhere and another map. */
  WithEpilogue with(Strided out, Epilogue epilogue);

  @Override
  default List<Strided> reads() {
    return OperandLists.joined(inputs(), epilogue().map(Epilogue::inputs).orElse(List.of()));
  }

  @Override
  default List<Strided> writes() {
    return OperandLists.joined(List.of(out()), epilogue().map(Epilogue::outputs).orElse(List.of()));
  }

  /** Of a kernel and a map, the map's outputs are what is written. */
  @Override
  default long bytes() {
    return Kernel.super.bytes() - (epilogue().isPresent() ? out().bytes() : 0);
  }

  /** The flops of the map. */
  default long epilogueFlops() {
    return epilogue().map(e -> out().elements() * e.expression().flops()).orElse(0L);
  }

  /** The title with a word on the map. */
  default String titled(String own) {
    return own + epilogue().map(e -> ", then map of its results").orElse("");
  }
}
