package org.atled.nn.layer;

import java.util.List;
import java.util.Optional;
import org.atled.core.tensor.Sliding;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/**
 * Columns added up where their windows overlap: [batch, channels·kernel elements, windows] →
 * [batch, channels, height, width], {@link Tensor#fold(List, List, Sliding)}. What {@link Unfold}
 * cut up.
 */
public final class Fold extends Layer {
  /**
   * What a layer is made from.
   *
   * @param size height and width of the result, or one number for both
   * @param kernel height and width of a window, or one number for both
   * @param sliding stride, padding and dilation
   */
  public record Config(List<Long> size, List<Long> kernel, Sliding sliding) {
    public Config {
      size = List.copyOf(size);
      kernel = List.copyOf(kernel);
    }
  }

  private final Config config;

  public Fold(Config config) {
    this.config = config;
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return x.fold(config.size(), config.kernel(), config.sliding());
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "Fold(%s, kernel %s)".formatted(Conv.words(config.size()), Conv.words(config.kernel()));
  }
}
