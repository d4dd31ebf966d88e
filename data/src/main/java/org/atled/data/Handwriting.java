package org.atled.data;

import java.util.List;
import org.atled.core.random.Draws;

/**
 * A hand that writes a digit differently each time: another form of the digit, unsteady points,
 * slant, turn, size, place, pen, pressure, and now and then a dirty or scratched page. Not
 * thread-safe; what it writes depends on the draws alone.
 */
final class Handwriting {
  static final int SIDE = 28;

  private final Canvas canvas = new Canvas(SIDE);

  /**
   * Writes a digit into 784 pixels from {@code offset} on, row by row, 0 for paper, 255 for ink.
   */
  void write(int digit, Draws draws, byte[] pixels, int offset) {
    canvas.clear();
    List<List<Stroke>> forms = Glyphs.of(digit);
    List<Stroke> form = forms.get(draws.below(forms.size()));
    var slope = Slope.drawn(draws);
    var pen = Pen.drawn(draws);
    double unsteady = draws.uniform(0.01, 0.05);
    for (Stroke stroke : form) {
      draw(shaken(stroke, unsteady, draws).flattened(), slope, pen);
    }
    speckle(draws, pen);
    develop(draws, pixels, offset);
  }

  private static Stroke shaken(Stroke stroke, double unsteady, Draws draws) {
    double[] xs = stroke.xs().clone();
    double[] ys = stroke.ys().clone();
    for (int i = 0; i < xs.length; i++) {
      // The box is higher than wide, so that the same share of it is less to the side.
      xs[i] += 1.5 * unsteady * bell(draws);
      ys[i] += unsteady * bell(draws);
    }
    return new Stroke(xs, ys, stroke.form());
  }

  private void draw(Stroke line, Slope slope, Pen pen) {
    double fromX = slope.x(line.xs()[0], line.ys()[0]);
    double fromY = slope.y(line.xs()[0], line.ys()[0]);
    double from = pen.radius(0);
    for (int i = 1; i < line.points(); i++) {
      double toX = slope.x(line.xs()[i], line.ys()[i]);
      double toY = slope.y(line.xs()[i], line.ys()[i]);
      double to = pen.radius((double) i / (line.points() - 1));
      canvas.line(fromX, fromY, from, toX, toY, to, pen.edge());
      fromX = toX;
      fromY = toY;
      from = to;
    }
  }

  /** Blots and scratches on about a third of the pages. */
  private void speckle(Draws draws, Pen pen) {
    if (draws.uniform() >= 0.35) {
      return;
    }
    int spots = 1 + draws.below(4);
    for (int i = 0; i < spots; i++) {
      double x = draws.uniform(2, SIDE - 2);
      double y = draws.uniform(2, SIDE - 2);
      double radius = draws.uniform(0.3, 1.3);
      if (draws.uniform() < 0.5) {
        canvas.line(x, y, radius, x, y, radius, pen.edge());
      } else {
        canvas.erase(x, y, radius, 1);
      }
    }
  }

  /** From ink to bytes, with grain on half of the pages. */
  private void develop(Draws draws, byte[] pixels, int offset) {
    double dark = draws.uniform(190, 255);
    double grain = Math.max(0, draws.uniform(-40, 40));
    int bits = 0;
    for (int i = 0; i < SIDE * SIDE; i++) {
      bits = i % 4 == 0 && grain > 0 ? draws.bits() : bits >>> 8;
      double noise = ((bits & 0xFF) / 127.5 - 1) * grain;
      pixels[offset + i] = (byte) (int) Math.clamp(dark * canvas.ink(i) + noise + 0.5, 0, 255);
    }
  }

  /** Nearly normal with variance 1, by Irwin and Hall: cheap, bounded, and the same everywhere. */
  private static double bell(Draws draws) {
    return 2 * (draws.uniform() + draws.uniform() + draws.uniform() - 1.5);
  }

  /** From the box of the glyph to the pixels of the page: size, slant, turn, place. */
  private record Slope(double xx, double xy, double yx, double yy, double centreX, double centreY) {
    static Slope drawn(Draws draws) {
      double width = draws.uniform(8.5, 15);
      double height = draws.uniform(15.5, 21);
      double slant = 0.19 * bell(draws) + 0.1;
      double turn = 0.12 * bell(draws);
      double cos = StrictMath.cos(turn);
      double sin = StrictMath.sin(turn);
      return new Slope(
          width * cos,
          -height * (slant * cos + sin),
          width * sin,
          height * (cos - slant * sin),
          SIDE / 2.0 + 1.1 * bell(draws),
          SIDE / 2.0 + 1.1 * bell(draws));
    }

    double x(double glyphX, double glyphY) {
      return centreX + xx * (glyphX - 0.5) + xy * (glyphY - 0.5);
    }

    double y(double glyphX, double glyphY) {
      return centreY + yx * (glyphX - 0.5) + yy * (glyphY - 0.5);
    }
  }

  /** Thickness, softness of the edge, and pressure that rises and falls along a stroke. */
  private record Pen(double thick, double edge, double pressure, double phase) {
    static Pen drawn(Draws draws) {
      return new Pen(
          draws.uniform(0.35, 1.5),
          draws.uniform(0.7, 1.5),
          draws.uniform(0, 0.35),
          draws.uniform(0, 2 * Math.PI));
    }

    double radius(double along) {
      return thick * (1 + pressure * StrictMath.sin(phase + 4 * along));
    }
  }
}
