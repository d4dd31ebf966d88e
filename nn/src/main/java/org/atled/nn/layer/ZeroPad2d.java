package org.atled.nn.layer;

import org.atled.core.tensor.Padding;

/** Zeros put around two axes: {@link Pad}. */
public final class ZeroPad2d extends Pad {
  /** One amount for every side, or pairs, before and after, from the last axis on. */
  public ZeroPad2d(long... amounts) {
    this(Config.of(amounts));
  }

  public ZeroPad2d(Config config) {
    super(2, config.amounts(), Padding.ZEROS, config);
  }
}
