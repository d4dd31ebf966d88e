package org.atled.nn.layer;

/** {@link BatchNorm} of [batch, features, depth, height, width]. */
public final class BatchNorm3d extends BatchNorm {
  /** With ε = 1e-5, momentum 0.1, weight and bias. */
  public BatchNorm3d(long features) {
    this(Config.of(features));
  }

  public BatchNorm3d(Config config) {
    super(config, ", depth, height, width");
  }
}
