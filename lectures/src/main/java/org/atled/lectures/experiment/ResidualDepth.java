package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.atled.core.random.Seed;
import org.atled.data.Split;
import org.atled.data.Toy;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.nn.Layer;
import org.atled.nn.init.Initializer;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.Adam;
import org.atled.plot.Chart;
import org.atled.plot.Figure;

/**
 * Plain and residual networks as they get deeper: He, Zhang, Ren and Sun, "Deep residual learning",
 * 2016. A block is y = ReLU(W₂ ReLU(W₁x + b₁) + b₂), or y = x + W₂ ReLU(W₁x + b₁) + b₂ with as many
 * parameters.
 *
 * <p>Both start as is best for them: plain blocks with He's initialisation (He et al. 2015, eq.
 * 10), which keeps the size of activations, residual ones with W₂ = 0, so that each is the identity
 * at first (Goyal et al. 2017, section 5.1).
 */
public final class ResidualDepth implements Experiment {
  private static final int WIDTH = 16;
  private static final double LEARNING_RATE = 1e-3;

  private enum Kind {
    PLAIN("plain"),
    RESIDUAL("residual");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    Layer block() {
      return switch (this) {
        case PLAIN -> Sequential.of(linear(HE), new ReLU(), linear(HE), new ReLU());
        case RESIDUAL ->
            new ResidualBlock(Sequential.of(linear(HE), new ReLU(), linear(Initializer.zeros())));
      };
    }

    Layer network(int blocks) {
      List<Layer> layers = new ArrayList<>();
      layers.add(new Linear(2, WIDTH));
      layers.add(new ReLU());
      IntStream.range(0, blocks).forEach(unused -> layers.add(block()));
      layers.add(new Linear(WIDTH, 2));
      return Sequential.of(layers);
    }
  }

  private static final Initializer HE = Initializer.heNormal(Math.sqrt(2));

  /**
   * Of one kind: losses [depths, seeds, steps + 1] and accuracies on new points [seeds, depths].
   */
  private record Runs(Kind kind, double[][][] losses, double[][] accuracies) {
    /** The training loss at the end, [seeds, depths]. */
    double[][] ends() {
      double[][] ends = new double[accuracies.length][losses.length];
      for (int d = 0; d < losses.length; d++) {
        for (int s = 0; s < accuracies.length; s++) {
          double[] course = losses[d][s];
          ends[s][d] = course[course.length - 1];
        }
      }
      return ends;
    }
  }

  private static Linear linear(Initializer weight) {
    return new Linear(Linear.Config.of(WIDTH, WIDTH).initializedBy(weight));
  }

  @Override
  public String name() {
    return "residual-depth";
  }

