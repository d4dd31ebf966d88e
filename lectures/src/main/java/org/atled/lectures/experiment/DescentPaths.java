package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.lectures.matrix.Matrix;
import org.atled.lectures.regression.Batches;
import org.atled.lectures.regression.LogisticRegression;
import org.atled.lectures.regression.Regression;
import org.atled.plot.Chart;
import org.atled.plot.Figure;

/**
 * Gradient descent on all examples, on minibatches and on single ones, as paths on one loss
 * surface: logistic regression on one number, so that the loss is a function of two, w and b.
 *
 * <p>The gradient of a batch of B examples drawn from n is the mean of B independent draws of ∇ℓᵢ.
 * It is right on average, and its noise √E‖g_B − ∇L‖² is σ/√B: Robbins and Monro 1951, Bottou,
 * Curtis and Nocedal 2018, section 4.
 */
public final class DescentPaths implements Experiment {
  private static final int EXAMPLES = 100;
  private static final int BATCH = 10;
  private static final double LEARNING_RATE = 0.5;
  private static final int DRAWN = 100;
  private static final double START_W = -1.5;
  private static final double START_B = 2.5;

  private static final List<Way> WAYS =
      List.of(
          new Way("single examples", "single", new Batches.Singles()),
          new Way("minibatches of " + BATCH, "minibatch", new Batches.Minibatches(BATCH)),
          new Way("all " + EXAMPLES + " examples", "full", new Batches.All()));

  private record Way(String name, String key, Batches batches) {}

  /**
   * Where a descent went.
   *
   * @param passes how many times it had seen as many examples as there are
   * @param excess L(w, b) − min L
   */
  private record Course(double[] w, double[] b, double[] passes, double[] excess) {
    /** The mean excess of the steps of one pass, counted from 1. */
    double during(int pass) {
      return IntStream.range(0, passes.length)
          .filter(i -> passes[i] > pass - 1 && passes[i] <= pass)
          .mapToDouble(i -> excess[i])
          .average()
          .orElseThrow();
    }
  }

  /** The examples x [n, 1] of classes y, and the least loss they allow. */
  private record Problem(Matrix x, int[] y, LogisticRegression best) {
    /** Two normal heaps that overlap, x ~ N(1 ± 1, 1.5²). */
    static Problem drawn(Draws draws) {
      int[] y = IntStream.range(0, EXAMPLES).map(i -> i % 2).toArray();
      Matrix x =
          Matrix.column(
              Arrays.stream(y).mapToDouble(label -> 2 * label + 1.5 * draws.normal()).toArray());
      LogisticRegression best = LogisticRegression.zeros(DType.FLOAT64, 1);
      for (int step = 0; step < 2_000; step++) {
        best.step(best.gradient(x, y), 1);
      }
      return new Problem(x, y, best);
    }

    double excess(Regression at) {
      return Math.max(at.loss(x, y) - best.loss(x, y), 0);
    }

    Regression.Gradient gradient(Regression at, int... chosen) {
      return at.gradient(x.rows(chosen), Arrays.stream(chosen).map(i -> y[i]).toArray());
    }

    Course descend(Batches batches, int passes, Draws draws) {
      LogisticRegression model = at(START_W, START_B);
      List<double[]> places = new ArrayList<>();
      places.add(new double[] {START_W, START_B, 0, excess(model)});
      double seen = 0;
      for (int pass = 0; pass < passes; pass++) {
        for (int[] chosen : batches.epoch(EXAMPLES, draws)) {
          model.step(gradient(model, chosen), LEARNING_RATE); // θ ← θ − η ∇L(θ)
          seen += chosen.length;
          double w = model.w().get(0, 0);
          double b = model.b().get(0, 0);
          places.add(new double[] {w, b, seen / EXAMPLES, excess(model)});
        }
      }
      double[][] columns = new double[4][];
      Arrays.setAll(columns, c -> places.stream().mapToDouble(place -> place[c]).toArray());
      return new Course(columns[0], columns[1], columns[2], columns[3]);
    }
  }

