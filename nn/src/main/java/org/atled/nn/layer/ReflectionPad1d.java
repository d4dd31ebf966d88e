package org.atled.nn.layer;

import org.atled.core.tensor.Padding;

/** Elements mirrored at the first and at the last around one axis: {@link Pad}. */
public final class ReflectionPad1d extends Pad {
  /** One amount for every side, or pairs, before and after, from the last axis on. */
  public ReflectionPad1d(long... amounts) {
    this(Config.of(amounts));
  }

  public ReflectionPad1d(Config config) {
    super(1, config.amounts(), Padding.REFLECT, config);
  }
}
