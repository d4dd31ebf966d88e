package org.atled.nn.layer;

import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Tensor;

/** x where positive, α·(e^(x/α) − 1) elsewhere: Barron 2017. */
public final class CELU extends Activation {
  /**
   * What a layer is made from.
   *
   * @param alpha how far below 0 it goes; not 0
   */
  public record Config(double alpha) {
    public Config {
      if (alpha == 0) {
        throw new ArgumentException("CELU: alpha must not be 0, by which the input is divided.");
      }
    }
  }

  private final Config config;

  /** With PyTorch's alpha, 1. */
  public CELU() {
    this(1);
  }

  /**
   * As {@link #CELU(Config)}.
   *
   * @throws ArgumentException if alpha is 0
   */
  public CELU(double alpha) {
    this(new Config(alpha));
  }

  public CELU(Config config) {
    super(config);
    this.config = config;
  }

  @Override
  protected Tensor of(Tensor x) {
    return x.celu(config.alpha());
  }
}
