package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.tensor.Pooling;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/** The greatest of each window over three axes: {@link Tensor#maxPool3d}. */
public final class MaxPool3d extends Layer {
  /**
   * What a layer is made from.
   *
   * @param pooling the windows
   */
  public record Config(Pooling pooling) {}

  private final Pooling pooling;

  /** Windows of one size, side by side. */
  public MaxPool3d(long kernel) {
    this(Pooling.of(kernel));
  }

  public MaxPool3d(Pooling pooling) {
    this.pooling = pooling;
  }

  public MaxPool3d(Config config) {
    this(config.pooling());
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return x.maxPool3d(pooling);
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(new Config(pooling));
  }

  @Override
  public String toString() {
    return "MaxPool3d(" + pooling.words() + ")";
  }
}
