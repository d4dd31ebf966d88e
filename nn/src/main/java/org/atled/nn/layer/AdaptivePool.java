package org.atled.nn.layer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/**
 * Means or maxima of so many windows, whatever the sizes of the axes: {@link
 * Tensor#adaptiveAvgPool}, {@link Tensor#adaptiveMaxPool}.
 */
public abstract sealed class AdaptivePool extends Layer
    permits AdaptiveAvgPool1d,
        AdaptiveAvgPool2d,
        AdaptiveAvgPool3d,
        AdaptiveMaxPool1d,
        AdaptiveMaxPool2d,
        AdaptiveMaxPool3d {
  /**
   * What a layer is made from.
   *
   * @param sizes windows along each spatial axis, or one number for all
   */
  public record Config(List<Long> sizes) {
    public Config {
      if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size < 1)) {
        throw new ArgumentException(
            "An adaptive pooling takes sizes of at least 1, not %s.".formatted(sizes));
      }
      sizes = List.copyOf(sizes);
    }

    public static Config of(long... sizes) {
      return new Config(Arrays.stream(sizes).boxed().toList());
    }
  }

  private final boolean greatest;
  private final Config config;
  private final long[] sizes;

  AdaptivePool(int axes, boolean greatest, Config config) {
    this.greatest = greatest;
    this.config = config;
    int given = config.sizes().size();
    if (given != 1 && given != axes) {
      throw new ArgumentException(
          "%s: the sizes %s must be one number for each of %d axes, or one for all."
              .formatted(getClass().getSimpleName(), config.sizes(), axes));
    }
    sizes =
        IntStream.range(0, axes).mapToLong(i -> config.sizes().get(given == 1 ? 0 : i)).toArray();
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return greatest ? x.adaptiveMaxPool(sizes) : x.adaptiveAvgPool(sizes);
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "%s(%s)"
        .formatted(getClass().getSimpleName(), Conv.words(Arrays.stream(sizes).boxed().toList()));
  }
}
