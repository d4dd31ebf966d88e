package org.atled.nn.layer;

/** Maxima of so many windows over one axis: {@link AdaptivePool}. */
public final class AdaptiveMaxPool1d extends AdaptivePool {
  /** So many; 1 for the maximum of each channel. */
  public AdaptiveMaxPool1d(long windows) {
    this(Config.of(windows));
  }

  public AdaptiveMaxPool1d(Config config) {
    super(1, true, config);
  }
}
