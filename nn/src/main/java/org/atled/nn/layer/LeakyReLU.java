package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.tensor.Tensor;
import org.atled.formats.json.JsonObject;
import org.atled.formats.json.JsonPlace;

/** x where positive, slope·x elsewhere: Maas, Hannun and Ng 2013. */
public final class LeakyReLU extends Activation {
  private final double slope;

  /** With PyTorch's slope, 0.01. */
  public LeakyReLU() {
    this(0.01);
  }

  public LeakyReLU(double slope) {
    this.slope = slope;
  }

  static LeakyReLU from(JsonPlace json) {
    return new LeakyReLU(json.doubleValue("slope"));
  }

  @Override
  protected Tensor of(Tensor x) {
    return x.leakyRelu(slope);
  }

  @Override
  public Optional<JsonObject> config() {
    return Optional.of(JsonObject.builder().put("slope", slope).build());
  }

  @Override
  public String toString() {
    return "LeakyReLU(" + slope + ")";
  }
}
