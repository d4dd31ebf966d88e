package org.atled.lectures.experiment;

import static org.atled.lectures.experiment.OutputTask.ANY_OF_TWO;
import static org.atled.lectures.experiment.OutputTask.NUMBER;
import static org.atled.lectures.experiment.OutputTask.ONE_OF_THREE;
import static org.atled.lectures.experiment.OutputTask.YES_OR_NO;
import static org.atled.lectures.experiment.OutputUnit.NONE;
import static org.atled.lectures.experiment.OutputUnit.SIGMOID;
import static org.atled.lectures.experiment.OutputUnit.SOFTMAX;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.plot.Panels;

/**
 * What stands after the last layer follows from the task: nothing for a number, a sigmoid for yes
 * or no, a softmax for one of several, a sigmoid each for any of several. The same hidden layer
 * learns each task with the output that fits and with one that does not.
 */
public final class Outputs implements Experiment {
  private static final int STARTS = 3;
  private static final int STEPS = 800;
  private static final double[] GRID = OutputTask.grid();

  /** What is said on the grid, [outputs, places], by the output that fits and by another. */
  private record Said(double[][] fitting, double[][] other) {}

  /** The four tasks, learned. */
  private record Learned(Said number, Said yesOrNo, Said oneOfThree, Said anyOfTwo) {
    static Learned of(int steps, Seed seed) {
      return new Learned(
          new Said(
              NUMBER.learned(NONE, NONE.loss(), steps, seed),
              NUMBER.learned(SIGMOID, SIGMOID.squaredLoss(), steps, seed)),
          new Said(
              YES_OR_NO.learned(SIGMOID, SIGMOID.loss(), steps, seed),
              YES_OR_NO.learned(NONE, NONE.loss(), steps, seed)),
          new Said(
              ONE_OF_THREE.learned(SOFTMAX, SOFTMAX.loss(), steps, seed),
              ONE_OF_THREE.learned(SIGMOID, SIGMOID.loss(), steps, seed)),
          new Said(
              ANY_OF_TWO.learned(SIGMOID, SIGMOID.loss(), steps, seed),
              ANY_OF_TWO.learned(SOFTMAX, SOFTMAX.loss(), steps, seed)));
    }
  }

  @Override
  public String name() {
    return "outputs";
  }

