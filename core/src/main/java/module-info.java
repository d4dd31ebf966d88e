/** Tensors, differentiation and what a backend implements. */
module org.atled.core {
  requires static org.jspecify;

  exports org.atled.core.autograd;
  exports org.atled.core.capture;
  exports org.atled.core.error;
  exports org.atled.core.expr;
  exports org.atled.core.op;
  exports org.atled.core.random;
  exports org.atled.core.shape;
  exports org.atled.core.spi;
  exports org.atled.core.tensor;

  uses org.atled.core.spi.BackendProvider;
}
