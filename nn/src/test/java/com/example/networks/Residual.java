package com.example.networks;

import java.util.Optional;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/** y = x + f(x), He et al. 2016, eq. 1. Shapes: any → the same. */
public final class Residual extends Layer {
  public record Config(Layer body) {}

  private final Layer body;

  public Residual(Layer body) {
    this.body = child("body", body);
  }

  public Residual(Config config) {
    this(config.body());
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return x.add(body.apply(x, mode));
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(new Config(body));
  }
}
