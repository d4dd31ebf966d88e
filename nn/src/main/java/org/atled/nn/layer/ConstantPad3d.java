package org.atled.nn.layer;

import org.atled.core.tensor.Padding;

/** One number put around three axes: {@link Pad}. */
public final class ConstantPad3d extends Pad {
  /** One amount for every side, or pairs, before and after, from the last axis on. */
  public ConstantPad3d(double value, long... amounts) {
    this(new Constant(Config.of(amounts).amounts(), value));
  }

  public ConstantPad3d(Constant config) {
    super(3, config.amounts(), Padding.constant(config.value()), config);
  }
}
