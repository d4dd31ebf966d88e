package org.atled.data;

/**
 * One line of the pen through control points, in a box that runs from (0, 0) at the top left to (1,
 * 1) at the bottom right.
 *
 * @param xs horizontal places of the control points
 * @param ys vertical places of the control points
 * @param form how the points are joined
 */
record Stroke(double[] xs, double[] ys, Form form) {
  /** How the control points of a stroke are joined. */
  enum Form {
    /** Straight lines, with corners at the points. */
    SHARP,
    /** A Catmull–Rom spline through the points. */
    SMOOTH,
    /** A Catmull–Rom spline that comes back to its first point. */
    LOOP
  }

  /** Straight pieces of each curved span. */
  private static final int PIECES = 6;

  /** Straight lines through points given as x, y, x, y … in hundredths of the box. */
  static Stroke sharp(int... hundredths) {
    return of(Form.SHARP, hundredths);
  }

  /** A smooth line through points given as x, y, x, y … in hundredths of the box. */
  static Stroke smooth(int... hundredths) {
    return of(Form.SMOOTH, hundredths);
  }

  /** A smooth closed line through points given as x, y, x, y … in hundredths of the box. */
  static Stroke loop(int... hundredths) {
    return of(Form.LOOP, hundredths);
  }

  private static Stroke of(Form form, int[] hundredths) {
    int points = hundredths.length / 2;
    double[] xs = new double[points];
    double[] ys = new double[points];
    for (int i = 0; i < points; i++) {
      xs[i] = hundredths[2 * i] / 100.0;
      ys[i] = hundredths[2 * i + 1] / 100.0;
    }
    return new Stroke(xs, ys, form);
  }

  int points() {
    return xs.length;
  }

  /** The corners of the line once its curves are cut into straight pieces. */
  Stroke flattened() {
    if (form == Form.SHARP) {
      return this;
    }
    int spans = form == Form.LOOP ? points() : points() - 1;
    double[] flatX = new double[spans * PIECES + 1];
    double[] flatY = new double[spans * PIECES + 1];
    for (int span = 0; span < spans; span++) {
      for (int piece = 0; piece < PIECES; piece++) {
        double t = (double) piece / PIECES;
        flatX[span * PIECES + piece] = spline(xs, span, t);
        flatY[span * PIECES + piece] = spline(ys, span, t);
      }
    }
    int last = form == Form.LOOP ? 0 : points() - 1;
    flatX[spans * PIECES] = xs[last];
    flatY[spans * PIECES] = ys[last];
    return new Stroke(flatX, flatY, Form.SHARP);
  }

  /** Catmull and Rom, "A class of local interpolating splines", 1974, with tension one half. */
  private double spline(double[] v, int span, double t) {
    double a = v[neighbour(span - 1)];
    double b = v[neighbour(span)];
    double c = v[neighbour(span + 1)];
    double d = v[neighbour(span + 2)];
    double cubic = 3 * (b - c) + d - a;
    double square = 2 * a - 5 * b + 4 * c - d;
    return 0.5 * (2 * b + t * (c - a + t * (square + t * cubic)));
  }

  /** The points beyond the ends of an open line are its ends. */
  private int neighbour(int i) {
    return form == Form.LOOP ? Math.floorMod(i, points()) : Math.clamp(i, 0, points() - 1);
  }
}
