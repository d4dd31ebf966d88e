package org.atled.nn.layer;

import org.atled.core.tensor.Pooling;

/** {@link MaxUnpool} over two axes. */
public final class MaxUnpool2d extends MaxUnpool {
  /** Of windows of one size, side by side. */
  public MaxUnpool2d(long kernel) {
    this(new Config(Pooling.of(kernel)));
  }

  public MaxUnpool2d(Config config) {
    super(2, config);
  }
}
