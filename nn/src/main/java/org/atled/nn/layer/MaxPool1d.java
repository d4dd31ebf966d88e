package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.tensor.Pooling;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/** The greatest of each window over one axis: {@link Tensor#maxPool1d}. */
public final class MaxPool1d extends Layer {
  /**
   * What a layer is made from.
   *
   * @param pooling the windows
   */
  public record Config(Pooling pooling) {}

  private final Pooling pooling;

  /** Windows of one size, side by side. */
  public MaxPool1d(long kernel) {
    this(Pooling.of(kernel));
  }

  public MaxPool1d(Pooling pooling) {
    this.pooling = pooling;
  }

  public MaxPool1d(Config config) {
    this(config.pooling());
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return x.maxPool1d(pooling);
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(new Config(pooling));
  }

  @Override
  public String toString() {
    return "MaxPool1d(" + pooling.words() + ")";
  }
}
