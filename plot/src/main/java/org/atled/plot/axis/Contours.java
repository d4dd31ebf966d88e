package org.atled.plot.axis;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.atled.plot.scene.Path;

/**
 * Lines of equal value by marching squares, which are Lorensen and Cline's marching cubes
 * ("Marching cubes", 1987) in two dimensions. Between two corners a value goes evenly; where all
 * four sides of a cell are crossed, the mean of its corners decides which crossings belong
 * together.
 */
public final class Contours {
  private final double[] xs;
  private final double[] ys;
  private final double[][] values;
  private final double level;

  /** From a crossing to the one or two that a line leads to; a crossing is named by its side. */
  private final Map<Integer, int[]> next = new LinkedHashMap<>();

  private Contours(double[] xs, double[] ys, double[][] values, double level) {
    this.xs = xs;
    this.ys = ys;
    this.values = values;
    this.level = level;
  }

  /**
   * The line of one level.
   *
   * @param xs pixels of the columns
   * @param ys pixels of the rows
   * @param values [rows, columns]; cells with a corner whose place or value is not finite have no
   *     line
   */
  public static Path of(double[] xs, double[] ys, double[][] values, double level) {
    Contours contours = new Contours(xs, ys, values, level);
    for (int i = 0; i + 1 < ys.length; i++) {
      for (int j = 0; j + 1 < xs.length; j++) {
        contours.cell(i, j);
      }
    }
    return contours.path();
  }

  /** The side from corner (i, j) to the right. */
  private int across(int i, int j) {
    return 2 * (i * xs.length + j);
  }

  /** The side from corner (i, j) downwards. */
  private int down(int i, int j) {
    return across(i, j) + 1;
  }

  private void cell(int i, int j) {
    double a = values[i][j] - level;
    double b = values[i][j + 1] - level;
    double c = values[i + 1][j + 1] - level;
    double d = values[i + 1][j] - level;
    double places = xs[j] + xs[j + 1] + ys[i] + ys[i + 1];
    if (!Double.isFinite(a + b + c + d + places)) {
      return;
    }
    int top = across(i, j);
    int right = down(i, j + 1);
    int bottom = across(i + 1, j);
    int left = down(i, j);
    boolean high = a + b + c + d > 0;
    int above = (a > 0 ? 8 : 0) | (b > 0 ? 4 : 0) | (c > 0 ? 2 : 0) | (d > 0 ? 1 : 0);
    switch (above) {
      case 0b0000, 0b1111 -> {}
      case 0b1000, 0b0111 -> join(top, left);
      case 0b0100, 0b1011 -> join(top, right);
      case 0b0010, 0b1101 -> join(right, bottom);
      case 0b0001, 0b1110 -> join(bottom, left);
      case 0b1100, 0b0011 -> join(left, right);
      case 0b0110, 0b1001 -> join(top, bottom);
      case 0b1010 -> {
        join(top, high ? right : left);
        join(bottom, high ? left : right);
      }
      default -> {
        join(top, high ? left : right);
        join(bottom, high ? right : left);
      }
    }
  }

  private void join(int from, int to) {
    add(from, to);
    add(to, from);
  }

  private void add(int from, int to) {
    next.merge(from, new int[] {to}, (one, other) -> new int[] {one[0], other[0]});
  }

  /** Strings the crossings together: first to both sides of one, then the next that is left. */
  private Path path() {
    Path path = new Path();
    while (!next.isEmpty()) {
      int start = next.keySet().iterator().next();
      Deque<Integer> line = new ArrayDeque<>();
      line.add(start);
      int[] ways = taken(start);
      boolean closed = false;
      for (int way = 0; way < ways.length && !closed; way++) {
        int at = ways[way];
        boolean forward = way == 0;
        while (next.containsKey(at)) {
          int before = forward ? line.getLast() : line.getFirst();
          if (forward) {
            line.addLast(at);
          } else {
            line.addFirst(at);
          }
          int[] on = taken(at);
          at = on.length == 1 ? -1 : on[0] == before ? on[1] : on[0];
        }
        closed = at == start;
      }
      append(line, closed, path);
    }
    return path;
  }

  private int[] taken(int crossing) {
    int[] ways = next.remove(crossing);
    return ways == null ? new int[0] : ways;
  }

  private void append(Deque<Integer> line, boolean closed, Path path) {
    boolean first = true;
    for (int crossing : line) {
      double[] at = place(crossing);
      if (first) {
        path.moveTo(at[0], at[1]);
      } else {
        path.lineTo(at[0], at[1]);
      }
      first = false;
    }
    if (closed) {
      path.close();
    }
  }

  /** The pixel where the line crosses a side. */
  private double[] place(int side) {
    int i = side / 2 / xs.length;
    int j = side / 2 % xs.length;
    double here = values[i][j] - level;
    if (side % 2 == 0) {
      double share = here / (values[i][j] - values[i][j + 1]);
      return new double[] {xs[j] + share * (xs[j + 1] - xs[j]), ys[i]};
    }
    double share = here / (values[i][j] - values[i + 1][j]);
    return new double[] {xs[j], ys[i] + share * (ys[i + 1] - ys[i])};
  }
}
