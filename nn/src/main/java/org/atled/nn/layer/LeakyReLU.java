package org.atled.nn.layer;

import org.atled.core.tensor.Tensor;

/** x where positive, slope·x elsewhere: Maas, Hannun and Ng 2013. */
public final class LeakyReLU extends Activation {
  /**
   * What a layer is made from.
   *
   * @param slope where the input is negative
   */
  public record Config(double slope) {}

  private final Config config;

  /** With PyTorch's slope, 0.01. */
  public LeakyReLU() {
    this(0.01);
  }

  public LeakyReLU(double slope) {
    this(new Config(slope));
  }

  public LeakyReLU(Config config) {
    super(config);
    this.config = config;
  }

  @Override
  protected Tensor of(Tensor x) {
    return x.leakyRelu(config.slope());
  }
}
