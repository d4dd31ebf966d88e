/** Gradient checks, the op table and the oracle, for those who add operations. */
module org.atled.testkit {
  requires transitive org.atled.core;
  requires org.atled.linalg;
  requires transitive org.atled.nn;
  requires static org.jspecify;

  exports org.atled.testkit;
}
