package org.atled.nn.layer;

import org.atled.core.tensor.Padding;

/** The first and the last element repeated around two axes: {@link Pad}. */
public final class ReplicationPad2d extends Pad {
  /** One amount for every side, or pairs, before and after, from the last axis on. */
  public ReplicationPad2d(long... amounts) {
    this(Config.of(amounts));
  }

  public ReplicationPad2d(Config config) {
    super(2, config.amounts(), Padding.REPLICATE, config);
  }
}
