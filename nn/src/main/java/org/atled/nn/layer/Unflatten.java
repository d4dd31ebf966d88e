package org.atled.nn.layer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/** An axis becomes several: [b, 6] → [b, 2, 3] for axis 1 and sizes 2, 3. */
public final class Unflatten extends Layer {
  /**
   * What a layer is made from.
   *
   * @param axis which is taken apart; negative to count from the end
   * @param sizes that it becomes, one of which may be −1 and is found
   */
  public record Config(int axis, List<Long> sizes) {
    public Config {
      sizes = List.copyOf(sizes);
    }
  }

  private final Config config;

  public Unflatten(int axis, long... sizes) {
    this(new Config(axis, Arrays.stream(sizes).boxed().toList()));
  }

  public Unflatten(Config config) {
    this.config = config;
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return x.unflatten(config.axis(), config.sizes().stream().mapToLong(Long::longValue).toArray());
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "Unflatten(" + config.axis() + ", " + config.sizes() + ")";
  }
}
