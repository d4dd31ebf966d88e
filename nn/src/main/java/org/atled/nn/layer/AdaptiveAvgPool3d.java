package org.atled.nn.layer;

/** Means of so many windows over three axes: {@link AdaptivePool}. */
public final class AdaptiveAvgPool3d extends AdaptivePool {
  /** As many along each axis; 1 for the mean of each channel. */
  public AdaptiveAvgPool3d(long windows) {
    this(Config.of(windows));
  }

  public AdaptiveAvgPool3d(long depth, long height, long width) {
    this(Config.of(depth, height, width));
  }

  public AdaptiveAvgPool3d(Config config) {
    super(3, false, config);
  }
}
