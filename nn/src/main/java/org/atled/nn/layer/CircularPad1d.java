package org.atled.nn.layer;

import org.atled.core.tensor.Padding;

/** Elements from the other end put around one axis: {@link Pad}. */
public final class CircularPad1d extends Pad {
  /** One amount for every side, or pairs, before and after, from the last axis on. */
  public CircularPad1d(long... amounts) {
    this(Config.of(amounts));
  }

  public CircularPad1d(Config config) {
    super(1, config.amounts(), Padding.CIRCULAR, config);
  }
}
