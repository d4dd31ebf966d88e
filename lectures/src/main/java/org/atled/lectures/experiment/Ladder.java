package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.data.Digits;
import org.atled.data.Split;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.lectures.backprop.ColumnNetwork;
import org.atled.lectures.backprop.DependencyTree;
import org.atled.lectures.backprop.OutputLoss;
import org.atled.lectures.backprop.RowNetwork;
import org.atled.lectures.backprop.UnitChain;
import org.atled.lectures.matrix.Activation;
import org.atled.lectures.rung.ByColumns;
import org.atled.lectures.rung.ByHand;
import org.atled.lectures.rung.ByLayers;
import org.atled.lectures.rung.ByRegression;
import org.atled.lectures.rung.ByRows;
import org.atled.lectures.rung.ByScalars;
import org.atled.lectures.rung.ByTensors;
import org.atled.lectures.rung.Rung;
import org.atled.lectures.rung.Start;
import org.atled.lectures.scalar.NeuralNetwork;
import org.atled.lectures.scalar.Value;
import org.atled.lectures.scalar.ValueGraph;
import org.atled.plot.Chart;
import org.atled.plot.Figure;

/**
 * Times an epoch of the same network, from the same weights, on every rung that can express it, in
 * float32 and float64, and shows that they all learn the same. A rung that takes long is timed on
 * as many batches as fit, and its time is scaled to the epoch.
 */
public final class Ladder implements Experiment {
  private static final int EXAMPLES = 30_000;
  private static final int BATCH = 100;
  private static final double LEARNING_RATE = 0.1;

  private final int examples;
  private final int hidden;
  private final double warmUpSeconds;
  private final double seconds;

  /**
   * 30,000 digits, 100 hidden units, half a second of warming up and at most 3 seconds for each
   * rung and type.
   */
  public Ladder() {
    this(EXAMPLES, 100, 0.5, 3);
  }

  Ladder(int examples, int hidden, double warmUpSeconds, double seconds) {
    this.examples = examples;
    this.hidden = hidden;
    this.warmUpSeconds = warmUpSeconds;
    this.seconds = seconds;
  }

  /** A rung, and what its row of the table says. */
  private record Row(
      String key, String network, String label, Start start, Function<Start, Rung> maker) {}

  @Override
  public String name() {
    return "ladder";
  }

  @Override
  public String title() {
    return "The same network on every rung: an epoch of digits, timed";
  }

  @Override
  public Findings quick(Seed seed) {
    return new Ladder(600, 8, 0, 30).run(seed);
  }

  @Override
  public Findings run(Seed seed) {
    Split digits = Digits.generate(seed.at("digits"), examples, Math.min(examples, Digits.TEST));
    List<Row> rows = rows(seed);
    List<TimedEpoch> float32 = new ArrayList<>();
    List<TimedEpoch> float64 = new ArrayList<>();
    for (Row row : rows) {
      float32.add(time(row, DType.FLOAT32, digits));
      float64.add(time(row, DType.FLOAT64, digits));
    }
    Findings.Builder findings = Findings.builder();
    tell(findings, rows, float32, float64);
    findings.table(table(rows, float32, float64));
    findings.figure(
        "seconds",
        chart(rows, float32, float64),
        "Seconds for an epoch on each rung, on a logarithmic axis. Rung 1 trains a smaller network."
            + " Hollow dots, if there are any, are extrapolated: the rung was timed on a part of"
            + " the epoch.");
    findings.figure(
        "dependency-tree",
        DependencyTree.of(
                new UnitChain(List.of(1.5, -2.0), List.of(0.5, 1.0), Activation.SIGMOID), 1, 1)
            .figure(),
        "Rung 3 begins with one unit a layer: what the cost depends on, and the derivative of the"
            + " cost by each.");
    findings.figure(
        "scalar-graph",
        scalarGraph(seed.at("graph")),
        "Rung 5 keeps this graph of every example: how one neuron's loss was made, with the value"
            + " and the gradient in each node.");
    return findings.build();
  }

  private List<Row> rows(Seed seed) {
    Start one = start(seed.at("one"), true, 784, 10);
    Start two = start(seed.at("two"), false, 784, hidden, 10);
    String small = "784–10";
    String network = "784–" + hidden + "–10";
    return List.of(
        new Row("regression", small, "1", one, ByRegression::new),
        new Row("by-hand", network, "2", two, ByHand::new),
        new Row("rows", network, "3 rows", two, ByRows::new),
        new Row("columns", network, "3 columns", two, ByColumns::new),
        new Row("layers", network, "4", two, ByLayers::new),
        new Row("scalars", network, "5", two, ByScalars::new),
        new Row("eager", network, "6 eager", two, start -> new ByTensors(start, false)),
        new Row("compiled", network, "6 compiled", two, start -> new ByTensors(start, true)));
  }

