package org.atled.nn.layer;

/** Maxima of so many windows over two axes: {@link AdaptivePool}. */
public final class AdaptiveMaxPool2d extends AdaptivePool {
  /** As many along each axis; 1 for the maximum of each channel. */
  public AdaptiveMaxPool2d(long windows) {
    this(Config.of(windows));
  }

  public AdaptiveMaxPool2d(long height, long width) {
    this(Config.of(height, width));
  }

  public AdaptiveMaxPool2d(Config config) {
    super(2, true, config);
  }
}
