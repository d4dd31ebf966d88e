package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.Optimizer;
import org.atled.nn.optim.Rule;
import org.atled.nn.optim.Sgd;
import org.atled.plot.Chart;
import org.atled.plot.Figure;

/**
 * Two ways to keep weights small, which are one under plain gradient descent: the penalty λ‖W‖²,
 * whose gradient is 2λW, and the update (1 − 2ηλ)W before each step.
 *
 * <p>W − η(∇L + 2λW) = (1 − 2ηλ)W − η∇L. Adam divides the gradient, and with it the penalty's, by
 * the size it usually has, but not the update: Loshchilov and Hutter, "Decoupled weight decay
 * regularization", 2019.
 */
public final class WeightDecay implements Experiment {
  private static final int EXAMPLES = 200;
  private static final double LAMBDA = 0.05;
  private static final double SGD_RATE = 0.2;
  private static final double ADAM_RATE = 0.02;

  private static final Ways SGD = new Ways("plain SGD", "sgd", Sgd.withLearningRate(SGD_RATE));
  private static final Ways ADAM = new Ways("Adam", "adam", Adam.withLearningRate(ADAM_RATE));

  /** An optimizer that is to go both ways. */
  private record Ways(String name, String key, Rule rule) {}

  /** Logistic regression on two numbers, of which the second is three times as large. */
  private record Problem(Tensor x, Tensor y) {
    static Problem drawn(Draws draws) {
      double[][] x = new double[EXAMPLES][];
      double[][] y = new double[EXAMPLES][1];
      for (int i = 0; i < EXAMPLES; i++) {
        y[i][0] = i % 2;
        double side = 2 * y[i][0] - 1;
        x[i] = new double[] {side + draws.normal(), 3 * (0.7 * side + draws.normal())};
      }
      return new Problem(Tensor.of(x), Tensor.of(y));
    }

    /** L = mean of softplus(z) − y z, for z = xw. */
    Tensor loss(Tensor w) {
      return each(w).mean();
    }

    /** L for each column of w: [2, n] → [n]. */
    Tensor losses(Tensor w) {
      return each(w).mean(0);
    }

    private Tensor each(Tensor w) {
      Tensor z = x.matmul(w);
      return z.softplus().sub(y.mul(z));
    }
  }

  /** The places of w = (w₁, w₂), step by step. */
  private record Path(double[] w1, double[] w2) {
    /** How far it is from another one at a step. */
    double distance(Path other, int step) {
      double d1 = w1[step] - other.w1[step];
      double d2 = w2[step] - other.w2[step];
      return Math.sqrt(d1 * d1 + d2 * d2);
    }

    int last() {
      return w1.length - 1;
    }

    String end() {
      return String.format(Locale.ROOT, "(%.3f, %.3f)", w1[last()], w2[last()]);
    }
  }

  /** Both ways of one optimizer. */
  private record Pair(Path penalty, Path update) {
    double distance() {
      return penalty.distance(update, penalty.last());
    }

    double greatestDistance() {
      return IntStream.rangeClosed(0, penalty.last())
          .mapToDouble(i -> penalty.distance(update, i))
          .max()
          .orElseThrow();
    }
  }

  @Override
  public String name() {
    return "weight-decay";
  }

