package org.atled.nn.layer;

import org.atled.core.tensor.Padding;

/** Elements mirrored at the first and at the last around two axes: {@link Pad}. */
public final class ReflectionPad2d extends Pad {
  /** One amount for every side, or pairs, before and after, from the last axis on. */
  public ReflectionPad2d(long... amounts) {
    this(Config.of(amounts));
  }

  public ReflectionPad2d(Config config) {
    super(2, config.amounts(), Padding.REFLECT, config);
  }
}
