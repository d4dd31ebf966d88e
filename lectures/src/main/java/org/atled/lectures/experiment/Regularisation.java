package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.atled.core.random.Seed;
import org.atled.data.Split;
import org.atled.data.Toy;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.plot.Chart;
import org.atled.plot.DecisionMap;
import org.atled.plot.Figure;
import org.atled.plot.Panels;

/** Six ways to train one network on too few, noisy points: see {@link Regulariser}. */
public final class Regularisation implements Experiment {
  private static final int EXAMPLES = 60;
  private static final int TEST = 1_000;
  private static final double NOISE = 0.3;

  private static final List<Regulariser> WAYS =
      List.of(
          new Regulariser("none", "none", 0, 0, 0, 0, 0),
          new Regulariser("L2", "l2", 2e-3, 0, 0, 0, 0),
          new Regulariser("L1", "l1", 0, 2e-3, 0, 0, 0),
          new Regulariser("dropout", "dropout", 0, 0, 0.5, 0, 0),
          new Regulariser("early stopping", "early-stopping", 0, 0, 0, 0.25, 0),
          new Regulariser("jitter", "jitter", 0, 0, 0, 0, 0.25));

  /** A network of a way, and what it is worth. */
  private record Result(Regulariser.Trained trained, double train, double test, double accuracy) {}

  @Override
  public String name() {
    return "regularisation";
  }

