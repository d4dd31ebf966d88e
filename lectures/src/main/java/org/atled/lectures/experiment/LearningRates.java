package org.atled.lectures.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.atled.core.random.Seed;
import org.atled.data.Dataset;
import org.atled.data.Toy;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Sequential;
import org.atled.nn.layer.Tanh;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.Schedule;
import org.atled.nn.optim.Sgd;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.train.EpochReport;
import org.atled.train.Trainer;

/**
 * Learning rates that are too small, right and too large, and rates that decay in steps and
 * exponentially: first on a parabola, where all can be computed, then for a network on spirals.
 *
 * <p>On L = ½ λ w² a step is w ← w − η λ w = (1 − ηλ) w, which comes to rest for 0 &lt; η &lt; 2/λ
 * only.
 */
public final class LearningRates implements Experiment {
  private static final double CURVATURE = 1; // λ
  private static final int HIDDEN = 32;
  private static final int BATCH = 16;

  private static final double RIGHT = 0.2;
  private static final double LARGE = 1.0;

  private static final List<Course> COURSES =
      List.of(
          new Course("too small: 0.005", "small", 0.005, Schedule.constant()),
          new Course("right: " + RIGHT, "right", RIGHT, Schedule.constant()),
          new Course("too large: 5", "large", 5, Schedule.constant()),
          new Course("step decay from 1", "step", LARGE, at -> stepDecay(at.progress())),
          new Course("exponential from 1", "exponential", LARGE, at -> exponential(at.progress())));

  private record Course(String name, String key, double rate, Schedule schedule) {}

  /** A fifth of the rate after each third of the run. */
  private static double stepDecay(double progress) {
    return StrictMath.pow(0.2, Math.floor(3 * progress));
  }

  /** To a hundredth over the run: e^(−t ln 100). */
  private static double exponential(double progress) {
    return StrictMath.pow(0.01, progress);
  }

  @Override
  public String name() {
    return "learning-rate";
  }

