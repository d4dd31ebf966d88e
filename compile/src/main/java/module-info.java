/** From a step that was written down to a fused and planned one that allocates nothing. */
module org.atled.compile {
  requires transitive org.atled.core;
  requires static org.jspecify;

  exports org.atled.compile;
}
