package org.atled.nn.layer;

/** {@link InstanceNorm} of [batch, channels, depth, height, width], or one example. */
public final class InstanceNorm3d extends InstanceNorm {
  /** With ε = 1e-5, without weight, bias and running statistics. */
  public InstanceNorm3d(long channels) {
    this(Config.of(channels));
  }

  public InstanceNorm3d(Config config) {
    super(3, config);
  }
}
