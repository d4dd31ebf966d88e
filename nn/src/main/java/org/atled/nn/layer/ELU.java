package org.atled.nn.layer;

import org.atled.core.tensor.Tensor;

/** x where positive, α·(eˣ − 1) elsewhere: Clevert, Unterthiner and Hochreiter 2016. */
public final class ELU extends Activation {
  /**
   * What a layer is made from.
   *
   * @param alpha how far below 0 it goes
   */
  public record Config(double alpha) {}

  private final Config config;

  /** With PyTorch's alpha, 1. */
  public ELU() {
    this(1);
  }

  public ELU(double alpha) {
    this(new Config(alpha));
  }

  public ELU(Config config) {
    super(config);
    this.config = config;
  }

  @Override
  protected Tensor of(Tensor x) {
    return x.elu(config.alpha());
  }
}
