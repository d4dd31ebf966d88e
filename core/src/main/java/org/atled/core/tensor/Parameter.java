package org.atled.core.tensor;

import java.util.Optional;
import org.atled.core.error.TypeException;

/**
 * A cell that an optimizer learns. Operations on its value leave nodes, unless it is frozen.
 *
 * <p>In a compact source file and in jshell, import it by its name, {@code import
 * org.atled.core.tensor.Parameter;}: {@link java.lang.reflect.Parameter} is in sight there too.
 */
public final class Parameter extends Cell {
  private final Tensor tracked;
  private volatile boolean frozen;

  /** A parameter that starts with a copy of the given numbers, which are floats. */
  public Parameter(Tensor initial) {
    super(initial);
    if (!type().dtype().isFloating()) {
      throw new TypeException(
          "A parameter holds floats, not " + type().dtype() + "; use a Buffer.");
    }
    tracked = live().withNode(Optional.of(new Node.Leaf(type(), Optional.of(this))));
  }

  @Override
  public Tensor value() {
    return frozen ? live() : tracked;
  }

  /** Stops (or lets go on) learning: a frozen parameter needs no gradient. */
  public void freeze(boolean on) {
    frozen = on;
  }

  public boolean isFrozen() {
    return frozen;
  }

  /** The leaf that gradients are asked for, frozen or not. */
  public Node leaf() {
    return tracked.node().orElseThrow();
  }
}
