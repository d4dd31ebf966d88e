package org.atled.nn.layer;

/** Means of so many windows over one axis: {@link AdaptivePool}. */
public final class AdaptiveAvgPool1d extends AdaptivePool {
  /** So many; 1 for the mean of each channel. */
  public AdaptiveAvgPool1d(long windows) {
    this(Config.of(windows));
  }

  public AdaptiveAvgPool1d(Config config) {
    super(1, false, config);
  }
}
