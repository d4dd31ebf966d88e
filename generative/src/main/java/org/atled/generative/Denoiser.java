package org.atled.generative;

import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;
import org.atled.nn.Module;

/** A network that tells data and noise apart. */
public abstract class Denoiser extends Module {
  /** v; called by {@link #apply}, which names this network in errors. */
  protected abstract Tensor velocity(Tensor x, Tensor steps, Tensor labels, Mode mode);

  /**
   * v = √ᾱ_t·ε − √(1 − ᾱ_t)·x of x_t = √ᾱ_t·x + √(1 − ᾱ_t)·ε.
   *
   * @param x [batch, …]
   * @param steps t, int64 [batch]
   * @param labels int64 [batch]; the number of classes stands for none
   * @return of the shape of x
   */
  public final Tensor apply(Tensor x, Tensor steps, Tensor labels, Mode mode) {
    return call(mode, () -> velocity(x, steps, labels, mode));
  }
}
