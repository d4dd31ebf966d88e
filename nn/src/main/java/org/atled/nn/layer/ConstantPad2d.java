package org.atled.nn.layer;

import org.atled.core.tensor.Padding;

/** One number put around two axes: {@link Pad}. */
public final class ConstantPad2d extends Pad {
  /** One amount for every side, or pairs, before and after, from the last axis on. */
  public ConstantPad2d(double value, long... amounts) {
    this(new Constant(Config.of(amounts).amounts(), value));
  }

  public ConstantPad2d(Constant config) {
    super(2, config.amounts(), Padding.constant(config.value()), config);
  }
}
