package org.atled.generative;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/** Gives each example a shape: [batch, …] → [batch, sizes], with as many elements. */
public final class Unflatten extends Layer {
  /** What a layer is made from: the sizes of an example. */
  public record Config(List<Long> sizes) {
    public Config {
      sizes = List.copyOf(sizes);
      if (sizes.stream().anyMatch(size -> size < 1)) {
        throw new ArgumentException(
            "Unflatten: the sizes are %s but each must be at least 1.".formatted(sizes));
      }
    }
  }

  private final Config config;

  public Unflatten(long... sizes) {
    this(new Config(Arrays.stream(sizes).boxed().toList()));
  }

  public Unflatten(Config config) {
    this.config = config;
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    long[] sizes = config.sizes().stream().mapToLong(Long::longValue).toArray();
    return x.reshape(Shape.of(x.shape().size(0)).concat(Shape.of(sizes)));
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "Unflatten" + config.sizes();
  }
}
