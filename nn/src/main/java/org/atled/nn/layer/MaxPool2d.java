package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.tensor.Pooling;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/** The greatest of each window over two axes: {@link Tensor#maxPool2d}. */
public final class MaxPool2d extends Layer {
  /**
   * What a layer is made from.
   *
   * @param pooling the windows
   */
  public record Config(Pooling pooling) {}

  private final Pooling pooling;

  /** Windows of one size, side by side. */
  public MaxPool2d(long kernel) {
    this(Pooling.of(kernel));
  }

  public MaxPool2d(Pooling pooling) {
    this.pooling = pooling;
  }

  public MaxPool2d(Config config) {
    this(config.pooling());
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return x.maxPool2d(pooling);
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(new Config(pooling));
  }

  @Override
  public String toString() {
    return "MaxPool2d(" + pooling.words() + ")";
  }
}
