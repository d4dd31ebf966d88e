package org.atled.plot.scene;

import java.util.HexFormat;

/**
 * A colour, on light pages and on dark ones.
 *
 * @param light as 0xRRGGBB
 * @param dark as 0xRRGGBB
 */
public record Ink(int light, int dark) {
  /** The same on all pages. */
  public static Ink of(int rgb) {
    return new Ink(rgb, rgb);
  }

  /** The text of a colour in SVG: {@code #1a2b3c}. */
  static String hex(int rgb) {
    return "#" + HexFormat.of().toHexDigits(rgb, 6);
  }
}
