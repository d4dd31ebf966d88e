package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.nn.init.Initializer;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.plot.Panels;

/**
 * How large the gradient is in each of ten layers before the first step, by activation and by
 * initialisation: Glorot and Bengio 2010, He et al. 2015.
 *
 * <p>With z = a·Wᵀ and a′ = σ(z), the gradient goes back as ∂L/∂z = (∂L/∂z′·W′) ⊙ σ′(z), and ∂L/∂W
 * = (∂L/∂z)ᵀ·a. Each layer multiplies it by about s·√n·σ′, for n units with weights of deviation s.
 * Ten layers take the tenth power.
 */
public final class Vanishing implements Experiment {
  private static final int LAYERS = 10;
  private static final int WIDTH = 100;
  private static final int CLASSES = 10;
  private static final int EXAMPLES = 200;

  /** The layer that is as large as the first and farthest from it. */
  private static final int LAST_ALIKE = LAYERS - 2;

  private enum Unit {
    SIGMOID("sigmoid"),
    TANH("tanh"),
    RELU("ReLU");

    private final String label;

    Unit(String label) {
      this.label = label;
    }

    Tensor of(Tensor z) {
      return switch (this) {
        case SIGMOID -> z.sigmoid();
        case TANH -> z.tanh();
        case RELU -> z.relu();
      };
    }
  }

  private enum Start {
    NAIVE("naive: N(0, 0.01²)"),
    XAVIER("Xavier: N(0, 2/(in + out))"),
    HE("He: N(0, 2/in)");

    private final String label;

    Start(String label) {
      this.label = label;
    }

    Initializer weights() {
      return switch (this) {
        case NAIVE -> Initializer.normal(0, 0.01);
        case XAVIER -> Initializer.xavierNormal(1);
        case HE -> Initializer.heNormal(Math.sqrt(2));
      };
    }
  }

  /** Norms [seeds, layers]: ‖∂L/∂W‖ and ‖∂L/∂z‖. */
  private record Norms(Unit unit, Start start, double[][] byWeights, double[][] bySums) {
    String key() {
      return unit.name().toLowerCase(Locale.ROOT) + "-" + start.name().toLowerCase(Locale.ROOT);
    }

    /** How much of the gradient by z arrives at the first layer, median of the seeds. */
    double arrives() {
      return Spread.median(
          Arrays.stream(bySums).mapToDouble(sums -> sums[0] / sums[LAST_ALIKE]).toArray());
    }

    double firstWeights() {
      return Spread.medians(byWeights)[0];
    }
  }

  @Override
  public String name() {
    return "vanishing";
  }

