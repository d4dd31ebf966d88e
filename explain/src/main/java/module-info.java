/** Why a model said so: attributions of inputs, effects of columns. */
module org.atled.explain {
  requires static org.jspecify;
  requires transitive org.atled.plot;
  requires transitive org.atled.train;

  exports org.atled.explain;
}
