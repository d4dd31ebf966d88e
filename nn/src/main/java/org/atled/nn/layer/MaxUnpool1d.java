package org.atled.nn.layer;

import org.atled.core.tensor.Pooling;

/** {@link MaxUnpool} over one axis. */
public final class MaxUnpool1d extends MaxUnpool {
  /** Of windows of one size, side by side. */
  public MaxUnpool1d(long kernel) {
    this(new Config(Pooling.of(kernel)));
  }

  public MaxUnpool1d(Config config) {
    super(1, config);
  }
}
