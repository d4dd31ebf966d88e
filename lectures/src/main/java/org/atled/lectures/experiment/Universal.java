package org.atled.lectures.experiment;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.lectures.layer.Layer;
import org.atled.lectures.layer.Linear;
import org.atled.lectures.layer.ReLU;
import org.atled.lectures.layer.Sequential;
import org.atled.lectures.matrix.Matrix;
import org.atled.lectures.matrix.Pointwise;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.plot.Panels;

/**
 * Builds, without training, a network of one hidden layer that passes through N points of a smooth
 * function. Between neighbours it is straight, so it is the linear interpolant, whose error is at
 * most h²/8 · max|f″| for points h apart (de Boor, "A Practical Guide to Splines", 1978, chapter
 * III): twice the units, a quarter of the error. That one hidden layer comes as near to any
 * continuous function as one likes is the theorem of Cybenko (1989) and Hornik (1991).
 */
public final class Universal implements Experiment {
  private static final int[] POINTS = {5, 9, 17, 33, 65, 129, 257, 513, 1_025};
  private static final int FEW = 6;

  /** Places between two neighbouring points at which the error is looked for. */
  private static final int BETWEEN = 16;

  /** max |f″|, at x = ¼ and x = ¾. */
  private static final double CURVATURE = 4 * Math.PI * Math.PI;

  /** The function, over [0, 1]. */
  private static double f(double x) {
    return StrictMath.sin(2 * Math.PI * x) + x / 2;
  }

  @Override
  public String name() {
    return "universal";
  }

  @Override
  public String title() {
    return "A hidden layer, written down without training, through N points of a function";
  }

  /** Nothing in it is random. */
  @Override
  public Findings run(Seed seed) {
    double[] counts = Arrays.stream(POINTS).asDoubleStream().toArray();
    double[] errors = Arrays.stream(POINTS).mapToDouble(Universal::error).toArray();
    double[] bounds = Arrays.stream(POINTS).mapToDouble(Universal::bound).toArray();
    double slope = LogLog.slope(counts, errors);
    int last = POINTS.length - 1;
    return Findings.builder()
        .say(
            "A network of one hidden layer of ReLU units that passes through N given points can be"
                + " written down without any training: it takes N − 1 units, one for each change of"
                + " slope.")
        .say(
            "Through %d points of sin 2πx + x/2 it is wrong by at most %.2g, through %,d by at most"
                + " %.2g.",
            POINTS[0], errors[0], POINTS[last], errors[last])
        .say(
            "On logarithmic axes the error falls along a line of slope %.2f: twice the units, about"
                + " a quarter of the error.",
            slope)
        .say(
            "Theory says at most h²/8 · max|f″| for points h apart, and this is what is found: at"
                + " %,d points %.2f %% of it.",
            POINTS[last], 100 * errors[last] / bounds[last])
        .number("slope", slope)
        .number("first-error", errors[0])
        .number("last-error", errors[last])
        .number("last-share-of-bound", errors[last] / bounds[last])
        .number("miss-at-points", miss(FEW))
        .table(table(errors, bounds))
        .figure(
            "construction",
            Panels.of("Five hidden units through six points", 2, sum(), parts()),
            "Left: the network is straight from point to point. Right: its hidden units with their"
                + " output weights; unit i wakes at point i and changes the slope there. Their sum"
                + " is the network.")
        .figure(
            "error",
            Chart.of("Error of the network through N points", "points N", "greatest error")
                .logX()
                .logY()
                .line("network", counts, errors)
                .points("network", counts, errors)
                .dashed("bound h²/8 · max|f″|", counts, bounds)
                .figure(),
            "The greatest error anywhere between the points. Ten times the points, a hundredth of"
                + " the error.")
        .build();
  }

  /**
   * y₀ + Σᵢ (sᵢ − sᵢ₋₁) · ReLU(x − xᵢ), with sᵢ = (yᵢ₊₁ − yᵢ)/(xᵢ₊₁ − xᵢ) and s₋₁ = 0: unit i is
   * silent up to xᵢ, and from there on corrects the slope to sᵢ.
   *
   * @param x increasing
   */
  static Layer through(double[] x, double[] y) {
    int units = x.length - 1;
    Matrix ones = Matrix.zeros(DType.FLOAT64, 1, units).map(zero -> 1); // W1 [1, N − 1]
    Matrix starts = Matrix.row(Arrays.copyOf(x, units)).times(-1); // b1: −xᵢ
    Matrix turns = Matrix.column(turns(x, y)); // W2 [N − 1, 1]: sᵢ − sᵢ₋₁
    return Sequential.of(new Linear(ones, starts), new ReLU(), new Linear(turns, Matrix.row(y[0])));
  }

  /** sᵢ − sᵢ₋₁. */
  private static double[] turns(double[] x, double[] y) {
    double[] turns = new double[x.length - 1];
    double before = 0;
    for (int i = 0; i < turns.length; i++) {
      double slope = (y[i + 1] - y[i]) / (x[i + 1] - x[i]);
      turns[i] = slope - before;
      before = slope;
    }
    return turns;
  }

  /** What the network through n points of f says at these places. */
  private static double[] say(int n, double[] at) {
    double[] x = places(n);
    return through(x, f(x)).forward(Matrix.column(at)).toDoubles();
  }

  private static double error(int n) {
    double[] x = places((n - 1) * BETWEEN + 1);
    return furthest(say(n, x), f(x));
  }

  private static double miss(int n) {
    return furthest(say(n, places(n)), f(places(n)));
  }

  private static double bound(int n) {
    double h = 1.0 / (n - 1);
    return h * h / 8 * CURVATURE;
  }

  private static double furthest(double[] a, double[] b) {
    return Matrix.row(a).distance(Matrix.row(b));
  }

  /** n numbers from 0 to 1, equally far. */
  private static double[] places(int n) {
    return IntStream.range(0, n).mapToDouble(i -> (double) i / (n - 1)).toArray();
  }

  private static double[] f(double[] x) {
    return Arrays.stream(x).map(Universal::f).toArray();
  }

  private static Figure sum() {
    double[] fine = places(241);
    double[] points = places(FEW);
    return Chart.of("The network and the function", "x", "y")
        .line("sin 2πx + x/2", fine, f(fine))
        .line("network", fine, say(FEW, fine))
        .points("the points", points, f(points))
        .figure();
  }

  private static Figure parts() {
    double[] fine = places(241);
    double[] x = places(FEW);
    double[] turns = turns(x, f(x));
    Chart chart = Chart.of("Its hidden units", "x", "weight · ReLU(x − xᵢ)");
    for (int i = 0; i < turns.length; i++) {
      double start = x[i];
      double turn = turns[i];
      double[] part = Arrays.stream(fine).map(at -> turn * Pointwise.relu(at - start)).toArray();
      chart = chart.line("unit " + (i + 1), fine, part);
    }
    return chart.figure();
  }

  private static Table table(double[] errors, double[] bounds) {
    Table table =
        Table.of("Error by number of points", "points", "units", "greatest error", "bound");
    for (int i = 0; i < errors.length; i++) {
      table =
          table.row(
              Integer.toString(POINTS[i]),
              Integer.toString(POINTS[i] - 1),
              String.format(Locale.ROOT, "%.3g", errors[i]),
              String.format(Locale.ROOT, "%.3g", bounds[i]));
    }
    return table;
  }
}
