package org.atled.nn.layer;

import org.atled.core.tensor.Tensor;

/** x where above a threshold, a value elsewhere. */
public final class Threshold extends Activation {
  /**
   * What a layer is made from.
   *
   * @param threshold what the input must be above
   * @param value what it gives if it is not
   */
  public record Config(double threshold, double value) {}

  private final Config config;

  public Threshold(double threshold, double value) {
    this(new Config(threshold, value));
  }

  public Threshold(Config config) {
    super(config);
    this.config = config;
  }

  @Override
  protected Tensor of(Tensor x) {
    return x.threshold(config.threshold(), config.value());
  }
}
