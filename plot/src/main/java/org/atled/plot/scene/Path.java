package org.atled.plot.scene;

import java.util.ArrayList;
import java.util.List;

/** The outline of a shape, collected point by point. */
public final class Path {
  /** Straight pieces that stand for a curve. */
  private static final int CURVE = 16;

  private final StringBuilder data = new StringBuilder();
  private final List<Piece> pieces = new ArrayList<>();
  private double startX;
  private double startY;
  private double x;
  private double y;

  /** A straight piece of an outline. */
  public record Piece(double x1, double y1, double x2, double y2) {
    public double centerX() {
      return (x1 + x2) / 2;
    }

    public double centerY() {
      return (y1 + y2) / 2;
    }
  }

  public Path moveTo(double x, double y) {
    startX = x;
    startY = y;
    this.x = x;
    this.y = y;
    return add("M", x, y);
  }

  public Path lineTo(double x, double y) {
    piece(x, y);
    return add("L", x, y);
  }

  /** A cubic Bézier curve. */
  public Path curveTo(double x1, double y1, double x2, double y2, double x, double y) {
    double fromX = this.x;
    double fromY = this.y;
    for (int i = 1; i <= CURVE; i++) {
      double t = (double) i / CURVE;
      piece(bezier(fromX, x1, x2, x, t), bezier(fromY, y1, y2, y, t));
    }
    return add("C", x1, y1).add(" ", x2, y2).add(" ", x, y);
  }

  public Path close() {
    piece(startX, startY);
    data.append('Z');
    return this;
  }

  /** What it consists of; a curve is as many straight pieces as look like it. */
  public List<Piece> pieces() {
    return List.copyOf(pieces);
  }

  public boolean isEmpty() {
    return data.isEmpty();
  }

  private void piece(double toX, double toY) {
    pieces.add(new Piece(x, y, toX, toY));
    x = toX;
    y = toY;
  }

  private static double bezier(double a, double b, double c, double d, double t) {
    double s = 1 - t;
    return s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d;
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
