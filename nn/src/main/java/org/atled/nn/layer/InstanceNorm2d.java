package org.atled.nn.layer;

/** {@link InstanceNorm} of [batch, channels, height, width], or one example. */
public final class InstanceNorm2d extends InstanceNorm {
  /** With ε = 1e-5, without weight, bias and running statistics. */
  public InstanceNorm2d(long channels) {
    this(Config.of(channels));
  }

  public InstanceNorm2d(Config config) {
    super(2, config);
  }
}