  @Override
  public String title() {
    return "The gradient's norm by layer: three activations, three initialisations";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, 9);
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, 5);
  }

  Findings run(Seed seed, int seeds) {
    List<Norms> all = new ArrayList<>();
    for (Unit unit : Unit.values()) {
      for (Start start : Start.values()) {
        double[][] byWeights = new double[seeds][];
        double[][] bySums = new double[seeds][];
        for (int s = 0; s < seeds; s++) {
          double[] norms = norms(unit, start, seed.at(s));
          byWeights[s] = Arrays.copyOf(norms, LAYERS);
          bySums[s] = Arrays.copyOfRange(norms, LAYERS, 2 * LAYERS);
        }
        all.add(new Norms(unit, start, byWeights, bySums));
      }
    }
    return findings(all);
  }

  /** ‖∂L/∂W‖ for each layer, then ‖∂L/∂z‖ for each; biases are 0. */
  private static double[] norms(Unit unit, Start start, Seed seed) {
    Tensor x = Sample.normal(seed.at("x"), EXAMPLES, WIDTH);
    Draws draws = seed.at("y").draws();
    Tensor y =
        Tensor.of(IntStream.range(0, EXAMPLES).mapToLong(i -> draws.below(CLASSES)).toArray());
    List<Tensor> weights = new ArrayList<>();
    List<Tensor> sums = new ArrayList<>();
    Tensor a = x;
    for (int layer = 0; layer < LAYERS; layer++) {
      int out = layer == LAYERS - 1 ? CLASSES : WIDTH;
      TensorType type = new TensorType(DType.FLOAT32, Shape.of(out, WIDTH));
      Tensor w = start.weights().draw(seed.at("w").at(layer), type).requiresGrad();
      Tensor z = a.linear(w); // z = a·Wᵀ
      weights.add(w);
      sums.add(z);
      a = unit.of(z); // a′ = σ(z)
    }
    Tensor loss = new CrossEntropyLoss().of(sums.getLast(), y);
    Tensor[] asked = Stream.concat(weights.stream(), sums.stream()).toArray(Tensor[]::new);
    Gradients gradients = Autograd.gradients(loss, asked);
    return Arrays.stream(asked).mapToDouble(t -> norm(gradients.of(t))).toArray();
  }

  /** √ Σ g², in float64: squares of small float32 numbers would be 0. */
  private static double norm(Tensor g) {
    return Math.sqrt(Arrays.stream(g.toDoubles()).map(v -> v * v).sum());
  }

  private static Findings findings(List<Norms> all) {
    Findings.Builder findings = Findings.builder();
    Table table =
        Table.of(
            "Medians of " + all.getFirst().bySums().length + " seeds",
            "network",
            "‖∂L/∂z‖ in layer 1 over layer " + (LAST_ALIKE + 1),
            "‖∂L/∂W‖ in layer 1");
    for (Norms norms : all) {
      findings
          .number(norms.key() + "-arrives", norms.arrives())
          .number(norms.key() + "-first", norms.firstWeights());
      table =
          table.row(
              norms.unit().label + ", " + norms.start().label,
              String.format(Locale.ROOT, "%.1e", norms.arrives()),
              String.format(Locale.ROOT, "%.1e", norms.firstWeights()));
    }
    return findings
        .say(
            "From layer %d back to layer 1 the gradient ∂L/∂z of a sigmoid network shrinks to %.0e"
                + " under naive initialisation, to %.0e under Xavier's and to %.0e under He's: σ′"
                + " is at most ¼, so that no usual initialisation saves it.",
            LAST_ALIKE + 1,
            arrives(all, Unit.SIGMOID, Start.NAIVE),
            arrives(all, Unit.SIGMOID, Start.XAVIER),
            arrives(all, Unit.SIGMOID, Start.HE))
        .say(
            "For tanh it is %.0e, %.2f and %.2f, for ReLU %.0e, %.2f and %.2f. Xavier's reckons"
                + " with σ′ = 1; He's has a √2 more, which makes up for the half of the units that"
                + " ReLU switches off, and for tanh where it is curved.",
            arrives(all, Unit.TANH, Start.NAIVE),
            arrives(all, Unit.TANH, Start.XAVIER),
            arrives(all, Unit.TANH, Start.HE),
            arrives(all, Unit.RELU, Start.NAIVE),
            arrives(all, Unit.RELU, Start.XAVIER),
            arrives(all, Unit.RELU, Start.HE))
        .say(
            "Each layer multiplies by about s·√n·σ′. Naive weights have s·√n = 0.01·√100 = 0.1, and"
                + " eight layers take the eighth power: 1e-8 for tanh, (0.1·√½)⁸ = 6e-10 for ReLU,"
                + " (0.1/4)⁸ = 2e-13 for sigmoid.")
        .say(
            "With naive weights the curve of ∂L/∂W for tanh and ReLU is low but flat: it is the"
                + " product of the gradient, which fades on its way back, and of the activations,"
                + " which fade on their way forth.")
        .table(table)
        .figure(
            "weights",
            panels("∂L/∂W before the first step", "‖∂L/∂W‖", all, true),
            "What a step would change in each layer. Lines are medians and bands all of the seeds;"
                + " the last layer has fewer weights.")
        .figure(
            "sums",
            panels("∂L/∂z before the first step", "‖∂L/∂z‖", all, false),
            "The gradient on its way back, from layer 10 on the right to layer 1 on the left.")
        .build();
  }

  private static double arrives(List<Norms> all, Unit unit, Start start) {
    return all.stream()
        .filter(norms -> norms.unit() == unit && norms.start() == start)
        .findFirst()
        .orElseThrow()
        .arrives();
  }

  private static Figure panels(String title, String y, List<Norms> all, boolean byWeights) {
    double[] layers = IntStream.rangeClosed(1, LAYERS).mapToDouble(i -> i).toArray();
    List<Figure> charts = new ArrayList<>();
    for (Unit unit : Unit.values()) {
      Chart chart =
          Chart.of(unit.label, "layer", y).wholeX().logY().yRange(1e-16, 10).size(280, 260);
      for (Norms norms : all.stream().filter(n -> n.unit() == unit).toList()) {
        double[][] curves = byWeights ? norms.byWeights() : norms.bySums();
        String name = norms.start().label;
        chart =
            chart
                .band(name, layers, Spread.least(curves), Spread.greatest(curves))
                .line(name, layers, Spread.medians(curves))
                .points(name, layers, Spread.medians(curves));
      }
      charts.add(chart.figure());
    }
    return Panels.of(title, charts.size(), charts.toArray(Figure[]::new));
  }
}
