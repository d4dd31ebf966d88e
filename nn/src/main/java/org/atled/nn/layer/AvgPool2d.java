package org.atled.nn.layer;

import org.atled.core.tensor.Pooling;

/** {@link AvgPool} over two axes. */
public final class AvgPool2d extends AvgPool {
  /** Windows of one size, side by side. */
  public AvgPool2d(long kernel) {
    this(Pooling.of(kernel));
  }

  /** Windows in which zeros around count. */
  public AvgPool2d(Pooling pooling) {
    this(new Config(pooling, true));
  }

  public AvgPool2d(Config config) {
    super(2, config);
  }
}
