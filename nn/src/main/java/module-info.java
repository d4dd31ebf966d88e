/** Layers, losses, initialisers and optimizers. */
module org.atled.nn {
  requires transitive org.atled.core;
  requires transitive org.atled.formats;
  requires static org.jspecify;

  exports org.atled.nn;
  exports org.atled.nn.file;
  exports org.atled.nn.init;
  exports org.atled.nn.inspect;
  exports org.atled.nn.layer;
  exports org.atled.nn.loss;
  exports org.atled.nn.optim;
}
