package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.atled.core.random.Seed;
import org.atled.data.Toy;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.lectures.experiment.SilentUnits.Kind;
import org.atled.lectures.experiment.SilentUnits.Swept;
import org.atled.lectures.experiment.SilentUnits.Woken;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.plot.Panels;

/**
 * Units that are silent, z = w·x + b ≤ 0 on every example. Behind a ReLU such a unit is dead: its
 * derivative is 0 everywhere, so that no example can wake it. The cure is a derivative that is
 * small but not 0, as of the leaky ReLU (Maas, Hannun and Ng 2013), or not to kill it: a smaller
 * learning rate.
 */
public final class DeadRelu implements Experiment {
  private static final int EXAMPLES = 200;
  private static final double GUESSING = StrictMath.log(2);

  @Override
  public String name() {
    return "dead-relu";
  }

  @Override
  public String title() {
    return "ReLU units that die, and the leak that keeps them alive";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, 9, 500, 0.1, 0.3, 1, 2, 3, 5, 10);
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, 5, 400, 0.3, 3);
  }

  Findings run(Seed seed, int seeds, int steps, double... rates) {
    List<Plane> moons =
        IntStream.range(0, seeds)
            .mapToObj(s -> Plane.of(Toy.moons().generate(seed.at(s), EXAMPLES, 1).train()))
            .toList();
    List<Swept> swept = new ArrayList<>();
    List<Woken> woken = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      swept.add(SilentUnits.sweep(kind, moons, seed, steps, rates));
      woken.add(SilentUnits.wake(kind, moons, seed, steps));
    }
    return findings(swept, woken, rates, steps);
  }

  private static Findings findings(
      List<Swept> swept, List<Woken> woken, double[] rates, int steps) {
    Findings.Builder findings = Findings.builder();
    for (Woken some : woken) {
      String key = some.kind().key();
      findings
          .number(key + "-silent-at-start", Spread.least(some.silent())[0])
          .number(key + "-gradient-at-start", Spread.median(some.gradients()))
          .number(key + "-silent-at-end", last(some.silent()))
          .number(key + "-loss-at-end", last(some.losses()));
    }
    for (Swept some : swept) {
      for (int r = 0; r < rates.length; r++) {
        String at = "-at-rate-" + rates[r];
        findings
            .number(some.kind().key() + "-silent" + at, Spread.medians(some.silent())[r])
            .number(some.kind().key() + "-accuracy" + at, Spread.medians(some.accuracy())[r])
            .number(some.kind().key() + "-lost" + at, lost(some, r));
      }
    }
    return findings
        .say(
            "With biases of %.0f all %d hidden units are silent, and with ReLU their gradient is"
                + " exactly %.0f. After %d steps %.0f %% of them still are silent and the loss is"
                + " %.3f, where guessing gives ln 2 = 0.693.",
            SilentUnits.BAD_BIAS,
            SilentUnits.WIDTH,
            Spread.median(woken.get(0).gradients()),
            steps,
            100 * last(woken.get(0).silent()),
            last(woken.get(0).losses()))
        .say(
            "With leaky ReLU, z where positive and 0.01 z elsewhere, the gradient is %.1e at first,"
                + " %.0f %% are silent in the end and the loss is %.3f.",
            Spread.median(woken.get(1).gradients()),
            100 * last(woken.get(1).silent()),
            last(woken.get(1).losses()))
        .say("%s", largeSteps(swept, rates))
        .say(
            "The other cure is a smaller learning rate: with %s a ReLU network of three hidden"
                + " layers is right on %.0f %%. And a leak does not allow any rate: with %s a leaky"
                + " one is right on %.0f %%.",
            rates[0],
            100 * Spread.medians(swept.get(0).accuracy())[0],
            rates[rates.length - 1],
            100 * last(swept.get(1).accuracy()))
        .say("%s", lost(swept, rates))
        .table(table(swept, rates, steps))
        .figure(
            "waking",
            byStep(woken, steps),
            "From a start in which every hidden unit is silent. The ReLU network learns nothing but"
                + " the bias of its output. Lines are medians and bands all of the seeds.")
        .figure(
            "by-rate",
            Panels.of(
                "Three hidden layers after " + steps + " steps",
                2,
                byRate("Silent units", "share of hidden units", swept, Swept::silent, rates),
                byRate("Accuracy", "share of right answers", swept, Swept::accuracy, rates)),
            "Lines are medians and bands all of the seeds.")
        .build();
  }

  /** At the rate where a leak helps most. */
  private static String largeSteps(List<Swept> swept, double[] rates) {
    double[] relu = Spread.medians(swept.get(0).accuracy());
    double[] leaky = Spread.medians(swept.get(1).accuracy());
    int r = 0;
    for (int i = 1; i < rates.length; i++) {
      r = leaky[i] - relu[i] > leaky[r] - relu[r] ? i : r;
    }
    int most = r;
    double[][] blocked = swept.get(0).blocked();
    return String.format(
        Locale.ROOT,
        "Large steps kill, too. With three hidden layers, at the learning rate where the leak helps"
            + " most, %s, %s of the ReLU units end silent, in %.0f of %d runs a whole layer, which"
            + " nothing passes, and the accuracy is %.0f %%. Of the leaky units %s are silent, but"
            + " they pass a hundredth on, and the accuracy is %.0f %%.",
        rates[r],
        percent(Spread.medians(swept.get(0).silent())[r]),
        Arrays.stream(blocked).mapToDouble(run -> run[most]).sum(),
        blocked.length,
        100 * relu[r],
        percent(Spread.medians(swept.get(1).silent())[r]),
        100 * leaky[r]);
  }

  /** In how many runs of a rate the loss is no finite number in the end. */
  private static double lost(Swept swept, int rate) {
    return Arrays.stream(swept.lost()).mapToDouble(run -> run[rate]).sum();
  }

  private static String lost(List<Swept> swept, double[] rates) {
    double lost =
        swept.stream()
            .mapToDouble(
                some -> IntStream.range(0, rates.length).mapToDouble(r -> lost(some, r)).sum())
            .sum();
    int runs = swept.size() * rates.length * swept.getFirst().lost().length;
    return lost == 0
        ? "The loss stays finite in all of these %d runs.".formatted(runs)
        : String.format(
            Locale.ROOT,
            "In %.0f of these %d runs the loss has come to be no finite number; their units are"
                + " counted neither as silent nor as alive.",
            lost,
            runs);
  }

  private static Table table(List<Swept> swept, double[] rates, int steps) {
    Table table =
        Table.of(
            "Moons after " + steps + " steps, medians of the seeds",
            "learning rate",
            "ReLU: silent",
            "leaky ReLU: silent",
            "ReLU: accuracy",
            "leaky ReLU: accuracy");
    for (int r = 0; r < rates.length; r++) {
      table =
          table.row(
              Double.toString(rates[r]),
              percent(Spread.medians(swept.get(0).silent())[r]),
              percent(Spread.medians(swept.get(1).silent())[r]),
              percent(Spread.medians(swept.get(0).accuracy())[r]),
              percent(Spread.medians(swept.get(1).accuracy())[r]));
    }
    return table;
  }

  /** The median of the seeds at the last point. */
  private static double last(double[][] curves) {
    double[] medians = Spread.medians(curves);
    return medians[medians.length - 1];
  }

  private static Figure byStep(List<Woken> woken, int steps) {
    double[] xs = IntStream.rangeClosed(0, steps).mapToDouble(i -> i).toArray();
    Chart chart = Chart.of("One hidden layer, all silent at first", "step", "training loss");
    for (Woken some : woken) {
      String name = some.kind().label;
      chart =
          chart
              .band(name, xs, Spread.least(some.losses()), Spread.greatest(some.losses()))
              .line(name, xs, Spread.medians(some.losses()));
    }
    return chart.yRange(0, 0.8).horizontal("guessing: ln 2", GUESSING).figure();
  }

  private static Figure byRate(
      String title, String y, List<Swept> swept, Function<Swept, double[][]> what, double[] rates) {
    Chart chart = Chart.of(title, "learning rate", y).logX().yRange(0, 1.03).size(380, 280);
    for (Swept some : swept) {
      String name = some.kind().label;
      double[][] curves = what.apply(some);
      chart =
          chart
              .band(name, rates, Spread.least(curves), Spread.greatest(curves))
              .line(name, rates, Spread.medians(curves))
              .points(name, rates, Spread.medians(curves));
    }
    return chart.figure();
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "no number" : String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
