package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/** The channels of each group dealt out in turn: {@link Tensor#channelShuffle}. */
public final class ChannelShuffle extends Layer {
  /**
   * What a layer is made from.
   *
   * @param groups into which the channels are divided
   */
  public record Config(long groups) {
    public Config {
      if (groups < 1) {
        throw new ArgumentException(
            "ChannelShuffle: groups must be at least 1, not %d.".formatted(groups));
      }
    }
  }

  private final Config config;

  public ChannelShuffle(long groups) {
    this(new Config(groups));
  }

  public ChannelShuffle(Config config) {
    this.config = config;
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return x.channelShuffle(config.groups());
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "ChannelShuffle(" + config.groups() + ")";
  }
}