  @Override
  public String title() {
    return "The penalty λ‖W‖² and the update (1 − 2ηλ)W: one path under SGD, two under Adam";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, 5_000);
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, 2_000);
  }

  Findings run(Seed seed, int steps) {
    Problem problem = Problem.drawn(seed.draws());
    Pair sgd = pair(problem, SGD, steps);
    Pair adam = pair(problem, ADAM, steps);
    Path bare = path(problem, SGD.rule, steps, 0, 0);
    return findings(problem, sgd, adam, bare);
  }

  private static Pair pair(Problem problem, Ways ways, int steps) {
    return new Pair(
        path(problem, ways.rule, steps, LAMBDA, 0), path(problem, ways.rule, steps, 0, LAMBDA));
  }

  /**
   * A descent.
   *
   * @param penalty λ of the term λ‖w‖² of the loss
   * @param decay λ of the update w ← (1 − 2ηλ)w before each step
   */
  private static Path path(Problem problem, Rule rule, int steps, double penalty, double decay) {
    Parameter w = new Parameter(Tensor.of(new double[][] {{-1.5}, {1.5}}));
    Optimizer optimizer = rule.over(List.of(w));
    double factor = 1 - 2 * optimizer.learningRate() * decay;
    Compiled step =
        Compiled.of(unused -> {
          Tensor loss = problem.loss(w.value()).add(w.value().square().sum().mul(penalty));
          Gradients gradients = Autograd.gradients(loss, List.of(w));
          w.copyInto(w.value().detach().mul(factor));
          optimizer.step(gradients);
          return List.of();
        });
    List<double[]> places = new ArrayList<>(List.of(w.value().toDoubles()));
    for (int i = 0; i < steps; i++) {
      step.run();
      places.add(w.value().toDoubles());
    }
    return new Path(
        places.stream().mapToDouble(place -> place[0]).toArray(),
        places.stream().mapToDouble(place -> place[1]).toArray());
  }

  private static Findings findings(Problem problem, Pair sgd, Pair adam, Path bare) {
    return Findings.builder()
        .say(
            "Under plain SGD the penalty and the update are the same step, W − η(∇L + 2λW) ="
                + " (1 − 2ηλ)W − η∇L: in %,d steps the two paths are never farther apart than %.1e,"
                + " which is rounding.",
            sgd.penalty.last(), sgd.greatestDistance())
        .say(
            "Under Adam they part: in the end by %.2f, the penalty at %s and the update at %s.",
            adam.distance(), adam.penalty.end(), adam.update.end())
        .say(
            "With the penalty Adam arrives where SGD does, at %s, the minimum of L + λ‖W‖²; a"
                + " minimum does not depend on who looks for it.",
            sgd.penalty.end())
        .say(
            "The update shrinks W by the same share in every step, but Adam's own steps are as long"
                + " where the loss is flat as where it is steep: it ends %.2f from the minimum of"
                + " the bare loss, %s, as if there were hardly a penalty.",
            adam.update.distance(bare, bare.last()), bare.end())
        .number("sgd-greatest-distance", sgd.greatestDistance())
        .number("adam-greatest-distance", adam.greatestDistance())
        .number("adam-final-distance", adam.distance())
        .number("adam-penalty-to-sgd", adam.penalty.distance(sgd.penalty, sgd.penalty.last()))
        .number("adam-update-to-bare", adam.update.distance(bare, bare.last()))
        .number("bare-to-penalised", bare.distance(sgd.penalty, bare.last()))
        .table(
            Table.of("Where the paths end", "optimizer", "penalty λ‖W‖²", "update (1 − 2ηλ)W")
                .row(SGD.name, sgd.penalty.end(), sgd.update.end())
                .row(ADAM.name, adam.penalty.end(), adam.update.end()))
        .figure(
            "paths-sgd",
            paths(problem, SGD, sgd, sgd.penalty, bare),
            "One path: the dashed line lies on the whole one. The contours are those of the loss"
                + " with its penalty.")
        .figure(
            "paths-adam",
            paths(problem, ADAM, adam, sgd.penalty, bare),
            "Two paths with two ends, from the same start with the same λ.")
        .figure(
            "distance",
            distance(sgd, adam),
            "How far the two ways are apart, by steps: rounding under SGD, much under Adam.")
        .build();
  }

  private static Figure paths(Problem problem, Ways ways, Pair pair, Path penalised, Path bare) {
    double[] w1 = IntStream.rangeClosed(0, 200).mapToDouble(i -> -2 + i / 40.0).toArray();
    double[] w2 = IntStream.rangeClosed(0, 120).mapToDouble(i -> -1 + i / 40.0).toArray();
    double[][] loss = new double[w2.length][];
    for (int i = 0; i < w2.length; i++) {
      double[] same = new double[w1.length];
      Arrays.fill(same, w2[i]);
      Tensor w = Tensor.of(new double[][] {w1, same});
      loss[i] = problem.losses(w).add(w.square().sum(0).mul(LAMBDA)).toDoubles();
    }
    double least = Arrays.stream(loss).flatMapToDouble(Arrays::stream).min().orElseThrow();
    double[] levels =
        DoubleStream.of(0.003, 0.02, 0.06, 0.15, 0.3, 0.6, 1, 2).map(d -> least + d).toArray();
    return Chart.of("Two ways to decay under " + ways.name, "w₁", "w₂")
        .size(520, 350)
        .xRange(-2, 3)
        .yRange(-1, 2)
        .contours("L + λ‖W‖²", w1, w2, loss, levels)
        .line("penalty λ‖W‖²", pair.penalty.w1, pair.penalty.w2)
        .dashed("update (1 − 2ηλ)W", pair.update.w1, pair.update.w2)
        .points("min L + λ‖W‖²", last(penalised.w1), last(penalised.w2))
        .points("min L", last(bare.w1), last(bare.w2))
        .figure();
  }

  private static double[] last(double[] values) {
    return new double[] {values[values.length - 1]};
  }

  private static Figure distance(Pair sgd, Pair adam) {
    return Chart.of("Penalty against update", "step", "distance of the two paths")
        .logY()
        .line(SGD.name, steps(sgd), distances(sgd))
        .line(ADAM.name, steps(adam), distances(adam))
        .figure();
  }

  private static double[] steps(Pair pair) {
    return IntStream.rangeClosed(0, pair.penalty.last()).mapToDouble(i -> i).toArray();
  }

  /** NaN where there is none: a logarithmic axis has no place for 0. */
  private static double[] distances(Pair pair) {
    return IntStream.rangeClosed(0, pair.penalty.last())
        .mapToDouble(i -> pair.penalty.distance(pair.update, i))
        .map(d -> d > 0 ? d : Double.NaN)
        .toArray();
  }
}
