/** Tensors, operations and reverse-mode differentiation. */
module org.atled.core {
  requires static org.jspecify;
}
