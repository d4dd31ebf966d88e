package org.atled.nn.layer;

import org.atled.core.tensor.Pooling;

/** {@link AvgPool} over three axes. */
public final class AvgPool3d extends AvgPool {
  /** Windows of one size, side by side. */
  public AvgPool3d(long kernel) {
    this(Pooling.of(kernel));
  }

  /** Windows in which zeros around count. */
  public AvgPool3d(Pooling pooling) {
    this(new Config(pooling, true));
  }

  public AvgPool3d(Config config) {
    super(3, config);
  }
}
