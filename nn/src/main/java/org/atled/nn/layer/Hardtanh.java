package org.atled.nn.layer;

import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Tensor;

/** x between two bounds, beyond them the bound. */
public final class Hardtanh extends Activation {
  /**
   * What a layer is made from.
   *
   * @param least what it gives below it
   * @param most what it gives above it
   */
  public record Config(double least, double most) {
    public Config {
      if (!(least < most)) {
        throw new ArgumentException(
            "Hardtanh: least is %s but must be less than most, %s.".formatted(least, most));
      }
    }
  }

  private final Config config;

  /** With PyTorch's bounds, -1 and 1. */
  public Hardtanh() {
    this(-1, 1);
  }

  /**
   * As {@link #Hardtanh(Config)}.
   *
   * @throws ArgumentException if least is not less than most
   */
  public Hardtanh(double least, double most) {
    this(new Config(least, most));
  }

  public Hardtanh(Config config) {
    super(config);
    this.config = config;
  }

  @Override
  protected Tensor of(Tensor x) {
    return x.hardtanh(config.least(), config.most());
  }
}
