package org.atled.data;

import java.util.Arrays;

/**
 * A square of grey pixels that a pen draws on. A pixel's ink depends on the distance of its centre
 * from the line, which gives smooth edges without drawing at a higher resolution.
 */
final class Canvas {
  private final int side;
  private final double[] ink;

  Canvas(int side) {
    this.side = side;
    this.ink = new double[side * side];
  }

  void clear() {
    Arrays.fill(ink, 0);
  }

  /**
   * Draws the segment from a to b, in pixels, with a radius that changes along it. Ink is 1 within
   * the radius and falls to 0 over {@code edge} pixels; where lines cross, the darker one shows.
   */
  void line(double ax, double ay, double ra, double bx, double by, double rb, double edge) {
    double reach = Math.max(ra, rb) + edge;
    int left = pixel(Math.min(ax, bx) - reach);
    int right = pixel(Math.max(ax, bx) + reach);
    int top = pixel(Math.min(ay, by) - reach);
    int bottom = pixel(Math.max(ay, by) + reach);
    double dx = bx - ax;
    double dy = by - ay;
    double squared = dx * dx + dy * dy;
    for (int row = top; row <= bottom; row++) {
      for (int column = left; column <= right; column++) {
        double px = column + 0.5 - ax;
        double py = row + 0.5 - ay;
        double t = squared > 0 ? Math.clamp((px * dx + py * dy) / squared, 0, 1) : 0;
        double ex = px - t * dx;
        double ey = py - t * dy;
        double outside = Math.sqrt(ex * ex + ey * ey) - (ra + t * (rb - ra));
        double value = Math.clamp(1 - outside / edge, 0, 1);
        int at = row * side + column;
        ink[at] = Math.max(ink[at], value);
      }
    }
  }

  /** Wipes a round spot clean, with the same soft edge as a line. */
  void erase(double x, double y, double radius, double edge) {
    double reach = radius + edge;
    for (int row = pixel(y - reach); row <= pixel(y + reach); row++) {
      for (int column = pixel(x - reach); column <= pixel(x + reach); column++) {
        double px = column + 0.5 - x;
        double py = row + 0.5 - y;
        double outside = Math.sqrt(px * px + py * py) - radius;
        ink[row * side + column] *= Math.clamp(outside / edge, 0, 1);
      }
    }
  }

  double ink(int pixel) {
    return ink[pixel];
  }

  private int pixel(double place) {
    return Math.clamp((int) Math.floor(place), 0, side - 1);
  }
}
