package org.atled.cpu;

import org.atled.core.spi.Backend;
import org.atled.core.spi.BackendProvider;

/** Offers the CPU with scalar loops: what every JVM can run. */
public final class CpuProvider implements BackendProvider {
  @Override
  public int priority() {
    return 0;
  }

  @Override
  public Backend create() {
    return new CpuBackend(InnerLoops.scalar("atled-cpu-simd is not there"));
  }
}
