package org.atled.nn.layer;

import org.atled.core.tensor.Padding;

/** One number put around one axis: {@link Pad}. */
public final class ConstantPad1d extends Pad {
  /** One amount for every side, or pairs, before and after, from the last axis on. */
  public ConstantPad1d(double value, long... amounts) {
    this(new Constant(Config.of(amounts).amounts(), value));
  }

  public ConstantPad1d(Constant config) {
    super(1, config.amounts(), Padding.constant(config.value()), config);
  }
}
