package org.atled.nn.layer;

/** Means of so many windows over two axes: {@link AdaptivePool}. */
public final class AdaptiveAvgPool2d extends AdaptivePool {
  /** As many along each axis; 1 for the mean of each channel. */
  public AdaptiveAvgPool2d(long windows) {
    this(Config.of(windows));
  }

  public AdaptiveAvgPool2d(long height, long width) {
    this(Config.of(height, width));
  }

  public AdaptiveAvgPool2d(Config config) {
    super(2, false, config);
  }
}
