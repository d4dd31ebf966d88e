package org.atled.nn.layer;

import java.util.Optional;
import java.util.stream.Collectors;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/** A function of each element, without state and without parameters: any shape → the same. */
public abstract class Activation extends Layer {
  private final Optional<Record> config;

  protected Activation() {
    config = Optional.empty();
  }

  /** With numbers of its own: what it is made from. */
  protected Activation(Record config) {
    this.config = Optional.of(config);
  }

  /** The function. */
  protected abstract Tensor of(Tensor x);

  @Override
  protected final Tensor forward(Tensor x, Mode mode) {
    return of(x);
  }

  @Override
  public Optional<? extends Record> config() {
    return config;
  }

  @Override
  public String toString() {
    return config.stream()
        .flatMap(ConfigJson::values)
        .map(Object::toString)
        .collect(Collectors.joining(", ", getClass().getSimpleName() + "(", ")"));
  }
}