  @Override
  public String title() {
    return "Plain and residual networks as they get deeper";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, 5, 300, 1, 2, 4, 8, 16, 24, 32);
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, 3, 150, 4, 32);
  }

  Findings run(Seed seed, int seeds, int steps, int... blocks) {
    List<Runs> all =
        Arrays.stream(Kind.values()).map(k -> runs(k, seed, seeds, steps, blocks)).toList();
    Findings.Builder findings = Findings.builder();
    Table table =
        Table.of(
            "Medians of " + seeds + " seeds after " + steps + " steps",
            "layers with weights",
            "plain: loss",
            "residual: loss",
            "plain: accuracy",
            "residual: accuracy");
    double[] depths = Arrays.stream(blocks).mapToDouble(b -> 2 * b + 2).toArray();
    double[] plainLoss = Spread.medians(all.get(0).ends());
    double[] residualLoss = Spread.medians(all.get(1).ends());
    double[] plain = Spread.medians(all.get(0).accuracies());
    double[] residual = Spread.medians(all.get(1).accuracies());
    for (int d = 0; d < blocks.length; d++) {
      int depth = (int) depths[d];
      findings
          .number("plain-loss-" + depth, plainLoss[d])
          .number("residual-loss-" + depth, residualLoss[d])
          .number("plain-accuracy-" + depth, plain[d])
          .number("residual-accuracy-" + depth, residual[d]);
      table =
          table.row(
              Integer.toString(depth),
              text("%.2g", plainLoss[d]),
              text("%.2g", residualLoss[d]),
              text("%.3f", plain[d]),
              text("%.3f", residual[d]));
    }
    int last = blocks.length - 1;
    int middle = last / 2;
    return findings
        .say(
            "With %d layers a plain network ends at a training loss of %.2g and a residual one of"
                + " the same size at %.2g; guessing gives ln 2 = 0.69.",
            (int) depths[last], plainLoss[last], residualLoss[last])
        .say(
            "With %d layers the two end at %.2g and %.2g.",
            (int) depths[middle], plainLoss[middle], residualLoss[middle])
        .say(
            "On new points of the two spirals the deepest get %.0f %% and %.0f %% right.",
            100 * plain[last], 100 * residual[last])
        .say(
            "%s Along x + f(x) the gradient passes by f undiminished.",
            plainLoss[last] > plainLoss[middle]
                ? "It is the training loss of the plain network that is higher with more layers, so"
                    + " this is no overfitting: a deeper one could do all that a shallower one"
                    + " does, but gradient descent did not find it."
                : "Here the deeper plain network ends no higher than the shallower one.")
        .table(table)
        .figure(
            "loss-by-depth",
            byDepth(all, depths),
            "Training loss at the end; lines are medians and bands all seeds.")
        .figure(
            "loss-by-step",
            bySteps(all, blocks.length - 1, (int) depths[last], steps),
            "The deepest networks as they learn; lines are medians and bands all seeds.")
        .build();
  }

  private static Runs runs(Kind kind, Seed seed, int seeds, int steps, int[] blocks) {
    double[][][] losses = new double[blocks.length][seeds][];
    double[][] accuracies = new double[seeds][blocks.length];
    for (int d = 0; d < blocks.length; d++) {
      Layer model = kind.network(blocks[d]);
      FullBatch training =
          new FullBatch(model, new CrossEntropyLoss(), Adam.withLearningRate(LEARNING_RATE));
      for (int s = 0; s < seeds; s++) {
        Split split = Toy.spirals().generate(seed.at(s), 200, 500);
        Plane train = Plane.of(split.train());
        losses[d][s] = training.restart(seed.at(s)).course(steps, train.x(), train.y());
        accuracies[s][d] = Plane.of(split.test()).accuracy(model);
      }
    }
    return new Runs(kind, losses, accuracies);
  }

  private static Figure byDepth(List<Runs> all, double[] depths) {
    Chart chart =
        Chart.of(
                "Two spirals, deeper and deeper", "layers with weights", "training loss at the end")
            .logX();
    for (Runs runs : all) {
      String name = runs.kind().label;
      double[][] ends = runs.ends();
      chart =
          chart
              .band(name, depths, Spread.least(ends), Spread.greatest(ends))
              .line(name, depths, Spread.medians(ends))
              .points(name, depths, Spread.medians(ends));
    }
    return chart.yRange(-0.03, 0.8).horizontal("guessing: ln 2", StrictMath.log(2)).figure();
  }

  private static Figure bySteps(List<Runs> all, int deepest, int layers, int steps) {
    double[] xs = IntStream.rangeClosed(0, steps).mapToDouble(i -> i).toArray();
    Chart chart = Chart.of("Networks of " + layers + " layers", "step", "training loss");
    for (Runs runs : all) {
      String name = runs.kind().label;
      double[][] courses = runs.losses()[deepest];
      chart =
          chart
              .band(name, xs, Spread.least(courses), Spread.greatest(courses))
              .line(name, xs, Spread.medians(courses));
    }
    return chart.figure();
  }

  private static String text(String format, double number) {
    return String.format(Locale.ROOT, format, number);
  }
}
