package org.atled.cpu.simd;

import java.util.List;
import org.atled.cpu.PeakLoops;

/**
 * Offers {@link VectorPeak} where there is a Vector API, also when computing with it is switched
 * off: the processor's peak stays what it is.
 */
public final class SimdPeakLoops implements PeakLoops {
  @Override
  public List<Loop> loops() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        ? List.of(VectorPeak.values())
        : List.of();
  }
}
