package org.atled.nn.layer;

/** {@link ChannelDropout} of [batch, channels, length]. */
public final class Dropout1d extends ChannelDropout {
  /**
   * A layer that drops channels with a probability.
   *
   * @throws org.atled.core.error.ArgumentException if p is not in [0, 1)
   */
  public Dropout1d(double p) {
    this(new Dropout.Config(p));
  }

  public Dropout1d(Dropout.Config config) {
    super(config, "length");
  }
}
