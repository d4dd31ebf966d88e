package org.atled.nn.layer;

import org.atled.core.tensor.Padding;

/** The first and the last element repeated around three axes: {@link Pad}. */
public final class ReplicationPad3d extends Pad {
  /** One amount for every side, or pairs, before and after, from the last axis on. */
  public ReplicationPad3d(long... amounts) {
    this(Config.of(amounts));
  }

  public ReplicationPad3d(Config config) {
    super(3, config.amounts(), Padding.REPLICATE, config);
  }
}
