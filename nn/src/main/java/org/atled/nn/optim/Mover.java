package org.atled.nn.optim;

/** A {@link Method} at work on parameters. */
public sealed interface Mover permits Optimizer, LbfgsOptimizer {
  /** How it moves them. */
  Method rule();
}
