package org.atled.nn.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.StateException;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/** Layers one after another, named 0, 1, 2 …. */
public final class Sequential extends Layer implements Container {
  /** What it is made from: its layers. */
  public record Config(List<Layer> layers) {
    public Config {
      layers = List.copyOf(layers);
    }
  }

  private final List<Layer> layers;

  public Sequential(Config config) {
    this.layers = config.layers();
    for (int i = 0; i < layers.size(); i++) {
      child(Integer.toString(i), layers.get(i));
    }
  }

  public static Sequential of(Layer... layers) {
    return of(List.of(layers));
  }

  public static Sequential of(List<? extends Layer> layers) {
    return new Sequential(new Config(List.copyOf(layers)));
  }

  /** The layers, in order. */
  public List<Layer> layers() {
    return layers;
  }

  /**
   * A network of some of these layers. They are the same layers, with the same numbers: what one
   * learns the other knows.
   *
   * @param from the first
   * @param to after the last
   * @throws ArgumentException if there are no such layers
   */
  public Sequential part(int from, int to) {
    if (from < 0 || to > layers.size() || from >= to) {
      throw new ArgumentException(
          "Sequential: there is no part from %d to %d of %d layers, numbered from 0."
              .formatted(from, to, layers.size()));
    }
    return of(layers.subList(from, to));
  }

  /**
   * A network with another layer in the place of one of these; the others are the same layers, with
   * the same numbers. A pretrained network's last layer is replaced by {@code with(n - 1, new
   * Linear(512, 3))}.
   *
   * @param place of the layer to replace, from 0
   * @throws ArgumentException if there is none
   */
  public Sequential with(int place, Layer layer) {
    if (place < 0 || place >= layers.size()) {
      throw new ArgumentException(
          "Sequential: there is no layer %d of %d, numbered from 0."
              .formatted(place, layers.size()));
    }
    List<Layer> replaced = new ArrayList<>(layers);
    replaced.set(place, layer);
    return of(replaced);
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    Tensor y = x;
    for (Layer layer : layers) {
      y = layer.apply(y, mode);
    }
    return y;
  }

  /**
   * The layers; each may be of a kind that {@link Layers} must be told of.
   *
   * @throws StateException if a layer with parameters or buffers stands here twice, or in
   *     containers here: a list of descriptions cannot say that two are one
   */
  @Override
  public Optional<Config> config() {
    Container.requireUntied(this);
    return Optional.of(new Config(layers));
  }

  @Override
  public String toString() {
    return "Sequential" + layers;
  }
}
