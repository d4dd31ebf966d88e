package org.atled.nn.layer;

import org.atled.core.tensor.Padding;

/** Zeros put around one axis: {@link Pad}. */
public final class ZeroPad1d extends Pad {
  /** One amount for every side, or pairs, before and after, from the last axis on. */
  public ZeroPad1d(long... amounts) {
    this(Config.of(amounts));
  }

  public ZeroPad1d(Config config) {
    super(1, config.amounts(), Padding.ZEROS, config);
  }
}
