package org.atled.nn.layer;

/** {@link BatchNorm} of images [batch, features, height, width]. */
public final class BatchNorm2d extends BatchNorm {
  /** With ε = 1e-5, momentum 0.1, weight and bias. */
  public BatchNorm2d(long features) {
    this(Config.of(features));
  }

  public BatchNorm2d(Config config) {
    super(config, ", height, width");
  }
}
