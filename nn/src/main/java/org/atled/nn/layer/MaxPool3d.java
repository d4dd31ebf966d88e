package org.atled.nn.layer;

import org.atled.core.tensor.Pooling;

/** {@link MaxPool} over three axes. */
public final class MaxPool3d extends MaxPool {
  /** Windows of one size, side by side. */
  public MaxPool3d(long kernel) {
    this(Pooling.of(kernel));
  }

  public MaxPool3d(Pooling pooling) {
    this(new Config(pooling));
  }

  public MaxPool3d(Config config) {
    super(3, config);
  }
}
