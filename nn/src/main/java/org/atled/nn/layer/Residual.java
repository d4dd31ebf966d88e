package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.error.ShapeException;
import org.atled.core.error.StateException;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/**
 * y = f(x) + s(x), with s the identity where there is no shortcut: He et al. 2016, eq. 1 and 2.
 * Shapes: any → what f gives.
 */
public final class Residual extends Layer implements Container {
  /**
   * What a layer is made from.
   *
   * @param body f
   * @param shortcut s, where f changes the shape: a convolution of size 1, say
   */
  public record Config(Layer body, Optional<Layer> shortcut) {}

  private final Layer body;
  private final Optional<Layer> shortcut;

  /** With the identity beside it. */
  public Residual(Layer body) {
    this(new Config(body, Optional.empty()));
  }

  public Residual(Layer body, Layer shortcut) {
    this(new Config(body, Optional.of(shortcut)));
  }

  public Residual(Config config) {
    body = child("body", config.body());
    shortcut = config.shortcut().map(layer -> child("shortcut", layer));
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    Tensor y = body.apply(x, mode);
    Tensor beside = shortcut.map(layer -> layer.apply(x, mode)).orElse(x);
    if (!y.shape().equals(beside.shape())) {
      throw new ShapeException(
          "the body gives %s and the shortcut %s, which cannot be added; give a shortcut that changes"
                  .formatted(y.shape(), beside.shape())
              + " the shape as the body does.");
    }
    return y.add(beside);
  }

  /**
   * What it is made from.
   *
   * @throws StateException if a layer with parameters or buffers stands here twice
   */
  @Override
  public Optional<Config> config() {
    Container.requireUntied(this);
    return Optional.of(new Config(body, shortcut));
  }

  @Override
  public String toString() {
    return "Residual";
  }
}
