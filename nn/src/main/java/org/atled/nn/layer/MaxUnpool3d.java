package org.atled.nn.layer;

import org.atled.core.tensor.Pooling;

/** {@link MaxUnpool} over three axes. */
public final class MaxUnpool3d extends MaxUnpool {
  /** Of windows of one size, side by side. */
  public MaxUnpool3d(long kernel) {
    this(new Config(Pooling.of(kernel)));
  }

  public MaxUnpool3d(Config config) {
    super(3, config);
  }
}
