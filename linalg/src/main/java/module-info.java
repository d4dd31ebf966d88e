/** Decompositions of matrices, and what is solved by them. */
module org.atled.linalg {
  requires transitive org.atled.core;
  requires static org.jspecify;
  requires ejml.core;
  requires ejml.ddense;

  exports org.atled.linalg;
  exports org.atled.linalg.op to
      org.atled.testkit;
}
