package org.atled.nn.layer;

import org.atled.core.tensor.Padding;

/** The first and the last element repeated around one axis: {@link Pad}. */
public final class ReplicationPad1d extends Pad {
  /** One amount for every side, or pairs, before and after, from the last axis on. */
  public ReplicationPad1d(long... amounts) {
    this(Config.of(amounts));
  }

  public ReplicationPad1d(Config config) {
    super(1, config.amounts(), Padding.REPLICATE, config);
  }
}
