package org.atled.plot.axis;

import org.atled.plot.scene.Path;

/**
 * Lines of equal value by marching squares: Lorensen and Cline's marching cubes, 1987, in two
 * dimensions. Values between corners are linear; at a saddle the mean of the corners decides.
 */
public final class Contours {
  private final double[][] values;
  private final Scale x;
  private final Scale y;
  private final double level;
  private final Path path = new Path();

  private Contours(double[][] values, Scale x, Scale y, double level) {
    this.values = values;
    this.x = x;
    this.y = y;
    this.level = level;
  }

  /**
   * The line as a path.
   *
   * @param values rows of y, columns of x; a cell with a corner that is not finite is left out
   * @param x from column numbers to pixels
   * @param y from row numbers to pixels
   */
  public static Path of(double[][] values, Scale x, Scale y, double level) {
    Contours contours = new Contours(values, x, y, level);
    for (int i = 0; i + 1 < values.length; i++) {
      for (int j = 0; j + 1 < values[i].length; j++) {
        contours.cell(i, j);
      }
    }
    return contours.path;
  }

  private void cell(int i, int j) {
    double a = values[i][j] - level;
    double b = values[i][j + 1] - level;
    double c = values[i + 1][j + 1] - level;
    double d = values[i + 1][j] - level;
    if (!Double.isFinite(a + b + c + d)) {
      return;
    }
    // Crossings of the four sides, where a line crosses them: ab, bc, dc, ad.
    double[] ab = {j + a / (a - b), i};
    double[] bc = {j + 1, i + b / (b - c)};
    double[] dc = {j + d / (d - c), i + 1};
    double[] ad = {j, i + a / (a - d)};
    int kind = (a > 0 ? 8 : 0) | (b > 0 ? 4 : 0) | (c > 0 ? 2 : 0) | (d > 0 ? 1 : 0);
    boolean high = a + b + c + d > 0;
    switch (kind) {
      case 0, 15 -> {}
      case 8, 7 -> segment(ab, ad);
      case 4, 11 -> segment(ab, bc);
      case 2, 13 -> segment(bc, dc);
      case 1, 14 -> segment(dc, ad);
      case 12, 3 -> segment(ad, bc);
      case 6, 9 -> segment(ab, dc);
      case 10 -> {
        segment(ab, high ? bc : ad);
        segment(dc, high ? ad : bc);
      }
      default -> {
        segment(ab, high ? ad : bc);
        segment(dc, high ? bc : ad);
      }
    }
  }

  private void segment(double[] from, double[] to) {
    path.moveTo(x.at(from[0]), y.at(from[1])).lineTo(x.at(to[0]), y.at(to[1]));
  }
}
