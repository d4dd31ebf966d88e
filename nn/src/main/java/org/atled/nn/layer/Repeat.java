package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.StateException;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/**
 * One layer applied so many times, each time to what it gave before: a network of tied weights, as
 * deep as wanted with the parameters of one layer. What draws in it, such as {@link Dropout}, draws
 * anew each time. For several layers of one kind with weights of their own write a {@link
 * Sequential}.
 */
public final class Repeat extends Layer implements Container {
  /**
   * What a layer is made from.
   *
   * @param layer whose results have the shape of its inputs
   * @param times how often, at least 1
   */
  public record Config(Layer layer, long times) {
    public Config {
      if (times < 1) {
        throw new ArgumentException(
            "Repeat: a layer is applied at least once, not %d times.".formatted(times));
      }
    }
  }

  private final Config config;
  private final Layer layer;

  public Repeat(Layer layer, long times) {
    this(new Config(layer, times));
  }

  public Repeat(Config config) {
    this.config = config;
    layer = child("layer", config.layer());
  }

  /**
   * The function.
   *
   * @throws ShapeException if the layer gives another shape than it takes
   */
  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    Tensor y = x;
    for (long time = 0; time < config.times(); time++) {
      Tensor next = layer.apply(y, mode);
      if (config.times() > 1 && !next.shape().equals(y.shape())) {
        throw new ShapeException(
            "%s gives %s for %s, which it cannot take again; a repeated layer must keep the shape."
                .formatted(layer, next.shape(), y.shape()));
      }
      y = next;
    }
    return y;
  }

  /**
   * What it is made from.
   *
   * @throws StateException if a layer with parameters or buffers stands twice in containers here
   */
  @Override
  public Optional<Config> config() {
    Container.requireUntied(this);
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "Repeat(%s, %d)".formatted(layer, config.times());
  }
}
