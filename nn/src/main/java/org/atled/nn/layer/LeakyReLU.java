package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.tensor.Tensor;

/** x where positive, slope·x elsewhere: Maas, Hannun and Ng 2013. */
public final class LeakyReLU extends Activation {
  /**
   * What a layer is made from.
   *
   * @param slope where the input is negative
   */
  public record Config(double slope) {}

  private final double slope;

  /** With PyTorch's slope, 0.01. */
  public LeakyReLU() {
    this(0.01);
  }

  public LeakyReLU(double slope) {
    this.slope = slope;
  }

  public LeakyReLU(Config config) {
    this(config.slope());
  }

  @Override
  protected Tensor of(Tensor x) {
    return x.leakyRelu(slope);
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(new Config(slope));
  }

  @Override
  public String toString() {
    return "LeakyReLU(" + slope + ")";
  }
}
