package org.atled.plot.scene;

import java.util.List;
import java.util.Optional;

/**
 * How a shape is painted.
 *
 * @param opacity of the whole, in 0..1
 * @param width of the stroke in pixels
 * @param dash lengths of dashes and gaps in pixels; empty for a solid line
 */
public record Style(
    Optional<Ink> fill, Optional<Ink> stroke, double width, List<Integer> dash, double opacity) {
  public Style {
    dash = List.copyOf(dash);
  }

  public static Style fill(Ink ink) {
    return new Style(Optional.of(ink), Optional.empty(), 0, List.of(), 1);
  }

  public static Style stroke(Ink ink, double width) {
    return new Style(Optional.empty(), Optional.of(ink), width, List.of(), 1);
  }

  public Style outlined(Ink ink, double strokeWidth) {
    return new Style(fill, Optional.of(ink), strokeWidth, dash, opacity);
  }

  public Style dashed(List<Integer> lengths) {
    return new Style(fill, stroke, width, lengths, opacity);
  }

  public Style opacity(double share) {
    return new Style(fill, stroke, width, dash, share);
  }
}
