package com.example.networks;

import java.util.Optional;
import org.atled.core.tensor.Tensor;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;
import org.atled.nn.Mode;
import org.atled.nn.Module;
import org.atled.nn.layer.Layers;

/** y = x + f(x), He et al. 2016, eq. 1. Shapes: any → the same. */
public final class Residual extends Module {
  private final Module body;

  public Residual(Module body) {
    this.body = child("body", body);
  }

  static Residual from(JsonPlace json, Layers layers) {
    return new Residual(layers.make(json.object("body")));
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return x.add(body.apply(x, mode));
  }

  @Override
  public Optional<JsonObject> config() {
    return Optional.of(JsonObject.builder().put("body", Layers.describe(body)).build());
  }
}
