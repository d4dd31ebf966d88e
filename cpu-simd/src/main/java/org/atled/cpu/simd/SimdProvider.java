package org.atled.cpu.simd;

import org.atled.core.spi.Backend;
import org.atled.core.spi.BackendProvider;
import org.atled.cpu.CpuBackend;
import org.atled.cpu.InnerLoops;

/**
 * Offers the CPU with vector loops where this JVM can run them fast, and with scalar loops where
 * not. Names no class that needs the Vector API, which may be missing.
 */
public final class SimdProvider implements BackendProvider {
  private static final System.Logger LOGGER = System.getLogger("org.atled.cpu.simd");

  @Override
  public int priority() {
    return 10;
  }

  @Override
  public Backend create() {
    SimdChoice choice = SimdChoice.ofThisJvm();
    InnerLoops inner =
        choice.vectors() ? VectorLoops.create(choice) : InnerLoops.scalar(choice.why());
    LOGGER.log(
        System.Logger.Level.INFO, "The CPU backend computes with " + inner.description() + ".");
    return new CpuBackend(inner);
  }
}
