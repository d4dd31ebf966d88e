package org.atled.lectures.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.atled.core.random.Seed;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.lectures.regression.Batches;
import org.atled.plot.Chart;
import org.atled.plot.Figure;

/**
 * Gradient descent on all examples, on minibatches and on single ones, as paths on one loss
 * surface: logistic regression on one number, so that the loss is a function of two, w and b.
 *
 * <p>The gradient of a batch of B examples drawn with replacement is the mean of B independent
 * draws of ∇ℓᵢ. It is right on average, and its noise √E‖g_B − ∇L‖² is σ/√B: Robbins and Monro
 * 1951, Bottou, Curtis and Nocedal 2018, section 4. So the noise is measured here; the paths take
 * minibatches without replacement, each example once in a pass.
 */
public final class DescentPaths implements Experiment {
  private static final int BATCH = 10;
  private static final double LEARNING_RATE = 0.5;
  private static final int DRAWN = 100;

  private static final List<Way> WAYS =
      List.of(
          new Way("single examples", "single", new Batches.Singles()),
          new Way("minibatches of " + BATCH, "minibatch", new Batches.Minibatches(BATCH)),
          new Way("all " + LineProblem.EXAMPLES + " examples", "full", new Batches.All()));

  private record Way(String name, String key, Batches batches) {}

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

  @Override
  public Findings quick(Seed seed) {
    return run(seed, 3, 100, 1_000);
  }

  Findings run(Seed seed, int seeds, int passes, int draws) {
    LineProblem problem = LineProblem.drawn(seed.at("examples").draws());
    List<List<LineProblem.Course>> courses =
        WAYS.stream()
            .map(way ->
                IntStream.range(0, seeds)
                    .mapToObj(i ->
                        problem.descend(
                            way.batches, LEARNING_RATE, passes, seed.at(way.key).at(i).draws()))
                    .toList())
            .toList();
    double[] sizes = {1, 2, 5, 10, 20, 50};
    double[] noise =
        DoubleStream.of(sizes)
            .map(size -> problem.noise((int) size, draws, seed.at("noise").draws()))
            .toArray();
    double slope =
        StrictMath.log(noise[noise.length - 1] / noise[0])
            / StrictMath.log(sizes[sizes.length - 1] / sizes[0]);
    return findings(problem, courses, passes, sizes, noise, slope);
  }

  private static Findings findings(
      LineProblem problem,
      List<List<LineProblem.Course>> courses,
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
      List<LineProblem.Course> runs = courses.get(i);
      means[i] = new double[] {mean(runs, 1), mean(runs, passes)};
      findings
          .number(WAYS.get(i).key + "-first-pass", means[i][0])
          .number(WAYS.get(i).key + "-last-pass", means[i][1]);
      table =
          table.row(
              WAYS.get(i).name,
              Integer.toString((runs.getFirst().passes().length - 1) / passes),
              String.format(Locale.ROOT, "%.4f", means[i][0]),
              String.format(Locale.ROOT, "%.6f", means[i][1]));
    }
    return findings
        .say(
            "In the same pass over %d examples the full batch takes one step, minibatches of %d"
                + " take %d and single examples %d.",
            LineProblem.EXAMPLES, BATCH, LineProblem.EXAMPLES / BATCH, LineProblem.EXAMPLES)
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
            "The first "
                + DRAWN
                + " steps of each: the full batch goes straight down, minibatches"
                + " waver, single examples stagger. A step of the full batch costs as much as "
                + LineProblem.EXAMPLES / BATCH
                + " with minibatches and "
                + LineProblem.EXAMPLES
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

  private static double mean(List<LineProblem.Course> runs, int pass) {
    return runs.stream().mapToDouble(run -> run.during(pass)).average().orElseThrow();
  }

  private static Figure paths(LineProblem problem, List<List<LineProblem.Course>> courses) {
    double[] ws = range(-2, 3.5, 111);
    double[] bs = range(-3.5, 3.5, 141);
    double[][] loss = new double[bs.length][ws.length];
    for (int i = 0; i < bs.length; i++) {
      for (int j = 0; j < ws.length; j++) {
        loss[i][j] = problem.excess(LineProblem.at(ws[j], bs[i]));
      }
    }
    Chart chart =
        Chart.of("Three descents of one loss", "w", "b")
            .size(560, 420)
            .xRange(-2, 3.5)
            .yRange(-3.5, 3.5)
            .contours("equal loss", ws, bs, loss, 0.02, 0.1, 0.25, 0.5, 1, 1.5, 2, 3, 4);
    for (int i = 0; i < WAYS.size(); i++) {
      LineProblem.Course course = courses.get(i).getFirst();
      int places = Math.min(DRAWN + 1, course.w().length);
      chart =
          chart.line(
              WAYS.get(i).name,
              Arrays.copyOf(course.w(), places),
              Arrays.copyOf(course.b(), places));
    }
    return chart
        .points(
            "minimum",
            new double[] {problem.best().w().get(0, 0)},
            new double[] {problem.best().b().get(0, 0)})
        .figure();
  }

  private static Figure excess(List<List<LineProblem.Course>> courses, int passes) {
    double[] xs = range(1, passes, passes);
    Chart chart =
        Chart.of("Loss above the minimum", "passes over the examples", "L − min L").logY().wholeX();
    for (int i = 0; i < WAYS.size(); i++) {
      List<LineProblem.Course> runs = courses.get(i);
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

  /** NaN where nothing is left: a logarithmic axis has no place for 0. */
  private static double[] each(double[][] rows, Function<DoubleStream, OptionalDouble> f) {
    return Arrays.stream(rows)
        .mapToDouble(row -> f.apply(Arrays.stream(row)).orElseThrow())
        .map(excess -> excess > 0 ? excess : Double.NaN)
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