  @Override
  public String title() {
    return "A learning rate too small, right, too large, and decaying in steps or exponentially";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, 5, 60);
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, 2, 40);
  }

  Findings run(Seed seed, int seeds, int epochs) {
    double[][][] losses = new double[COURSES.size()][seeds][];
    for (int s = 0; s < seeds; s++) {
      Dataset spirals = new Toy.Spirals(2, 0.6, 0.05).generate(seed.at(s), 500, 1).train();
      for (int c = 0; c < losses.length; c++) {
        losses[c][s] = losses(COURSES.get(c), spirals, epochs, seed.at(s));
      }
    }
    return findings(losses, epochs);
  }

  /** The loss of all examples after each epoch. */
  private static double[] losses(Course course, Dataset set, int epochs, Seed seed) {
    Sequential model =
        Sequential.of(
            new Linear(2, HIDDEN),
            new Tanh(),
            new Linear(HIDDEN, HIDDEN),
            new Tanh(),
            new Linear(HIDDEN, 2));
    Trainer trainer =
        Trainer.of(model, new CrossEntropyLoss(), Sgd.withLearningRate(course.rate))
            .schedule(course.schedule)
            .epochs(epochs)
            .batchSize(BATCH)
            .seed(seed.value());
    return trainer.fit(set, set).history().stream()
        .flatMap(report -> report.test().stream())
        .mapToDouble(EpochReport.Measured::loss)
        .toArray();
  }

  private static Findings findings(double[][][] losses, int epochs) {
    Findings.Builder findings = Findings.builder();
    double[] ends = Arrays.stream(losses).mapToDouble(LearningRates::end).toArray();
    double[] unrest = Arrays.stream(losses).mapToDouble(LearningRates::unrest).toArray();
    Table table =
        Table.of(
            "The loss in the last tenth of the epochs, over " + losses[0].length + " seeds",
            "learning rate",
            "geometric mean",
            "greatest over least");
    for (int c = 0; c < ends.length; c++) {
      findings.number(COURSES.get(c).key + "-end", ends[c]);
      findings.number(COURSES.get(c).key + "-unrest", unrest[c]);
      table =
          table.row(
              COURSES.get(c).name,
              String.format(Locale.ROOT, "%.4f", ends[c]),
              String.format(Locale.ROOT, "%.1f", unrest[c]));
    }
    return findings
        .say(
            "On the parabola ½w² a step multiplies w by 1 − η: η = 0.1 creeps, η = 0.5 halves it"
                + " each time, η = 1.8 jumps from side to side and arrives, and η = 2.1, beyond 2,"
                + " flies apart.")
        .say(
            "A network on spirals after %d epochs: with η = 0.005 its loss is still %.3f, with η ="
                + " %.1f it is %.4f, and with η = 5 it is %.2f; guessing would give ln 2 = 0.69.",
            epochs, ends[0], RIGHT, ends[1], ends[2])
        .say(
            "A rate of %.0f that is cut to a fifth twice ends at %.4f, one that decays"
                + " exponentially to a hundredth at %.4f: long steps while there is far to go,"
                + " short ones when the noise of the minibatches is what is left.",
            LARGE, ends[3], ends[4])
        .say(
            "In the last tenth of the epochs the loss still changes by a factor of %.1f at the"
                + " constant rate, and by %.2f and %.2f under decay.",
            unrest[1], unrest[3], unrest[4])
        .table(table)
        .figure(
            "losses",
            curves(losses, epochs),
            "The loss of all examples after each epoch, geometric mean of the seeds.")
        .figure(
            "parabola",
            parabola(),
            "Distance from the minimum of ½w² by steps: below η = 2 it shrinks, above it grows.")
        .figure(
            "schedules", schedules(), "The learning rates themselves, in the course of the run.")
        .build();
  }

  /** The loss in the last tenth of the epochs. */
  private static double end(double[][] runs) {
    return mean(Arrays.stream(runs).flatMapToDouble(LearningRates::lastTenth));
  }

  /** The geometric mean, which is the middle on a logarithmic axis: exp of the mean of ln. */
  private static double mean(DoubleStream losses) {
    return StrictMath.exp(losses.map(StrictMath::log).average().orElseThrow());
  }

  /** By what factor the loss changes in the last tenth of the epochs, on average of the runs. */
  private static double unrest(double[][] runs) {
    return Arrays.stream(runs)
        .mapToDouble(run -> lastTenth(run).max().orElseThrow() / lastTenth(run).min().orElseThrow())
        .average()
        .orElseThrow();
  }

  private static DoubleStream lastTenth(double[] run) {
    return Arrays.stream(run).skip(run.length - Math.ceilDiv(run.length, 10));
  }

  private static Figure curves(double[][][] losses, int epochs) {
    double[] xs = IntStream.rangeClosed(1, epochs).mapToDouble(i -> i).toArray();
    Chart chart =
        Chart.of("A network on spirals", "epoch", "cross-entropy").logY().wholeX().size(560, 340);
    for (int c = 0; c < losses.length; c++) {
      double[][] runs = losses[c];
      double[] means =
          IntStream.range(0, epochs)
              .mapToDouble(e -> mean(Arrays.stream(runs).mapToDouble(run -> run[e])))
              .toArray();
      chart = chart.line(COURSES.get(c).name, xs, means);
    }
    return chart.figure();
  }

  /** |w| along descents of ½ λ w² from w = 1. */
  private static Figure parabola() {
    int steps = 30;
    double[] xs = IntStream.rangeClosed(0, steps).mapToDouble(i -> i).toArray();
    Chart chart = Chart.of("Descents of ½w²", "step", "|w|").logY().wholeX().yRange(1e-4, 100);
    for (double rate : new double[] {0.1, 0.5, 1.8, 2.1}) {
      double[] distance = new double[steps + 1];
      double w = 1;
      for (int i = 0; i <= steps; i++) {
        distance[i] = Math.abs(w);
        w -= rate * CURVATURE * w; // w ← w − η λ w
      }
      chart = chart.line("η = " + rate, xs, distance);
    }
    return chart.horizontal("where it began", 1).figure();
  }

  private static Figure schedules() {
    int steps = 300;
    double[] xs = IntStream.range(0, steps).mapToDouble(i -> (double) i / steps).toArray();
    Chart chart =
        Chart.of("Learning rates", "share of the run", "learning rate").logY().size(560, 300);
    for (Course course : COURSES) {
      double[] rates =
          IntStream.range(0, steps)
              .mapToDouble(i -> course.rate * course.schedule.factor(Schedule.Moment.of(i, steps)))
              .toArray();
      chart = chart.line(course.name, xs, rates);
    }
    return chart.figure();
  }
}
