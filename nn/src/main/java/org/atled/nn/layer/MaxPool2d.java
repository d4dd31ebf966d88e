package org.atled.nn.layer;

import org.atled.core.tensor.Pooling;

/** {@link MaxPool} over two axes. */
public final class MaxPool2d extends MaxPool {
  /** Windows of one size, side by side. */
  public MaxPool2d(long kernel) {
    this(Pooling.of(kernel));
  }

  public MaxPool2d(Pooling pooling) {
    this(new Config(pooling));
  }

  public MaxPool2d(Config config) {
    super(2, config);
  }
}
