package org.atled.nn.layer;

/** {@link BatchNorm} of [batch, features] or [batch, features, length]. */
public final class BatchNorm1d extends BatchNorm {
  /** With ε = 1e-5, momentum 0.1, weight and bias. */
  public BatchNorm1d(long features) {
    this(Config.of(features));
  }

  public BatchNorm1d(Config config) {
    super(config, "", ", length");
  }
}
