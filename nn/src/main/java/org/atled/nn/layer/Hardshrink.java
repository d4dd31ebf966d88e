package org.atled.nn.layer;

import org.atled.core.tensor.Tensor;

/** x where |x| &gt; λ, 0 elsewhere. */
public final class Hardshrink extends Activation {
  /**
   * What a layer is made from.
   *
   * @param lambda what is small
   */
  public record Config(double lambda) {}

  private final Config config;

  /** With PyTorch's lambda, 0.5. */
  public Hardshrink() {
    this(0.5);
  }

  public Hardshrink(double lambda) {
    this(new Config(lambda));
  }

  public Hardshrink(Config config) {
    super(config);
    this.config = config;
  }

  @Override
  protected Tensor of(Tensor x) {
    return x.hardshrink(config.lambda());
  }
}
