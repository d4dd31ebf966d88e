package org.atled.nn.layer;

import org.atled.core.tensor.Padding;

/** Elements mirrored at the first and at the last around three axes: {@link Pad}. */
public final class ReflectionPad3d extends Pad {
  /** One amount for every side, or pairs, before and after, from the last axis on. */
  public ReflectionPad3d(long... amounts) {
    this(Config.of(amounts));
  }

  public ReflectionPad3d(Config config) {
    super(3, config.amounts(), Padding.REFLECT, config);
  }
}
