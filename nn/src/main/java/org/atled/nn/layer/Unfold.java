package org.atled.nn.layer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.atled.core.tensor.Sliding;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/**
 * The windows of images as columns: [batch, channels, height, width] → [batch, channels·kernel
 * elements, windows], {@link Tensor#unfold(List, Sliding)}.
 */
public final class Unfold extends Layer {
  /**
   * What a layer is made from.
   *
   * @param kernel height and width of a window, or one number for both
   * @param sliding stride, padding and dilation
   */
  public record Config(List<Long> kernel, Sliding sliding) {
    public Config {
      kernel = List.copyOf(kernel);
    }
  }

  private final Config config;

  /** Step by step, over what is there. */
  public Unfold(long... kernel) {
    this(new Config(Arrays.stream(kernel).boxed().toList(), Sliding.byOne()));
  }

  public Unfold(Config config) {
    this.config = config;
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return x.unfold(config.kernel(), config.sliding());
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "Unfold(" + Conv.words(config.kernel()) + ")";
  }
}
