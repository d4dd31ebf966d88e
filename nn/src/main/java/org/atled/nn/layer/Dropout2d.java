package org.atled.nn.layer;

/** {@link ChannelDropout} of [batch, channels, height, width]. */
public final class Dropout2d extends ChannelDropout {
  /**
   * A layer that drops channels with a probability.
   *
   * @throws org.atled.core.error.ArgumentException if p is not in [0, 1)
   */
  public Dropout2d(double p) {
    this(new Dropout.Config(p));
  }

  public Dropout2d(Dropout.Config config) {
    super(config, "height, width");
  }
}
