package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.tensor.Tensor;
import org.atled.formats.json.JsonObject;
import org.atled.nn.Mode;
import org.atled.nn.Module;

/** All axes after the first become one: [b, ..] → [b, product]. */
public final class Flatten extends Module {
  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return x.shape().rank() == 2 ? x : x.shape().rank() == 1 ? x.unsqueeze(1) : x.flatten(1);
  }

  @Override
  public Optional<JsonObject> config() {
    return Optional.of(JsonObject.builder().build());
  }
}
