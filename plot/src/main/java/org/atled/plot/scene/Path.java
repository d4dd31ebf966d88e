package org.atled.plot.scene;

/** The outline of a shape, collected point by point. */
public final class Path {
  private final StringBuilder data = new StringBuilder();

  public Path moveTo(double x, double y) {
    return add("M", x, y);
  }

  public Path lineTo(double x, double y) {
    return add("L", x, y);
  }

  /** A cubic Bézier curve. */
  public Path curveTo(double x1, double y1, double x2, double y2, double x, double y) {
    return add("C", x1, y1).add(" ", x2, y2).add(" ", x, y);
  }

  public Path close() {
    data.append('Z');
    return this;
  }

  public boolean isEmpty() {
    return data.isEmpty();
  }

  private Path add(String command, double x, double y) {
    data.append(command).append(Svg.number(x)).append(' ').append(Svg.number(y));
    return this;
  }

  /** As SVG's attribute d. */
  @Override
  public String toString() {
    return data.toString();
  }
}
