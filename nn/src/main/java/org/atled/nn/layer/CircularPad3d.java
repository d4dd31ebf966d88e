package org.atled.nn.layer;

import org.atled.core.tensor.Padding;

/** Elements from the other end put around three axes: {@link Pad}. */
public final class CircularPad3d extends Pad {
  /** One amount for every side, or pairs, before and after, from the last axis on. */
  public CircularPad3d(long... amounts) {
    this(Config.of(amounts));
  }

  public CircularPad3d(Config config) {
    super(3, config.amounts(), Padding.CIRCULAR, config);
  }
}
