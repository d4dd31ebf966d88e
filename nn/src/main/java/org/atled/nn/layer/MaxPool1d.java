package org.atled.nn.layer;

import org.atled.core.tensor.Pooling;

/** {@link MaxPool} over one axis. */
public final class MaxPool1d extends MaxPool {
  /** Windows of one size, side by side. */
  public MaxPool1d(long kernel) {
    this(Pooling.of(kernel));
  }

  public MaxPool1d(Pooling pooling) {
    this(new Config(pooling));
  }

  public MaxPool1d(Config config) {
    super(1, config);
  }
}
