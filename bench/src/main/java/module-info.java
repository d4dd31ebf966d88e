/** Workloads and instruments: how fast Atled is, and how fast it could be on this machine. */
module org.atled.bench {
  requires java.management;
  requires transitive org.atled.compile;
  requires org.atled.cpu;
  requires org.atled.generative;
  requires transitive org.atled.nn;
  requires org.atled.images;
  requires org.atled.train;
  requires static org.jspecify;

  exports org.atled.bench;

  uses org.atled.cpu.PeakLoops;
}
