package org.atled.nn.layer;

import org.atled.core.tensor.Pooling;

/** {@link AvgPool} over one axis. */
public final class AvgPool1d extends AvgPool {
  /** Windows of one size, side by side. */
  public AvgPool1d(long kernel) {
    this(Pooling.of(kernel));
  }

  /** Windows in which zeros around count. */
  public AvgPool1d(Pooling pooling) {
    this(new Config(pooling, true));
  }

  public AvgPool1d(Config config) {
    super(1, config);
  }
}
