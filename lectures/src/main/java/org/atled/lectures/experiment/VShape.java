package org.atled.lectures.experiment;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.nn.layer.Linear;
import org.atled.plot.Chart;
import org.atled.plot.DecisionMap;
import org.atled.plot.Figure;
import org.atled.plot.Panels;

/**
 * What hidden units are for. Of three logistic units that learn a v, two are hidden: each learns
 * one of its sides, and in the plane of their activations, the penultimate layer, a line separates
 * the classes. A w, with four sides, takes more: hidden layers of 4 and 2 units, whose last plane
 * can be drawn as well.
 */
public final class VShape implements Experiment {
  private static final int POINTS = 300;
  private static final int STARTS = 8;
  private static final int STEPS = 1_500;
  private static final double[] LEVELS = {0.1, 0.5, 0.9};
  private static final int SIDE = 81;

  /** One network from several starts, and how many points each start finds. */
  private record Starts(String name, List<LogisticUnits> networks, double[] accuracies) {
    static Starts of(String name, Plane plane, int starts, int steps, Seed seed, int... widths) {
      List<LogisticUnits> networks =
          IntStream.range(0, starts)
              .mapToObj(s -> LogisticUnits.trained(plane, steps, seed.at(s), widths))
              .toList();
      double[] accuracies = networks.stream().mapToDouble(n -> n.accuracy(plane)).toArray();
      return new Starts(name, networks, accuracies);
    }

    /** The first of those that find the most. */
    int best() {
      return IntStream.range(0, accuracies.length)
          .boxed()
          .max(Comparator.<Integer>comparingDouble(i -> accuracies[i]).thenComparing(i -> -i))
          .orElseThrow();
    }

    LogisticUnits bestNetwork() {
      return networks.get(best());
    }

    double bestAccuracy() {
      return accuracies[best()];
    }

    /** How many starts put every point on its side. */
    long whole() {
      return Arrays.stream(accuracies).filter(a -> a == 1).count();
    }

    String[] row() {
      double least = Arrays.stream(accuracies).min().orElseThrow();
      return new String[] {
        name,
        String.format(Locale.ROOT, "%.1f %%", 100 * bestAccuracy()),
        String.format(Locale.ROOT, "%.1f %%", 100 * least),
        whole() + " of " + accuracies.length
      };
    }
  }

  @Override
  public String name() {
    return "v-shape";
  }