  @Override
  public String title() {
    return "None, L2, L1, dropout, early stopping and jitter on a small noisy set";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, 5, 1_500);
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, 2, 600);
  }

  Findings run(Seed seed, int seeds, int steps) {
    List<List<Result>> results = new ArrayList<>();
    for (Regulariser way : WAYS) {
      List<Result> runs = new ArrayList<>();
      for (int s = 0; s < seeds; s++) {
        Split split = split(seed.at(s));
        Plane train = Plane.of(split.train());
        Plane test = Plane.of(split.test());
        var trained = way.train(train, test, steps, seed.at(s));
        runs.add(
            new Result(
                trained,
                train.loss(trained.model()),
                test.loss(trained.model()),
                test.accuracy(trained.model())));
      }
      results.add(runs);
    }
    return findings(results, Plane.of(split(seed.at(0)).train()));
  }

  private static Split split(Seed seed) {
    return new Toy.Moons(NOISE).generate(seed.at("moons"), EXAMPLES, TEST);
  }

  private static Findings findings(List<List<Result>> results, Plane train) {
    Findings.Builder findings = Findings.builder();
    int seeds = results.getFirst().size();
    Table table =
        Table.of(
            "Means over " + seeds + " sets of " + EXAMPLES + " points",
            "regularisation",
            "training loss",
            "test loss",
            "least and greatest",
            "test accuracy",
            "weights near zero");
    double[] test = new double[WAYS.size()];
    double[] nearZero = new double[WAYS.size()];
    for (int i = 0; i < test.length; i++) {
      List<Result> runs = results.get(i);
      test[i] = mean(runs, Result::test);
      nearZero[i] = mean(runs, run -> run.trained.nearZero());
      findings
          .number(WAYS.get(i).key() + "-train-loss", mean(runs, Result::train))
          .number(WAYS.get(i).key() + "-test-loss", test[i])
          .number(WAYS.get(i).key() + "-test-accuracy", mean(runs, Result::accuracy))
          .number(WAYS.get(i).key() + "-near-zero", nearZero[i]);
      table =
          table.row(
              WAYS.get(i).name(),
              text("%.3f", mean(runs, Result::train)),
              text("%.3f", test[i]),
              text("%.2f – %.2f", least(runs), greatest(runs)),
              text("%.1f %%", 100 * mean(runs, Result::accuracy)),
              text("%.0f %%", 100 * nearZero[i]));
    }
    int best = 0;
    for (int i = 0; i < test.length; i++) {
      best = test[i] < test[best] ? i : best;
    }
    return findings
        .say(
            "Left alone, a network of %,d weights learns %d noisy points by heart: its loss is %.3f"
                + " on them and %.2f on new points; to call every point a toss-up would give ln 2 ="
                + " 0.69.",
            results.getFirst().getFirst().trained.weights().length,
            EXAMPLES,
            mean(results.getFirst(), Result::train),
            test[0])
        .say(
            "The test loss is %.2f with L2, %.2f with L1, %.2f with dropout, %.2f with early"
                + " stopping and %.2f with jitter, each the mean of %d sets of points; the least is"
                + " that of %s.",
            test[1], test[2], test[3], test[4], test[5], seeds, WAYS.get(best).name())
        .say(
            "L1 makes %.0f %% of the weights smaller than %.2f, L2 %.0f %%, and without a penalty"
                + " it is %.0f %%.",
            100 * nearZero[2], Regulariser.NEAR_ZERO, 100 * nearZero[1], 100 * nearZero[0])
        .say(
            "Early stopping gives a quarter of the points away to judge by: it learns from %d and"
                + " keeps the weights with which the other %d are predicted best.",
            EXAMPLES - EXAMPLES / 4, EXAMPLES / 4)
        .table(table)
        .figure(
            "boundaries",
            boundaries(results, train),
            "The same "
                + EXAMPLES
                + " points and the same first weights. Left alone the boundary"
                + " bends round single points, and the network is sure of itself everywhere.")
        .figure(
            "test-loss",
            losses(results),
            "The loss on new points, the mean of all sets in the bar.")
        .figure(
            "weights",
            weights(results),
            "How many weights of the networks for the first set are smaller than a size: the"
                + " further left a curve rises, the smaller the weights.")
        .figure(
            "course",
            course(results.get(4).getFirst()),
            "Without a penalty the loss of the points that are learned falls on and on, while that"
                + " of new points turns round early. The points that were held back say when, every"
                + " ten steps. A logarithmic axis has no place for step 0: the curves begin after"
                + " the first.")
        .build();
  }

  private static Figure boundaries(List<List<Result>> results, Plane train) {
    Figure[] maps = new Figure[WAYS.size()];
    Arrays.setAll(
        maps,
        i -> {
          Result first = results.get(i).getFirst();
          return DecisionMap.of(
                  text("%s: test loss %.2f", WAYS.get(i).name(), first.test),
                  train.points(),
                  train.labels(),
                  Plane.classifier(first.trained.model()))
              .figure();
        });
    return Panels.of("One network, trained in six ways", 3, maps);
  }

  private static Figure losses(List<List<Result>> results) {
    String[] names = WAYS.stream().map(Regulariser::name).toArray(String[]::new);
    double[] means = results.stream().mapToDouble(runs -> mean(runs, Result::test)).toArray();
    return Chart.of("Loss on new points", "regularisation", "cross-entropy")
        .bars("test loss", names, means)
        .horizontal("guessing: ln 2", StrictMath.log(2))
        .figure();
  }

  /** For each size the share of weights that are smaller. */
  private static Figure weights(List<List<Result>> results) {
    double[] sizes =
        IntStream.rangeClosed(-80, 12).mapToDouble(i -> StrictMath.pow(10, i / 20.0)).toArray();
    Chart chart =
        Chart.of("Small weights", "size |w|", "share of weights below").logX().yRange(0, 1.1);
    for (int i = 0; i < WAYS.size(); i++) {
      double[] weights = results.get(i).getFirst().trained.weights();
      double[] shares =
          Arrays.stream(sizes)
              .map(size -> Arrays.stream(weights).filter(w -> Math.abs(w) < size).count())
              .map(count -> count / weights.length)
              .toArray();
      chart = chart.line(WAYS.get(i).name(), sizes, shares);
    }
    return chart.vertical("near zero", Regulariser.NEAR_ZERO).figure();
  }

  private static Figure course(Result stopped) {
    var run = stopped.trained;
    return Chart.of("When to stop", "step", "cross-entropy")
        .logX()
        .logY()
        .line("points it learns", run.steps(), run.trainLoss())
        .line("new points", run.steps(), run.testLoss())
        .vertical("kept: step " + run.kept(), run.kept())
        .figure();
  }

  private static double mean(List<Result> runs, ToDoubleFunction<Result> what) {
    return runs.stream().mapToDouble(what).average().orElseThrow();
  }

  private static double least(List<Result> runs) {
    return runs.stream().mapToDouble(Result::test).min().orElseThrow();
  }

  private static double greatest(List<Result> runs) {
    return runs.stream().mapToDouble(Result::test).max().orElseThrow();
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
