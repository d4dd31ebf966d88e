package org.atled.images.augment;

/**
 * Where the pixels of a changed image come from: (x, y) about its centre comes from (a·x + b·y + c,
 * d·x + e·y + f) about that of the image, y downwards. Between pixels it is bilinear; outside is 0.
 */
record Warp(double a, double b, double c, double d, double e, double f) {
  /**
   * The inverse of a move by t after a turn by θ, a scale s and a shear φ: p = H⁻¹·R⁻¹·(q − t) / s.
   *
   * @param angle θ in degrees, counter-clockwise
   * @param lean φ in degrees: x moves by tan φ·y
   */
  static Warp of(double angle, double lean, double size, double across, double down) {
    double cos = StrictMath.cos(StrictMath.toRadians(angle));
    double sin = StrictMath.sin(StrictMath.toRadians(angle));
    double tan = StrictMath.tan(StrictMath.toRadians(lean));
    // With y downwards R⁻¹ is [cos, −sin; sin, cos], and H⁻¹ is [1, −tan; 0, 1].
    double a = (cos - tan * sin) / size;
    double b = (-sin - tan * cos) / size;
    double d = sin / size;
    double e = cos / size;
    return new Warp(a, b, -(a * across + b * down), d, e, -(d * across + e * down));
  }

  Picture apply(Picture image) {
    double middleX = (image.width() - 1) / 2.0;
    double middleY = (image.height() - 1) / 2.0;
    return image.of((channel, row, column) -> {
      double x = column - middleX;
      double y = row - middleY;
      return between(image, channel, a * x + b * y + c + middleX, d * x + e * y + f + middleY);
    });
  }

  private static float between(Picture image, int channel, double x, double y) {
    if (!(x > -1 && y > -1 && x < image.width() && y < image.height())) {
      return 0;
    }
    int left = (int) Math.floor(x);
    int top = (int) Math.floor(y);
    double right = x - left;
    double below = y - top;
    double above =
        at(image, channel, top, left) * (1 - right) + at(image, channel, top, left + 1) * right;
    double under =
        at(image, channel, top + 1, left) * (1 - right)
            + at(image, channel, top + 1, left + 1) * right;
    return (float) (above * (1 - below) + under * below);
  }

  private static double at(Picture image, int channel, int row, int column) {
    boolean inside = row >= 0 && row < image.height() && column >= 0 && column < image.width();
    return inside ? image.at(channel, row, column) : 0;
  }
}
