package org.atled.nn.layer;

/** Maxima of so many windows over three axes: {@link AdaptivePool}. */
public final class AdaptiveMaxPool3d extends AdaptivePool {
  /** As many along each axis; 1 for the maximum of each channel. */
  public AdaptiveMaxPool3d(long windows) {
    this(Config.of(windows));
  }

  public AdaptiveMaxPool3d(long depth, long height, long width) {
    this(Config.of(depth, height, width));
  }

  public AdaptiveMaxPool3d(Config config) {
    super(3, true, config);
  }
}
