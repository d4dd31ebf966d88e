package org.atled.nn.layer;

import org.atled.core.tensor.Pooling;

/** {@link LPPool} over one axis. */
public final class LPPool1d extends LPPool {
  /** Windows of one size, side by side. */
  public LPPool1d(double p, long kernel) {
    this(new Config(p, Pooling.of(kernel)));
  }

  public LPPool1d(Config config) {
    super(1, config);
  }
}
