package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/**
 * x/(k + α/size·Σ x²)^β, the sum over neighbouring channels: {@link Tensor#localResponseNorm}.
 * [batch, channels, axes..] → the same.
 */
public final class LocalResponseNorm extends Layer {
  /**
   * What a layer is made from.
   *
   * @param size how many channels are added
   * @param alpha α
   * @param beta β
   * @param k k
   */
  public record Config(long size, double alpha, double beta, double k) {
    public Config {
      if (size < 1) {
        throw new ArgumentException(
            "LocalResponseNorm: the size must be at least 1, not %d.".formatted(size));
      }
    }

    /** With PyTorch's α = 1e-4, β = 0.75 and k = 1. */
    public static Config of(long size) {
      return new Config(size, 1e-4, 0.75, 1);
    }
  }

  private final Config config;

  /** With PyTorch's α = 1e-4, β = 0.75 and k = 1. */
  public LocalResponseNorm(long size) {
    this(Config.of(size));
  }

  public LocalResponseNorm(Config config) {
    this.config = config;
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return x.localResponseNorm(config.size(), config.alpha(), config.beta(), config.k());
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "LocalResponseNorm(%d, alpha %s, beta %s, k %s)"
        .formatted(config.size(), config.alpha(), config.beta(), config.k());
  }
}
