package org.atled.plot.scene;

import java.util.List;
import java.util.Optional;

/**
 * How a shape is painted.
 *
 * @param fillOpacity in 0..1
 * @param strokeWidth in pixels
 * @param dash lengths of dashes and gaps in pixels; empty for a solid line
 */
public record Style(
    Optional<Ink> fill,
    double fillOpacity,
    Optional<Ink> stroke,
    double strokeWidth,
    List<Integer> dash) {
  public Style {
    dash = List.copyOf(dash);
  }

  public static Style fill(Ink ink) {
    return fill(ink, 1);
  }

  public static Style fill(Ink ink, double opacity) {
    return new Style(Optional.of(ink), opacity, Optional.empty(), 0, List.of());
  }

  public static Style stroke(Ink ink, double width) {
    return new Style(Optional.empty(), 1, Optional.of(ink), width, List.of());
  }

  public Style outlined(Ink ink, double width) {
    return new Style(fill, fillOpacity, Optional.of(ink), width, dash);
  }

  public Style dashed(List<Integer> lengths) {
    return new Style(fill, fillOpacity, stroke, strokeWidth, lengths);
  }
}
