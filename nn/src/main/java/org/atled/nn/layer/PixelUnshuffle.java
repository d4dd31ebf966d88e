package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/**
 * Pixels become channels: [batch, c, height·r, width·r] → [batch, c·r², height, width], {@link
 * Tensor#pixelUnshuffle}.
 */
public final class PixelUnshuffle extends Layer {
  /**
   * What a layer is made from.
   *
   * @param factor r
   */
  public record Config(long factor) {
    public Config {
      if (factor < 1) {
        throw new ArgumentException(
            "PixelUnshuffle: factor must be at least 1, not %d.".formatted(factor));
      }
    }
  }

  private final Config config;

  public PixelUnshuffle(long factor) {
    this(new Config(factor));
  }

  public PixelUnshuffle(Config config) {
    this.config = config;
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return x.pixelUnshuffle(config.factor());
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "PixelUnshuffle(" + config.factor() + ")";
  }
}