  @Override
  public String title() {
    return "Three logistic units learn a v, and [4, 2] hidden units a w";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, STARTS, STEPS);
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, 3, 800);
  }

  Findings run(Seed seed, int starts, int steps) {
    Plane v = PlaneSets.v(POINTS, seed.at("v"));
    Plane w = PlaneSets.w(POINTS, seed.at("w"));
    Starts one = Starts.of("v: one unit", v, 1, steps, seed, 2, 1);
    Starts three = Starts.of("v: [2] hidden", v, starts, steps, seed.at("three"), 2, 2, 1);
    Starts same = Starts.of("w: [2] hidden", w, starts, steps, seed.at("same"), 2, 2, 1);
    Starts deep = Starts.of("w: [4, 2] hidden", w, starts, steps, seed.at("deep"), 2, 4, 2, 1);
    long alike = deep.networks().stream().filter(n -> Math.abs(n.correlation(w)) > 0.9).count();
    Table table =
        Table.of("Points on the right side", "network", "best start", "worst start", "all points")
            .row(one.row())
            .row(three.row())
            .row(same.row())
            .row(deep.row());
    return Findings.builder()
        .say(
            "One logistic unit draws one line and finds %.1f %% of the points of a v; three units,"
                + " two of them hidden, find %.1f %%, in %d of %d starts all of them.",
            100 * one.bestAccuracy(), 100 * three.bestAccuracy(), three.whole(), starts)
        .say(
            "What the output unit sees are the activations of the two hidden ones, and there its"
                + " single line has %.1f %% of the points on the right side: that is what it means"
                + " to learn features.",
            100 * three.bestAccuracy())
        .say(
            "On a w, with four sides, two hidden units find at most %.1f %%; hidden layers of 4 and"
                + " 2 units find %.1f %%, in %d of %d starts all points.",
            100 * same.bestAccuracy(), 100 * deep.bestAccuracy(), deep.whole(), starts)
        .say(
            "The first layer draws a line for each of its four units. One could let each unit of"
                + " the second layer take one valley; those that learned have a correlation of %.2f"
                + " in the best start, where ±1 means that both respond to the same, and beyond"
                + " ±0.9 in %d of %d starts.",
            deep.bestNetwork().correlation(w), alike, starts)
        .say("The figures show the first of the best starts.")
        .number("v-one-unit", one.bestAccuracy())
        .number("v-three-units", three.bestAccuracy())
        .number("v-starts-that-find-all", three.whole())
        .number("w-two-hidden", same.bestAccuracy())
        .number("w-four-two-hidden", deep.bestAccuracy())
        .number("w-starts-that-find-all", deep.whole())
        .number("w-correlation", deep.bestNetwork().correlation(w))
        .table(table)
        .figure(
            "v",
            Panels.of(
                "Three logistic units on a v",
                2,
                decision("in the plane", v, three.bestNetwork()),
                penultimate("in the penultimate layer", v, three.bestNetwork())),
            "Left: the decision, contours of its probability, and the line where each hidden unit"
                + " says ½. Right: the same points where the two hidden units put them; the output"
                + " unit draws one line there.")
        .figure(
            "w",
            Panels.of(
                "Hidden layers of 4 and 2 units on a w",
                2,
                decision("in the plane", w, deep.bestNetwork()),
                penultimate("in the penultimate layer", w, deep.bestNetwork()),
                unit(0, w, deep.bestNetwork()),
                unit(1, w, deep.bestNetwork())),
            "Top: the decision with the lines of the four units of the first layer, and the points"
                + " where the second layer puts them. Bottom: what each of its two units responds"
                + " to: the numbers on the contours are its activation, so they say on which side"
                + " it is on.")
        .build();
  }

  /** The probability of class 1, and for each unit of the first layer its line w·x + b = 0. */
  private static Figure decision(String title, Plane plane, LogisticUnits network) {
    DecisionMap map =
        DecisionMap.of(
                title,
                plane.points(),
                plane.labels(),
                points -> network.between(0, network.depth(), points))
            .classes("below", "above");
    Linear first = network.layers().getFirst();
    double[][] w = Plane.rows(first.weight().value());
    double[] b = first.bias().map(bias -> bias.value().toDoubles()).orElseThrow();
    for (int unit = 0; unit < w.length; unit++) {
      map = map.line("hidden unit " + (unit + 1), w[unit][0], w[unit][1], b[unit]);
    }
    return map.figure();
  }

  /**
   * The points as the last hidden layer shows them to the output unit, and that unit's decision.
   */
  private static Figure penultimate(String title, Plane plane, LogisticUnits network) {
    int last = network.depth() - 1;
    return DecisionMap.of(
            title,
            network.between(0, last, plane.points()),
            plane.labels(),
            activations -> network.between(last, network.depth(), activations))
        .axes("activation a₁", "activation a₂")
        .xRange(-0.05, 1.05)
        .yRange(-0.05, 1.05)
        .classes("below", "above")
        .figure();
  }

  /** Where in the plane a unit of the penultimate layer is on. */
  private static Figure unit(int unit, Plane plane, LogisticUnits network) {
    double[] xs = Tensor.linspace(-1.2, 1.2, SIDE).toDoubles();
    double[] ys = Tensor.linspace(-1.2, 1.2, SIDE).toDoubles();
    double[][] activation = new double[SIDE][SIDE];
    for (int i = 0; i < SIDE; i++) {
      double y = ys[i];
      double[][] row =
          Arrays.stream(xs).mapToObj(x -> new double[] {x, y}).toArray(double[][]::new);
      double[][] said = network.between(0, network.depth() - 1, row);
      activation[i] = Arrays.stream(said).mapToDouble(a -> a[unit]).toArray();
    }
    return Chart.of("unit " + (unit + 1) + " of the second layer", "x₁", "x₂")
        .size(360, 360)
        .points("below", coordinate(plane, 0, 0), coordinate(plane, 0, 1))
        .points("above", coordinate(plane, 1, 0), coordinate(plane, 1, 1))
        .contours("activation 0.1, 0.5, 0.9", xs, ys, activation, LEVELS)
        .figure();
  }

  private static double[] coordinate(Plane plane, int label, int axis) {
    double[][] points = plane.points();
    int[] labels = plane.labels();
    return IntStream.range(0, labels.length)
        .filter(i -> labels[i] == label)
        .mapToDouble(i -> points[i][axis])
        .toArray();
  }
}