  private static Start start(Seed seed, boolean biases, int... sizes) {
    RowNetwork network =
        ColumnNetwork.drawn(
                seed,
                DType.FLOAT64,
                OutputLoss.SOFTMAX,
                Activation.RELU,
                Activation.IDENTITY,
                sizes)
            .transposed();
    return new Start(network, biases, LEARNING_RATE);
  }

  private TimedEpoch time(Row row, DType dtype, Split digits) {
    Start start = row.start().to(dtype);
    return TimedEpoch.of(
        () -> row.maker().apply(start), start, digits, BATCH, warmUpSeconds, seconds);
  }

  private void tell(
      Findings.Builder findings,
      List<Row> rows,
      List<TimedEpoch> float32,
      List<TimedEpoch> float64) {
    for (int i = 0; i < rows.size(); i++) {
      Row row = rows.get(i);
      findings.number(row.key() + "-float32-seconds", float32.get(i).seconds());
      findings.number(row.key() + "-float64-seconds", float64.get(i).seconds());
      findings.number(row.key() + "-float64-loss", float64.get(i).loss());
      findings.number(row.key() + "-float32-loss", float32.get(i).loss());
    }
    double hand = float32.get(1).seconds();
    double scalars = float32.get(5).seconds();
    double eager = float32.get(6).seconds();
    double compiled = float32.get(7).seconds();
    findings.say(
        "An epoch of %,d digits through a network of 784–%d–10 takes %.2f s by hand in float32,"
            + " %.2f s in tensors and %.2f s compiled: %.1f times as fast as by hand.",
        examples, hidden, hand, eager, compiled, hand / compiled);
    findings.say(
        "Scalar by scalar it would take %s, %,.0f times as long as by hand: every product and every"
            + " sum is an object, which must be made, found again and collected.",
        duration(scalars), scalars / hand);
    // Rung 1 has another network, and what was stopped on the way has not come to the same place.
    List<TimedEpoch> whole =
        float64.subList(1, rows.size()).stream().filter(TimedEpoch::isWhole).toList();
    if (whole.size() > 1) {
      double spread =
          whole.stream().mapToDouble(one -> one.distance(whole.getFirst())).max().orElseThrow();
      findings.number("spread-of-weights", spread);
      findings.say(
          "All rungs that did the whole epoch end with the same network: in float64 no weight"
              + " differs by more than %.0e.",
          spread);
    }
  }

  private Table table(List<Row> rows, List<TimedEpoch> float32, List<TimedEpoch> float64) {
    Table table =
        Table.of(
            String.format(
                Locale.ROOT,
                "An epoch of %,d digits in batches of %d, the fastest of up to three",
                examples,
                BATCH),
            "rung",
            "network",
            "float32",
            "float64",
            "timed on",
            "loss on others",
            "accuracy");
    for (int i = 0; i < rows.size(); i++) {
      TimedEpoch one = float32.get(i);
      table =
          table.row(
              one.rung(),
              rows.get(i).network(),
              duration(one.seconds()),
              duration(float64.get(i).seconds()),
              String.format(Locale.ROOT, "%,d", one.examples()),
              one.isWhole() ? String.format(Locale.ROOT, "%.4f", one.loss()) : "–",
              one.isWhole() ? String.format(Locale.ROOT, "%.2f %%", 100 * one.accuracy()) : "–");
    }
    return table;
  }

  private static String duration(double seconds) {
    return seconds < 60
        ? String.format(Locale.ROOT, "%.2f s", seconds)
        : String.format(Locale.ROOT, "%.1f min", seconds / 60);
  }

  private Figure chart(List<Row> rows, List<TimedEpoch> float32, List<TimedEpoch> float64) {
    String[] labels = rows.stream().map(Row::label).toArray(String[]::new);
    String title = String.format(Locale.ROOT, "An epoch of %,d digits", examples);
    Chart chart = Chart.of(title, "rung", "seconds").logY();
    return with(with(chart, "float32", labels, float32), "float64", labels, float64).figure();
  }

  private static Chart with(Chart chart, String name, String[] labels, List<TimedEpoch> epochs) {
    Chart measured = chart.dots(name, labels, seconds(epochs, true));
    return epochs.stream().allMatch(TimedEpoch::isWhole)
        ? measured
        : measured.extrapolated(name, labels, seconds(epochs, false));
  }

  /** Of those epochs that were timed whole, or of the others; NaN for the rest. */
  private static double[] seconds(List<TimedEpoch> epochs, boolean whole) {
    return epochs.stream()
        .mapToDouble(epoch -> epoch.isWhole() == whole ? epoch.seconds() : Double.NaN)
        .toArray();
  }

  /** A neuron with two inputs, its log loss for one example, and all derivatives. */
  private static Figure scalarGraph(Seed seed) {
    NeuralNetwork neuron = new NeuralNetwork(seed, 2, 1).withEpsilon(0);
    Value loss = neuron.loss(new double[][] {{1, -0.5}}, new double[][] {{1}});
    loss.backward();
    Map<Value, String> names = neuron.names();
    return ValueGraph.of("−ln σ(w·x + b)", loss, names).figure();
  }
}
