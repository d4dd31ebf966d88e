/** Tensors, differentiation and what a backend implements. */
module org.atled.core {
  requires static org.jspecify;

  exports org.atled.core.autograd;
  exports org.atled.core.capture;
  exports org.atled.core.error;
  exports org.atled.core.expr;
  exports org.atled.core.random;
  exports org.atled.core.shape;
  exports org.atled.core.spi;
  exports org.atled.core.tensor;
  // The records themselves are for those who walk over recordings; users call methods of Tensor,
  // and "import module" would bring their short names (Tanh, Copy) into conflict with layers.
  exports org.atled.core.op.elementwise to
      org.atled.testkit;
  exports org.atled.core.op.indexing to
      org.atled.nn,
      org.atled.testkit;
  exports org.atled.core.op.linalg to
      org.atled.testkit;
  exports org.atled.core.op.loss to
      org.atled.testkit;
  exports org.atled.core.op.nn to
      org.atled.testkit;
  exports org.atled.core.op.order to
      org.atled.testkit;
  exports org.atled.core.op.random to
      org.atled.testkit;
  exports org.atled.core.op.reduce to
      org.atled.testkit;
  exports org.atled.core.op.scan to
      org.atled.testkit;
  exports org.atled.core.op.structure to
      org.atled.testkit;

  uses org.atled.core.spi.BackendProvider;
}
