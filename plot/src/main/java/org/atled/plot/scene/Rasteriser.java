package org.atled.plot.scene;

import java.io.IOException;

/** Makes the pixels of an SVG. */
@FunctionalInterface
public interface Rasteriser {
  /**
   * A PNG file of this size on white.
   *
   * @throws IOException if the SVG cannot be drawn
   */
  byte[] png(String svg, int width, int height) throws IOException;
}
