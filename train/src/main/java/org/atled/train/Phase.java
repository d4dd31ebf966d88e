package org.atled.train;

import org.atled.core.error.ArgumentException;
import org.atled.nn.Module;
import org.atled.nn.optim.Method;

/**
 * One of the things that are done with each batch: a step, and a part of the network that moves by
 * its loss. No other parameter moves, and no gradient by one is computed; running statistics move
 * wherever the loss passes through. A generative adversarial network has two phases, its critic's
 * and its generator's.
 *
 * @param name what reports call its loss
 * @param part what it moves
 * @param rule how
 * @param step computes its loss
 */
public record Phase(String name, Module part, Method rule, Step step) {
  /** The name of the only one. */
  static final String ONLY = "loss";

  /**
   * A phase.
   *
   * @throws ArgumentException if the name is empty
   */
  public Phase {
    if (name.isEmpty()) {
      throw new ArgumentException("A phase needs a name, which its loss is reported by.");
    }
  }
}
