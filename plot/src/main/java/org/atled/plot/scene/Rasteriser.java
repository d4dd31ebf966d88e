package org.atled.plot.scene;

import java.io.IOException;

/** Makes pixels of an SVG. */
@FunctionalInterface
public interface Rasteriser {
  /**
   * A PNG of this size on white.
   *
   * @throws IOException if the SVG cannot be drawn; a JRE that cannot draw at all throws whatever
   *     it throws
   */
  byte[] png(String svg, int width, int height) throws IOException;
}
