package org.atled.nn.layer;

import org.atled.core.tensor.Pooling;

/** {@link LPPool} over two axes. */
public final class LPPool2d extends LPPool {
  /** Windows of one size, side by side. */
  public LPPool2d(double p, long kernel) {
    this(new Config(p, Pooling.of(kernel)));
  }

  public LPPool2d(Config config) {
    super(2, config);
  }
}
