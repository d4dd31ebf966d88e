package org.atled.nn.layer;

import org.atled.core.tensor.Padding;

/** Zeros put around three axes: {@link Pad}. */
public final class ZeroPad3d extends Pad {
  /** One amount for every side, or pairs, before and after, from the last axis on. */
  public ZeroPad3d(long... amounts) {
    this(Config.of(amounts));
  }

  public ZeroPad3d(Config config) {
    super(3, config.amounts(), Padding.ZEROS, config);
  }
}
