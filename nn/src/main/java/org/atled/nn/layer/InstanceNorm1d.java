package org.atled.nn.layer;

/** {@link InstanceNorm} of [batch, channels, length], or one example. */
public final class InstanceNorm1d extends InstanceNorm {
  /** With ε = 1e-5, without weight, bias and running statistics. */
  public InstanceNorm1d(long channels) {
    this(Config.of(channels));
  }

  public InstanceNorm1d(Config config) {
    super(1, config);
  }
}
