package org.atled.nn;

import org.atled.core.error.StateException;
import org.atled.core.tensor.Tensor;

/**
 * A module from one tensor to one, which may keep buffers. What has other inputs, several results,
 * or a state that is passed in and out is a {@link Module} that declares an {@code apply} of its
 * own.
 */
public abstract class Layer extends Module {
  /** The function. Called by {@link #apply}, which names this layer in errors. */
  protected abstract Tensor forward(Tensor x, Mode mode);

  /** Evaluates; as {@link #apply(Tensor, Mode)} in {@link Mode#evaluation}. */
  public final Tensor apply(Tensor x) {
    return apply(x, Mode.evaluation());
  }

  /**
   * The function, in a mode.
   *
   * @throws StateException if this layer has parameters that are not frozen, or only buffers, and
   *     works inside the call of another that it is no part of
   */
  public final Tensor apply(Tensor x, Mode mode) {
    return call(mode, () -> forward(x, mode));
  }
}
