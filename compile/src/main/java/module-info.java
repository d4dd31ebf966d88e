/**
 * From a step that was written down to a plan of fused loops whose intermediates share one arena.
 */
module org.atled.compile {
  requires transitive org.atled.core;
  requires static org.jspecify;

  exports org.atled.compile;
}
