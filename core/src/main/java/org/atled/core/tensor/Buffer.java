package org.atled.core.tensor;

/**
 * A cell that belongs to the state of a network or an optimizer but is not learned by gradients.
 */
public final class Buffer extends Cell {
  public Buffer(Tensor initial) {
    super(initial);
  }
}
