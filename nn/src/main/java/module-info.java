/** Layers, losses, initialisers and optimizers. */
module org.atled.nn {
  requires transitive org.atled.core;
  requires transitive org.atled.formats;
  requires static org.jspecify;
}