  @Override
  public String title() {
    return "Sigmoid, softmax or nothing after the last layer: the task decides";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, STARTS, STEPS);
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, 1, 500);
  }

  Findings run(Seed seed, int starts, int steps) {
    List<Learned> all =
        IntStream.range(0, starts).mapToObj(s -> Learned.of(steps, seed.at(s))).toList();
    double free = mean(all, l -> error(l.number.fitting[0]));
    double squeezed = mean(all, l -> error(l.number.other[0]));
    double outside = mean(all, l -> outside(l.yesOrNo.other[0]));
    double softmaxSum = mean(all, l -> furthestFromOne(l.oneOfThree.fitting));
    double sigmoidSum = mean(all, l -> furthestFromOne(l.oneOfThree.other));
    double bothSigmoid = mean(all, l -> both(l.anyOfTwo.fitting));
    double bothSoftmax = mean(all, l -> both(l.anyOfTwo.other));
    double miss =
        Arrays.stream(OutputUnit.values())
            .mapToDouble(unit -> gradientMiss(unit, seed.at("gradient")))
            .max()
            .orElseThrow();
    return Findings.builder()
        .say(
            "A number takes no output function: the error is %.2f without one and %.2f with a"
                + " sigmoid, which cannot say 2 or −2.",
            free, squeezed)
        .say(
            "Yes or no takes a sigmoid: without it what is said leaves [0, 1] at %.0f %% of the"
                + " places, and is no probability there.",
            100 * outside)
        .say(
            "One of several takes a softmax, whose outputs sum to 1; with a sigmoid for each class,"
                + " which nothing ties to the others, sums are off by up to %.2f.",
            sigmoidSum)
        .say(
            "Any of several takes a sigmoid each: where both of two things hold, the less sure of"
                + " the two says %.2f; of two softmax outputs, which share a sum of 1, it says"
                + " %.2f.",
            bothSigmoid, bothSoftmax)
        .say(
            "Each with its own loss, squared, logistic or cross-entropy, has the same gradient by"
                + " the logits, (ŷ − y)/n; the greatest difference found is %.0e. Means of %d"
                + " starts.",
            miss, starts)
        .number("number-error-without", free)
        .number("number-error-with-sigmoid", squeezed)
        .number("yes-or-no-outside-without", outside)
        .number("one-of-three-sum-miss-softmax", softmaxSum)
        .number("one-of-three-sum-miss-sigmoids", sigmoidSum)
        .number("both-by-sigmoids", bothSigmoid)
        .number("both-by-softmax", bothSoftmax)
        .number("gradient-miss", miss)
        .table(
            Table.of("What fits", "task", "output", "loss", "the other", "what it does")
                .row("a number", "none", "squared", "sigmoid", text("error %.2f", squeezed))
                .row(
                    "yes or no",
                    "sigmoid",
                    "logistic",
                    "none",
                    text("%.0f %% are no probabilities", 100 * outside))
                .row(
                    "one of three",
                    "softmax",
                    "cross-entropy",
                    "sigmoids",
                    text("sums off by %.2f", sigmoidSum))
                .row(
                    "any of two",
                    "sigmoids",
                    "logistic",
                    "softmax",
                    text("says %.2f where both hold", bothSoftmax)))
        .figure(
            "outputs",
            figure(all.getFirst()),
            "With the output that fits the task, and with one that does not, which cannot reach the"
                + " number, leaves [0, 1], does not sum to 1, or cannot say both.")
        .build();
  }

  /** √ mean (ŷ − 2 sin 3x/2)². */
  private static double error(double[] said) {
    return Math.sqrt(
        IntStream.range(0, GRID.length)
            .mapToDouble(i -> said[i] - OutputTask.sine(GRID[i]))
            .map(miss -> miss * miss)
            .average()
            .orElseThrow());
  }

  /** The share of places where what is said is no probability. */
  private static double outside(double[] said) {
    return DoubleStream.of(said).filter(p -> p < 0 || p > 1).count() / (double) said.length;
  }

  private static double furthestFromOne(double[][] said) {
    return DoubleStream.of(sums(said)).map(sum -> Math.abs(sum - 1)).max().orElseThrow();
  }

  /** What the less sure of two outputs says at x = 0, where both hold. */
  private static double both(double[][] said) {
    return Math.min(said[0][GRID.length / 2], said[1][GRID.length / 2]);
  }

  /** How far ∂L/∂z is from (ŷ − y)/n, in float64, for logits and targets that are drawn. */
  static double gradientMiss(OutputUnit unit, Seed seed) {
    int n = 20;
    Draws draws = seed.draws();
    double[][] logits = new double[n][3];
    double[][] targets = new double[n][3];
    for (int i = 0; i < n; i++) {
      Arrays.setAll(logits[i], j -> 2 * draws.normal());
      targets[i][draws.below(3)] = 1;
    }
    Tensor z = Tensor.of(logits).requiresGrad();
    Tensor y = Tensor.of(targets);
    Tensor gradient = Autograd.gradients(unit.loss().of(z, y), z).of(z);
    return gradient.sub(unit.of(z.detach()).sub(y).div(n)).abs().max().item();
  }

  private static Figure figure(Learned l) {
    double[] sine = DoubleStream.of(GRID).map(OutputTask::sine).toArray();
    double[] chance = DoubleStream.of(GRID).map(OutputTask::chance).toArray();
    return Panels.of(
        "Four tasks, the output that fits and one that does not",
        2,
        chart("a number", "ŷ")
            .line("none", GRID, l.number.fitting[0])
            .line("sigmoid", GRID, l.number.other[0])
            .line("truth", GRID, sine)
            .figure(),
        chart("yes or no", "P(yes)")
            .line("sigmoid", GRID, l.yesOrNo.fitting[0])
            .line("none", GRID, l.yesOrNo.other[0])
            .line("truth", GRID, chance)
            .figure(),
        chart("one of three", "sum of the three")
            .yRange(0.9, 1.1)
            .line("softmax", GRID, sums(l.oneOfThree.fitting))
            .line("sigmoids", GRID, sums(l.oneOfThree.other))
            .figure(),
        chart("any of two", "P of each")
            .line("first, sigmoid", GRID, l.anyOfTwo.fitting[0])
            .line("second, sigmoid", GRID, l.anyOfTwo.fitting[1])
            .line("first, softmax", GRID, l.anyOfTwo.other[0])
            .line("second, softmax", GRID, l.anyOfTwo.other[1])
            .figure());
  }

  private static Chart chart(String title, String y) {
    return Chart.of(title, "x", y).size(380, 220);
  }

  private static double[] sums(double[][] said) {
    return IntStream.range(0, GRID.length)
        .mapToDouble(i -> Arrays.stream(said).mapToDouble(row -> row[i]).sum())
        .toArray();
  }

  private static double mean(List<Learned> all, ToDoubleFunction<Learned> number) {
    return all.stream().mapToDouble(number).average().orElseThrow();
  }

  private static String text(String format, double value) {
    return String.format(Locale.ROOT, format, value);
  }
}
