package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.tensor.Interpolation;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/** [batch, channels, axes..] resized: {@link Tensor#interpolate}. */
public final class Upsample extends Layer {
  private final Interpolation interpolation;

  /** By a factor along each axis, to the nearest element. */
  public Upsample(double scale) {
    this(Interpolation.by(scale));
  }

  public Upsample(Interpolation interpolation) {
    this.interpolation = interpolation;
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return x.interpolate(interpolation);
  }

  @Override
  public Optional<Interpolation> config() {
    return Optional.of(interpolation);
  }

  @Override
  public String toString() {
    return "Upsample(" + interpolation.words() + ")";
  }
}
