/** The CPU backend: a thread pool, blocking and packing, and scalar loops for HotSpot. */
module org.atled.cpu {
  requires transitive org.atled.core;
  requires static org.jspecify;

  exports org.atled.cpu;
  exports org.atled.cpu.code to
      org.atled.cpu.simd;

  provides org.atled.core.spi.BackendProvider with
      org.atled.cpu.CpuProvider;
}
