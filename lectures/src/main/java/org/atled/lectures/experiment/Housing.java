package org.atled.lectures.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.plot.GraphDiagram;
import org.atled.plot.NetworkDiagram;
import org.atled.plot.Panels;

/**
 * From one unit to a network, as Andrew Ng's lectures begin: the price of a house by its size bends
 * at one place ({@link OneUnit}); units for family size, walkability and school quality, wired by
 * hand, make the price ({@link WiredNetwork}); and a fully connected network is left to find out by
 * itself what its units should mean. The {@link Houses} are made up, so that all of it can be
 * checked.
 */
public final class Housing implements Experiment {
  private static final int TEST = 1_000;

  /** A wiring that sends each input to the wrong place. */
  private static final double[][] WRONG = {{0, 0, 0, 1}, {1, 1, 0, 0}, {1, 0, 0, 0}};

  private static final List<String> KINDS =
      List.of("hand-wired", "fully connected", "wrong wires", "fully connected, 12 units");
  private static final List<double[][]> WIRINGS =
      List.of(Houses.WIRING, everyWire(3), WRONG, everyWire(12));

  /**
   * How much is done.
   *
   * @param examples houses to learn from, by turns
   */
  record Size(int[] examples, int steps, int seeds) {}

  private static double[][] everyWire(int units) {
    double[][] wiring = new double[units][Houses.INPUTS.size()];
    Arrays.stream(wiring).forEach(unit -> Arrays.fill(unit, 1));
    return wiring;
  }

  @Override
  public String name() {
    return "housing";
  }

