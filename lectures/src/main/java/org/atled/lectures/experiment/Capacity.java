package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Tensor;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.nn.Layer;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Sequential;
import org.atled.nn.layer.Tanh;
import org.atled.nn.loss.MSELoss;
import org.atled.nn.optim.Adam;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.plot.Panels;

/**
 * From underfit to overfit: networks with two hidden layers of more and more units learn a curve
 * from a few noisy points, y = sin x + N(0, σ²). The error on new points is at best σ².
 */
public final class Capacity implements Experiment {
  private static final int POINTS = 20;
  private static final int NEW_POINTS = 500;
  private static final double NOISE = 0.3; // σ
  private static final double EDGE = 4;
  private static final double LEARNING_RATE = 0.01;

  /** Points of the curve, x and y [n, 1]. */
  private record Sample(Tensor x, Tensor y) {
    static Sample drawn(int count, Draws draws) {
      double[] x = new double[count];
      double[] y = new double[count];
      for (int i = 0; i < count; i++) {
        x[i] = -EDGE + 2 * EDGE * (i + draws.uniform()) / count; // one in each of equal intervals
        y[i] = StrictMath.sin(x[i]) + NOISE * draws.normal();
      }
      return new Sample(column(x), column(y));
    }

    double error(Layer model) {
      return Autograd.noGrad(() -> new MSELoss().of(model.apply(x), y)).item();
    }
  }

  /** What was learned from the first seed with so many units, on a grid. */
  private record Fit(int units, double[] curve) {}

  private static final double[] GRID = Tensor.linspace(-EDGE, EDGE, 201).toDoubles();

  @Override
  public String name() {
    return "capacity";
  }

  @Override
  public String title() {
    return "From underfit to overfit as a network gets more units";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, 15, 4_000, 1, 2, 3, 4, 6, 8, 16, 32, 64);
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, 7, 2_000, 1, 2, 4, 32);
  }

  Findings run(Seed seed, int seeds, int steps, int... units) {
    double[][] train = new double[seeds][units.length];
    double[][] test = new double[seeds][units.length];
    List<Fit> fits = new ArrayList<>();
    List<Sample> learned = new ArrayList<>();
    List<Sample> unseen = new ArrayList<>();
    for (int s = 0; s < seeds; s++) {
      learned.add(Sample.drawn(POINTS, seed.at("train").at(s).draws()));
      unseen.add(Sample.drawn(NEW_POINTS, seed.at("test").at(s).draws()));
    }
    for (int u = 0; u < units.length; u++) {
      Layer model = network(units[u]);
      FullBatch training =
          new FullBatch(model, new MSELoss(), Adam.withLearningRate(LEARNING_RATE));
      for (int s = 0; s < seeds; s++) {
        training.restart(seed.at(s)).steps(steps, learned.get(s).x(), learned.get(s).y());
        train[s][u] = learned.get(s).error(model);
        test[s][u] = unseen.get(s).error(model);
        if (s == 0) {
          fits.add(new Fit(units[u], Autograd.noGrad(() -> model.apply(column(GRID))).toDoubles()));
        }
      }
    }
    return findings(units, train, test, fits, learned.getFirst());
  }

  private static Layer network(int units) {
    return Sequential.of(
        new Linear(1, units),
        new Tanh(),
        new Linear(units, units),
        new Tanh(),
        new Linear(units, 1));
  }

  private static Tensor column(double[] values) {
    return Tensor.of(values, values.length, 1).to(DType.FLOAT32);
  }

  private static Findings findings(
      int[] units, double[][] train, double[][] test, List<Fit> fits, Sample first) {
    double[] trained = Spread.medians(train);
    double[] tested = Spread.medians(test);
    int best = 0;
    int leastTrained = 0;
    Findings.Builder findings = Findings.builder();
    Table table =
        Table.of(
            "Mean squared error, median of " + train.length + " seeds",
            "units in each hidden layer",
            "points it learned from",
            "new points");
    for (int u = 0; u < units.length; u++) {
      best = tested[u] < tested[best] ? u : best;
      leastTrained = trained[u] < trained[leastTrained] ? u : leastTrained;
      findings.number("train-" + units[u], trained[u]).number("test-" + units[u], tested[u]);
      table =
          table.row(Integer.toString(units[u]), text("%.4f", trained[u]), text("%.4f", tested[u]));
    }
    int last = units.length - 1;
    Figure[] panels = {
      fit(fits.getFirst(), first, "Underfit"),
      fit(fits.get(best), first, "About right"),
      fit(fits.get(last), first, "Overfit"),
    };
    return findings
        .say(
            "With %d unit in each hidden layer a network misses the curve: its error is %.2f on the"
                + " %d points it learns from and %.2f on new ones.",
            units[0], trained[0], POINTS, tested[0])
        .say(
            "With %d units it is best on new points, %.2f; the noise alone makes σ² = %.2f.",
            units[best], tested[best], NOISE * NOISE)
        .say(
            "With %d units it all but passes through the points it learns from, noise and all: an"
                + " error of %.0e there and of %.2f on new ones.",
            units[last], trained[last], tested[last])
        .say(
            "The error on the points learned from is least with %d units, that on new points with"
                + " %d: which capacity is right, only new points can tell.",
            units[leastTrained], units[best])
        .number("best-units", units[best])
        .number("best-test", tested[best])
        .table(table)
        .figure(
            "error", errors(units, train, test), "Lines are medians and bands all of the seeds.")
        .figure(
            "fits",
            Panels.of("The same points, three capacities", 3, panels),
            "The first seed: the dashed line is the curve without noise.")
        .build();
  }

  private static Figure fit(Fit fit, Sample sample, String what) {
    double[] truth = Arrays.stream(GRID).map(StrictMath::sin).toArray();
    return Chart.of(what + ": " + fit.units() + (fit.units() == 1 ? " unit" : " units"), "x", "y")
        .size(320, 240)
        .yRange(-2, 2)
        .line("network", GRID, fit.curve())
        .dashed("sin x", GRID, truth)
        .points("examples", sample.x().toDoubles(), sample.y().toDoubles())
        .figure();
  }

  private static Figure errors(int[] units, double[][] train, double[][] test) {
    double[] xs = Arrays.stream(units).asDoubleStream().toArray();
    Chart chart =
        Chart.of("Underfit to overfit", "units in each hidden layer", "mean squared error").logX();
    chart = both(chart, "points it learned from", xs, train);
    return both(chart, "new points", xs, test).horizontal("noise: σ²", NOISE * NOISE).figure();
  }

  private static Chart both(Chart chart, String name, double[] xs, double[][] errors) {
    return chart
        .band(name, xs, Spread.least(errors), Spread.greatest(errors))
        .line(name, xs, Spread.medians(errors))
        .points(name, xs, Spread.medians(errors));
  }

  private static String text(String format, double number) {
    return String.format(Locale.ROOT, format, number);
  }
}
