package org.atled.lectures.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.atled.core.error.AtledException;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.data.Toy;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.nn.Layer;
import org.atled.nn.layer.Tanh;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.Sgd;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.plot.Panels;
import org.atled.train.architecture.Mlp;

/**
 * Inputs as they come, one of them in a unit that makes its numbers large, and the same inputs
 * normalised, (x − μ)/σ: LeCun, Bottou, Orr and Müller, "Efficient backprop", 1998, section 4.3.
 * First least squares with two weights, where gradient descent shrinks the distance to the minimum
 * by (κ − 1)/(κ + 1) a step at best, κ being the ratio of the Hessian's eigenvalues; then a network
 * on moons.
 */
public final class InputScale implements Experiment {
  private static final double[] DEVIATIONS = {1, 5};
  private static final double[] WEIGHTS = {2, 0.4};
  private static final double ARRIVED = 1e-6;
  private static final int MOST_STEPS = 1_000;
  private static final int HIDDEN = 16;

  /** By learning rate: the loss before the first step and after each, [rates, seeds, steps + 1]. */
  private record Trained(String label, String key, double[] rates, double[][][] losses) {
    /** The loss at the end, [seeds, rates]; infinite where it came to be no number. */
    double[][] ends() {
      int seeds = losses[0].length;
      double[][] ends = new double[seeds][rates.length];
      for (int r = 0; r < rates.length; r++) {
        for (int s = 0; s < seeds; s++) {
          double end = losses[r][s][losses[r][s].length - 1];
          ends[s][r] = Double.isNaN(end) ? Double.POSITIVE_INFINITY : end;
        }
      }
      return ends;
    }

    int best() {
      double[] medians = Spread.medians(ends());
      return IntStream.range(0, rates.length)
          .reduce(0, (best, r) -> medians[r] < medians[best] ? r : best);
    }

    double bestEnd() {
      return Spread.medians(ends())[best()];
    }
  }

  @Override
  public String name() {
    return "input-scale";
  }

