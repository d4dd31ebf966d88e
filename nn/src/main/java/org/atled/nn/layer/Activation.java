package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.tensor.Tensor;
import org.atled.formats.json.JsonObject;
import org.atled.nn.Mode;
import org.atled.nn.Module;

/** A function of each element, without state and without parameters: any shape → the same. */
public abstract class Activation extends Module {
  /** The function. */
  protected abstract Tensor of(Tensor x);

  @Override
  protected final Tensor forward(Tensor x, Mode mode) {
    return of(x);
  }

  @Override
  public Optional<JsonObject> config() {
    return Optional.of(JsonObject.builder().build());
  }
}
