package org.atled.generative;

import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;
import org.atled.nn.Module;

/** A network that finds the noise in data. */
public abstract class Denoiser extends Module {
  /** The noise; called by {@link #apply}, which names this network in errors. */
  protected abstract Tensor noise(Tensor x, Tensor steps, Tensor labels, Mode mode);

  /**
   * The noise ε in x_t.
   *
   * @param x [batch, …]
   * @param steps t, int64 [batch]
   * @param labels int64 [batch]; the number of classes stands for none
   * @return of the shape of x
   */
  public final Tensor apply(Tensor x, Tensor steps, Tensor labels, Mode mode) {
    return call(mode, () -> noise(x, steps, labels, mode));
  }
}