  @Override
  public String title() {
    return "With and without normalised inputs";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, 5, 500);
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, 2, 200);
  }

  Findings run(Seed seed, int seeds, int steps) {
    Quadratic raw = Quadratic.drawn(200, DEVIATIONS, WEIGHTS, seed.at("bowl").draws());
    Quadratic normalised = raw.normalised();
    double[] rates = {1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1, 3};
    Trained asTheyCome = train("as they come", "raw", false, seed, seeds, steps, rates);
    Trained afterwards = train("normalised", "normalised", true, seed, seeds, steps, rates);
    List<Trained> both = List.of(asTheyCome, afterwards);
    Table table =
        Table.of(
            "The network's loss after " + steps + " steps, median of " + seeds + " seeds",
            "learning rate",
            "as they come",
            "normalised");
    for (int r = 0; r < rates.length; r++) {
      table =
          table.row(
              Double.toString(rates[r]),
              text(Spread.medians(asTheyCome.ends())[r]),
              text(Spread.medians(afterwards.ends())[r]));
    }
    return Findings.builder()
        .say(
            "Least squares, one feature with the deviation %.0f and one with %.0f: the Hessian's"
                + " eigenvalues are as 1 to %.1f, and gradient descent at its best rate takes %d"
                + " steps until the loss is within a millionth of its first distance from the"
                + " minimum.",
            DEVIATIONS[0], DEVIATIONS[1], raw.condition(), steps(raw))
        .say(
            "With normalised features they are as 1 to %.2f, and it takes %d.",
            normalised.condition(), steps(normalised))
        .say(
            "A network on moons, one coordinate ten times as large and 20 away from 0: after %d"
                + " steps at the best of %d learning rates its loss is %.3f with the inputs as they"
                + " come and %.4f with normalised ones.",
            steps, rates.length, asTheyCome.bestEnd(), afterwards.bestEnd())
        .number("raw-condition", raw.condition())
        .number("normalised-condition", normalised.condition())
        .number("raw-steps", steps(raw))
        .number("normalised-steps", steps(normalised))
        .number("raw-loss", asTheyCome.bestEnd())
        .number("normalised-loss", afterwards.bestEnd())
        .number("raw-rate", rates[asTheyCome.best()])
        .number("normalised-rate", rates[afterwards.best()])
        .table(table)
        .figure(
            "bowls",
            Panels.of(
                "The same regression with two scales of its inputs",
                2,
                bowl("Features as they come", raw),
                bowl("Features normalised", normalised)),
            "Lines of equal loss, each a quarter as far above the minimum as the next, and gradient"
                + " descent at the best constant rate: across the valley it swings, along the"
                + " valley it creeps.")
        .figure(
            "learning",
            learning(both, steps),
            "A network on moons at the best learning rate for each; medians and all seeds.")
        .figure(
            "rates", byRate(both), "The loss in the end by learning rate; medians and all seeds.")
        .build();
  }

  /**
   * How many steps it takes until L − min L is a millionth of what it was at 0.
   *
   * @throws AtledException if that is not reached
   */
  static int steps(Quadratic bowl) {
    double[][] path = bowl.descend(MOST_STEPS);
    double goal = ARRIVED * bowl.excess(0, 0);
    int taken = (int) Arrays.stream(path).takeWhile(w -> bowl.excess(w[0], w[1]) > goal).count();
    if (taken > MOST_STEPS) {
      throw new AtledException(
          String.format(
              Locale.ROOT,
              "InputScale: gradient descent does not come within a millionth of the minimum in"
                  + " %,d steps; take features whose eigenvalues are nearer than as 1 to %,.0f.",
              MOST_STEPS,
              bowl.condition()));
    }
    return taken;
  }

  private static Trained train(
      String label,
      String key,
      boolean normalise,
      Seed seed,
      int seeds,
      int steps,
      double[] rates) {
    double[][][] losses = new double[rates.length][seeds][];
    for (int r = 0; r < rates.length; r++) {
      Layer model = Mlp.of(HIDDEN).activation(Tanh::new).build(Shape.of(2), 2);
      FullBatch training =
          new FullBatch(model, new CrossEntropyLoss(), Sgd.withLearningRate(rates[r]));
      for (int s = 0; s < seeds; s++) {
        Plane moons = Plane.of(Toy.moons().generate(seed.at(s), 200, 1).train());
        Tensor raw =
            moons.x().mul(Tensor.of(new float[] {1, 10})).add(Tensor.of(new float[] {0, 20}));
        Tensor x = normalise ? normalised(raw) : raw;
        losses[r][s] = training.restart(seed.at(s)).course(steps, x, moons.y());
      }
    }
    return new Trained(label, key, rates, losses);
  }

  /** (x − μ)/σ, each column by itself. */
  private static Tensor normalised(Tensor x) {
    Tensor centred = x.sub(x.mean(0));
    return centred.div(centred.square().mean(0).sqrt());
  }

  private static Figure bowl(String title, Quadratic bowl) {
    double[] xs = range(bowl.minimum1());
    double[] ys = range(bowl.minimum2());
    double[][] excess = new double[ys.length][xs.length];
    for (int i = 0; i < ys.length; i++) {
      for (int j = 0; j < xs.length; j++) {
        excess[i][j] = bowl.excess(xs[j], ys[i]);
      }
    }
    double begin = bowl.excess(0, 0);
    double[] levels =
        IntStream.range(0, 6).mapToDouble(i -> begin * StrictMath.pow(4, 1 - i)).toArray();
    double[][] path = bowl.descend(40);
    return Chart.of(title, "w₁", "w₂")
        .size(360, 360)
        .xRange(xs[0], xs[xs.length - 1])
        .yRange(ys[0], ys[ys.length - 1])
        .contours("equal loss", xs, ys, excess, levels)
        .line("gradient descent", column(path, 0), column(path, 1))
        .points("gradient descent", column(path, 0), column(path, 1))
        .figure();
  }

  /** Some way round 0 and a minimum. */
  private static double[] range(double minimum) {
    double from = minimum - 2.8;
    double to = minimum + 2.8;
    return IntStream.range(0, 281).mapToDouble(i -> from + i * (to - from) / 280).toArray();
  }

  private static Figure learning(List<Trained> both, int steps) {
    double[] xs = IntStream.rangeClosed(0, steps).mapToDouble(i -> i).toArray();
    Chart chart = Chart.of("A network on moons", "step", "training loss").logY();
    for (Trained some : both) {
      double[][] curves = some.losses()[some.best()];
      String name =
          String.format(Locale.ROOT, "%s, rate %s", some.label(), some.rates()[some.best()]);
      chart =
          chart
              .band(name, xs, Spread.least(curves), Spread.greatest(curves))
              .line(name, xs, Spread.medians(curves));
    }
    return chart.figure();
  }

  private static Figure byRate(List<Trained> both) {
    Chart chart = Chart.of("A network on moons", "learning rate", "loss at the end").logX().logY();
    for (Trained some : both) {
      double[][] ends = some.ends();
      double[] medians = Spread.medians(ends);
      chart =
          chart
              .band(some.label(), some.rates(), Spread.least(ends), Spread.greatest(ends))
              .line(some.label(), some.rates(), medians)
              .points(some.label(), some.rates(), medians);
    }
    return chart.horizontal("guessing: ln 2", StrictMath.log(2)).figure();
  }

  private static double[] column(double[][] rows, int index) {
    return Arrays.stream(rows).mapToDouble(row -> row[index]).toArray();
  }

  private static String text(double loss) {
    return Double.isFinite(loss) ? String.format(Locale.ROOT, "%.4f", loss) : "no number";
  }
}
