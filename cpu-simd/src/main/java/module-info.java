/** The CPU backend with inner loops on the Vector API. */
module org.atled.cpu.simd {
  requires transitive org.atled.cpu;
  requires jdk.incubator.vector;
  requires static org.jspecify;

  provides org.atled.core.spi.BackendProvider with
      org.atled.cpu.simd.SimdProvider;
  provides org.atled.cpu.PeakLoops with
      org.atled.cpu.simd.SimdPeakLoops;
}