  private static LogisticRegression at(double w, double b) {
    return new LogisticRegression(Matrix.row(w), Matrix.row(b));
  }

  @Override
  public String name() {
    return "sgd";
  }

  @Override
  public String title() {
    return "Full batch, single examples and minibatches: paths on one loss surface";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, 10, 100, 2_000);
  }

  Findings run(Seed seed, int seeds, int passes, int draws) {
    Problem problem = Problem.drawn(seed.at("examples").draws());
    List<List<Course>> courses =
        WAYS.stream()
            .map(way ->
                IntStream.range(0, seeds)
                    .mapToObj(i ->
                        problem.descend(way.batches, passes, seed.at(way.key).at(i).draws()))
                    .toList())
            .toList();
    double[] sizes = {1, 2, 5, 10, 20, 50};
    double[] noise =
        DoubleStream.of(sizes)
            .map(size -> noise(problem, (int) size, draws, seed.at("noise").draws()))
            .toArray();
    double slope =
        StrictMath.log(noise[noise.length - 1] / noise[0])
            / StrictMath.log(sizes[sizes.length - 1] / sizes[0]);
    return findings(problem, courses, passes, sizes, noise, slope);
  }

  /** √E‖g_B − ∇L‖² where the descents begin, over draws of B examples with replacement. */
  private static double noise(Problem problem, int size, int draws, Draws random) {
    LogisticRegression start = at(START_W, START_B);
    Regression.Gradient whole = start.gradient(problem.x, problem.y);
    double sum = 0;
    for (int i = 0; i < draws; i++) {
      int[] chosen = IntStream.range(0, size).map(unused -> random.below(EXAMPLES)).toArray();
      Regression.Gradient g = problem.gradient(start, chosen);
      double dw = g.w().get(0, 0) - whole.w().get(0, 0);
      double db = g.b().get(0, 0) - whole.b().get(0, 0);
      sum += dw * dw + db * db;
    }
    return Math.sqrt(sum / draws);
  }

  private static Findings findings(
      Problem problem,
      List<List<Course>> courses,
      int passes,
      double[] sizes,
      double[] noise,
      double slope) {
    Findings.Builder findings = Findings.builder();
    Table table =
        Table.of(
            "How far the loss is above its minimum, mean of " + courses.getFirst().size() + " runs",
            "each step sees",
            "steps in a pass",
            "in the first pass",
            "in the last pass");
    double[][] means = new double[WAYS.size()][];
    for (int i = 0; i < means.length; i++) {
      List<Course> runs = courses.get(i);
      means[i] = new double[] {mean(runs, 1), mean(runs, passes)};
      findings
          .number(WAYS.get(i).key + "-first-pass", means[i][0])
          .number(WAYS.get(i).key + "-last-pass", means[i][1]);
      table =
          table.row(
              WAYS.get(i).name,
              Integer.toString((runs.getFirst().passes.length - 1) / passes),
              String.format(Locale.ROOT, "%.4f", means[i][0]),
              String.format(Locale.ROOT, "%.6f", means[i][1]));
    }
    return findings
        .say(
            "In the same pass over %d examples the full batch takes one step, minibatches of %d"
                + " take %d and single examples %d.",
            EXAMPLES, BATCH, EXAMPLES / BATCH, EXAMPLES)
        .say(
            "In the first pass the loss is on average %.3f above its minimum with single examples,"
                + " %.3f with minibatches and %.3f with the full batch.",
            means[0][0], means[1][0], means[2][0])
        .say(
            "In pass %d it is %.5f, %.5f and %.5f: single examples never come to rest, as each has"
                + " a gradient of its own even where their mean is zero.",
            passes, means[0][1], means[1][1], means[2][1])
        .say(
            "The noise of a gradient falls with the square root of the batch: its slope on log axes"
                + " is %.2f, and −½ was expected.",
            slope)
        .number("noise-slope", slope)
        .table(table)
        .figure(
            "paths",
            paths(problem, courses),
            "The first " + DRAWN + " steps of each: the full batch goes straight down, minibatches"
                + " waver, single examples stagger. A step of the full batch costs as much as "
                + EXAMPLES / BATCH + " with minibatches and " + EXAMPLES
                + " with single examples.")
        .figure(
            "excess",
            excess(courses, passes),
            "Against examples seen, not steps: many rough steps are fast at first, few exact ones"
                + " are better in the end. Bands show all runs.")
        .figure(
            "noise",
            noise(sizes, noise),
            "How far the gradient of a batch is from that of all examples: four times the batch"
                + " halves the noise.")
        .build();
  }

  private static double mean(List<Course> runs, int pass) {
    return runs.stream().mapToDouble(run -> run.during(pass)).average().orElseThrow();
  }

  private static Figure paths(Problem problem, List<List<Course>> courses) {
    double[] ws = range(-2, 3.5, 111);
    double[] bs = range(-3.5, 3.5, 141);
    double[][] loss = new double[bs.length][ws.length];
    for (int i = 0; i < bs.length; i++) {
      for (int j = 0; j < ws.length; j++) {
        loss[i][j] = problem.excess(at(ws[j], bs[i]));
      }
    }
    Chart chart =
        Chart.of("Three descents of one loss", "w", "b")
            .size(560, 420)
            .xRange(-2, 3.5)
            .yRange(-3.5, 3.5)
            .contours("equal loss", ws, bs, loss, 0.02, 0.1, 0.25, 0.5, 1, 1.5, 2, 3, 4);
    for (int i = 0; i < WAYS.size(); i++) {
      Course course = courses.get(i).getFirst();
      int places = Math.min(DRAWN + 1, course.w.length);
      chart =
          chart.line(
              WAYS.get(i).name,
              Arrays.copyOf(course.w, places),
              Arrays.copyOf(course.b, places));
    }
    return chart
        .points(
            "minimum",
            new double[] {problem.best.w().get(0, 0)},
            new double[] {problem.best.b().get(0, 0)})
        .figure();
  }

  private static Figure excess(List<List<Course>> courses, int passes) {
    double[] xs = range(1, passes, passes);
    Chart chart =
        Chart.of("Loss above the minimum", "passes over the examples", "L − min L").logY().wholeX();
    for (int i = 0; i < WAYS.size(); i++) {
      List<Course> runs = courses.get(i);
      double[][] all = new double[passes][];
      Arrays.setAll(all, p -> runs.stream().mapToDouble(run -> run.during(p + 1)).toArray());
      String name = WAYS.get(i).name;
      chart =
          chart
              .band(name, xs, each(all, DoubleStream::min), each(all, DoubleStream::max))
              .line(name, xs, each(all, DoubleStream::average));
    }
    return chart.figure();
  }

  private static double[] each(
      double[][] rows, Function<DoubleStream, OptionalDouble> f) {
    return Arrays.stream(rows)
        .mapToDouble(row -> f.apply(Arrays.stream(row)).orElseThrow())
        .toArray();
  }

  private static Figure noise(double[] sizes, double[] noise) {
    double[] expected = DoubleStream.of(sizes).map(size -> noise[0] / Math.sqrt(size)).toArray();
    return Chart.of("The noise of a gradient", "examples in the batch", "√E‖g − ∇L‖²")
        .logX()
        .logY()
        .dashed("σ/√batch", sizes, expected)
        .points("measured", sizes, noise)
        .figure();
  }

  private static double[] range(double from, double to, int count) {
    return IntStream.range(0, count)
        .mapToDouble(i -> from + i * (to - from) / (count - 1))
        .toArray();
  }
}
