package org.atled.plot.scene;

/** A rectangle in pixels, y growing downwards. */
public record Box(double x, double y, double width, double height) {
  public double right() {
    return x + width;
  }

  public double bottom() {
    return y + height;
  }

  public double centerX() {
    return x + width / 2;
  }

  public double centerY() {
    return y + height / 2;
  }

  /** Larger by so much on each side. */
  public Box grown(double by) {
    return new Box(x - by, y - by, width + 2 * by, height + 2 * by);
  }

  public Box moved(double right, double down) {
    return new Box(x + right, y + down, width, height);
  }

  /** Whether all of another one is in it. */
  public boolean holds(Box other) {
    return other.x >= x && other.right() <= right() && other.y >= y && other.bottom() <= bottom();
  }

  /** Whether they have an area in common. */
  public boolean meets(Box other) {
    return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
  }

  /**
   * Whether a straight line passes through it, by Liang and Barsky ("A new concept and method for
   * line clipping", 1984).
   */
  public boolean meets(Path.Piece piece) {
    double dx = piece.x2() - piece.x1();
    double dy = piece.y2() - piece.y1();
    double[][] sides = {
      {-dx, piece.x1() - x},
      {dx, right() - piece.x1()},
      {-dy, piece.y1() - y},
      {dy, bottom() - piece.y1()}
    };
    double from = 0;
    double to = 1;
    for (double[] side : sides) {
      if (side[0] == 0 && side[1] <= 0) {
        return false;
      } else if (side[0] < 0) {
        from = Math.max(from, side[1] / side[0]);
      } else if (side[0] > 0) {
        to = Math.min(to, side[1] / side[0]);
      }
    }
    return from < to;
  }
}
