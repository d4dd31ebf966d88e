package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/**
 * Channels become pixels: [batch, c·r², height, width] → [batch, c, height·r, width·r], {@link
 * Tensor#pixelShuffle}.
 */
public final class PixelShuffle extends Layer {
  /**
   * What a layer is made from.
   *
   * @param factor r
   */
  public record Config(long factor) {
    public Config {
      if (factor < 1) {
        throw new ArgumentException(
            "PixelShuffle: factor must be at least 1, not %d.".formatted(factor));
      }
    }
  }

  private final Config config;

  public PixelShuffle(long factor) {
    this(new Config(factor));
  }

  public PixelShuffle(Config config) {
    this.config = config;
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return x.pixelShuffle(config.factor());
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "PixelShuffle(" + config.factor() + ")";
  }
}
