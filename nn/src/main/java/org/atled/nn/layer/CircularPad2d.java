package org.atled.nn.layer;

import org.atled.core.tensor.Padding;

/** Elements from the other end put around two axes: {@link Pad}. */
public final class CircularPad2d extends Pad {
  /** One amount for every side, or pairs, before and after, from the last axis on. */
  public CircularPad2d(long... amounts) {
    this(Config.of(amounts));
  }

  public CircularPad2d(Config config) {
    super(2, config.amounts(), Padding.CIRCULAR, config);
  }
}
