package org.atled.nn.layer;

/** {@link ChannelDropout} of [batch, channels, depth, height, width]. */
public final class Dropout3d extends ChannelDropout {
  /**
   * A layer that drops channels with a probability.
   *
   * @throws org.atled.core.error.ArgumentException if p is not in [0, 1)
   */
  public Dropout3d(double p) {
    this(new Dropout.Config(p));
  }

  public Dropout3d(Dropout.Config config) {
    super(config, "depth, height, width");
  }
}
