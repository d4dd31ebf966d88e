/** Why a model said so: attributions of inputs, effects of columns. */
module org.atled.explain {
  requires static org.jspecify;
  requires transitive org.atled.nn;

  exports org.atled.explain;
}
