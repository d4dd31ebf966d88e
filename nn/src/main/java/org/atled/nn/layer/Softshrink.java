package org.atled.nn.layer;

import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Tensor;

/** x − λ·sign x where |x| &gt; λ, 0 elsewhere. */
public final class Softshrink extends Activation {
  /**
   * What a layer is made from.
   *
   * @param lambda what is small; at least 0
   */
  public record Config(double lambda) {
    public Config {
      if (!(lambda >= 0)) {
        throw new ArgumentException(
            "Softshrink: lambda is %s but must be at least 0.".formatted(lambda));
      }
    }
  }

  private final Config config;

  /** With PyTorch's lambda, 0.5. */
  public Softshrink() {
    this(0.5);
  }

  /**
   * As {@link #Softshrink(Config)}.
   *
   * @throws ArgumentException if lambda is negative
   */
  public Softshrink(double lambda) {
    this(new Config(lambda));
  }

  public Softshrink(Config config) {
    super(config);
    this.config = config;
  }

  @Override
  protected Tensor of(Tensor x) {
    return x.softshrink(config.lambda());
  }
}