  @Override
  public String title() {
    return "The price of a house: one unit with its kink, a network wired by hand, a full one";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, new Size(new int[] {10, 20, 40, 160, 640}, 3_000, 5));
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, new Size(new int[] {10, 320}, 800, 3));
  }

  Findings run(Seed seed, Size size) {
    Findings.Builder findings = Findings.builder();
    oneUnit(seed.at("one"), findings);
    networks(seed.at("networks"), size, findings);
    return findings.build();
  }

  private static void oneUnit(Seed seed, Findings.Builder findings) {
    OneUnit.Sales sales = OneUnit.Sales.drawn(60, seed);
    OneUnit unit = OneUnit.learned(sales, 3_000, 0.3);
    OneUnit line = OneUnit.line(sales);
    findings
        .say(
            "One unit, max(0, w·x + b), learns the price by size with w = %.2f and b = %.2f; its"
                + " kink is at %.0f m², that of the rule at %.0f. It is off by %.2f where the best"
                + " straight line is off by %.2f.",
            unit.w(),
            unit.b(),
            100 * unit.kink(),
            100 * OneUnit.KINK,
            unit.error(sales, true),
            line.error(sales, false))
        .number("kink", unit.kink())
        .number("unit-error", unit.error(sales, true))
        .number("line-error", line.error(sales, false))
        .figure(
            "one-unit",
            unit.figure(sales, line),
            "Small houses sell for their land alone: the unit is flat up to its kink and rises from"
                + " there, which no straight line does.");
  }

  private static void networks(Seed seed, Size size, Findings.Builder findings) {
    int sizes = size.examples().length;
    double[][][] errors = new double[KINDS.size()][size.seeds()][sizes];
    double[] wiredMeaning = new double[size.seeds()];
    double[] fullMeaning = new double[size.seeds()];
    WiredNetwork[] last = new WiredNetwork[KINDS.size()];
    Houses test = Houses.drawn(TEST, seed.at("test"));
    for (int s = 0; s < size.seeds(); s++) {
      for (int i = 0; i < sizes; i++) {
        Houses train = Houses.drawn(size.examples()[i], seed.at("train").at(s));
        for (int k = 0; k < last.length; k++) {
          Seed weights = seed.at("weights").at(s);
          WiredNetwork network = WiredNetwork.trained(WIRINGS.get(k), train, size.steps(), weights);
          Tensor guesses = Autograd.noGrad(() -> network.apply(test.x()));
          errors[k][s][i] = test.error(guesses.toDoubles());
          last[k] = network;
        }
      }
      wiredMeaning[s] = Meaning.of(last[0], test).leastOwn();
      fullMeaning[s] = Meaning.of(last[1], test).least();
    }
    tell(size, errors, findings);
    findings
        .say(
            "The hand-wired units mean what they are called: the least correlation of one with its"
                + " own quantity is %.2f. For the fully connected network of three, where each"
                + " quantity may choose the unit that fits it best, it is %.2f.",
            Spread.median(wiredMeaning), Spread.median(fullMeaning))
        .number("wired-meaning", Spread.median(wiredMeaning))
        .number("full-meaning", Spread.median(fullMeaning));
    findings
        .figure(
            "hand-wired",
            graph(last[0]),
            "Each hidden unit is told by hand what to look at, and so what it means; the numbers on"
                + " the wires are learned.")
        .figure(
            "fully-connected",
            NetworkDiagram.of("Every unit sees every input", 4, 3, 1)
                .inputs(Houses.INPUTS.toArray(String[]::new))
                .outputs("price")
                .weights(1, last[1].weights())
                .weights(2, last[1].outputWeights())
                .figure(),
            "The same network with all wires: the thicker a line, the larger its weight. Nobody"
                + " says what a unit means.")
        .figure(
            "meaning",
            Panels.of(
                "What the hidden units mean",
                2,
                Meaning.of(last[0], test).figure("hand-wired"),
                Meaning.of(last[1], test).figure("fully connected")),
            "Correlation of each hidden unit with the quantities that made the prices, on new"
                + " houses.")
        .figure(
            "errors",
            errors(size.examples(), errors),
            "A right wiring, a wrong one and none at all, by houses to learn from. Bands: the least"
                + " and the greatest of the seeds.");
  }

  private static void tell(Size size, double[][][] errors, Findings.Builder findings) {
    int few = size.examples()[0];
    int many = size.examples()[size.examples().length - 1];
    double[] wired = Spread.medians(errors[0]);
    double[] full = Spread.medians(errors[1]);
    double[] wrong = Spread.medians(errors[2]);
    double[] wide = Spread.medians(errors[3]);
    int end = size.examples().length - 1;
    findings
        .say(
            "Wired by hand, with units for family size, walkability and school quality, a network"
                + " is off by %.2f after %d houses, a fully connected one of three units by %.2f;"
                + " after %d it is %.2f against %.2f, with a noise of 0.10 that nobody can foretell"
                + " (in 100,000, medians of %d seeds).",
            wired[0], few, full[0], many, wired[end], full[end], size.seeds())
        .say(
            "With 12 units instead of 3 the fully connected network is off by %.2f then. Wired"
                + " wrongly, with three units, it is off by %.2f after %d houses and by %.2f after"
                + " %d.",
            wide[end], wrong[0], few, wrong[end], many)
        .number("wired-error-few", wired[0])
        .number("full-error-few", full[0])
        .number("wired-error-many", wired[end])
        .number("full-error-many", full[end])
        .number("wrong-error-many", wrong[end])
        .number("wide-error-many", wide[end]);
  }

  private static Figure graph(WiredNetwork network) {
    GraphDiagram graph = GraphDiagram.of("Wired by hand");
    for (String input : Houses.INPUTS) {
      graph = graph.node(input);
    }
    for (int h = 0; h < Houses.HIDDEN.size(); h++) {
      String unit = Houses.HIDDEN.get(h);
      graph = graph.node(unit);
      for (int j = 0; j < Houses.INPUTS.size(); j++) {
        if (Houses.WIRING[h][j] == 1) {
          graph = graph.edge(Houses.INPUTS.get(j), unit, weight(network.weights()[h][j]));
        }
      }
    }
    graph = graph.node("price");
    for (int h = 0; h < Houses.HIDDEN.size(); h++) {
      graph = graph.edge(Houses.HIDDEN.get(h), "price", weight(network.outputWeights()[0][h]));
    }
    return graph.figure();
  }

  private static String weight(double w) {
    return String.format(Locale.ROOT, "%.2f", w).replace('-', '−');
  }

  private static Figure errors(int[] examples, double[][][] errors) {
    double[] n = Arrays.stream(examples).asDoubleStream().toArray();
    Chart chart =
        Chart.of("Error on new houses", "houses to learn from", "error in 100,000")
            .logX()
            .logY()
            .xRange(8, 2.5 * n[n.length - 1]);
    for (int k = 0; k < errors.length; k++) {
      String name = KINDS.get(k);
      chart =
          chart
              .band(name, n, Spread.least(errors[k]), Spread.greatest(errors[k]))
              .line(name, n, Spread.medians(errors[k]))
              .points(name, n, Spread.medians(errors[k]));
    }
    return chart.horizontal("noise", 0.1).figure();
  }
}
