package org.atled.lectures.experiment;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.nn.Mode;
import org.atled.nn.Module;
import org.atled.nn.layer.LSTM;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.RNN;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.Clip;
import org.atled.nn.optim.Optimizer;
import org.atled.plot.Chart;
import org.atled.plot.Figure;

/**
 * How much of a gradient is left after so many steps, in a plain recurrence and in long short-term
 * memory (Hochreiter and Schmidhuber 1997), and whether they learn what they have to remember so
 * long: Bengio et al. 1994. In c_t = f·c_{t−1} + i·g a step back multiplies by the gate f, and by
 * nothing that a squashing function makes small; a bias of f that starts positive keeps it near 1
 * (Gers et al. 2000).
 */
public final class VanishingInTime implements Experiment {
  private static final int CHANNELS = 3;
  private static final int BATCH = 32;
  private static final int ASKED = 256;
  private static final double RATE = 0.01;

  /**
   * How much is done.
   *
   * @param width of the networks
   * @param steps of which gradients are looked at
   * @param distances over which something is to be remembered
   * @param updates of the training
   */
  record Size(int seeds, int width, int steps, int[] distances, int updates) {}

  private enum Kind {
    RNN("RNN", Optional.empty()),
    LSTM("LSTM", Optional.empty()),
    KEEPING("LSTM, bias of f from 3", Optional.of(3.0));

    private final String label;
    private final Optional<Double> forget;

    Kind(String label, Optional<Double> forget) {
      this.label = label;
      this.forget = forget;
    }

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** A recurrence and what reads its last state. */
  private static final class Network extends Module {
    private final Module recurrence;
    private final Linear head;

    Network(Kind kind, int width, Seed seed) {
      recurrence =
          child("rnn", kind == Kind.RNN ? new RNN(CHANNELS, width) : new LSTM(CHANNELS, width));
      head = child("head", new Linear(width, 2));
      initialize(seed);
      kind.forget.ifPresent(bias -> forget(width, bias));
    }

    /** Biases of i, f, g and o lie one behind another. */
    private void forget(int width, double bias) {
      var cell = requireNonNull(state().entries().get("rnn.bias_ih_l0"));
      Tensor places = Tensor.arange(0, 4L * width, 1);
      Tensor isForget = places.ge((long) width).logicalAnd(places.lt(2L * width));
      cell.copyInto(isForget.where(bias, cell.value().detach()).to(DType.FLOAT32));
    }

    /** The logits after the last step. */
    Tensor apply(Tensor x, Mode mode) {
      return call(mode, () -> head.apply(last(x, mode), mode));
    }

    Tensor last(Tensor x, Mode mode) {
      Tensor state =
          switch (recurrence) {
            case RNN rnn -> rnn.apply(x, mode).state();
            case LSTM lstm -> lstm.apply(x, mode).state().hidden();
            default -> throw new IllegalStateException();
          };
      return state.select(0, 0);
    }
  }

  /** Of one kind the gradients by distance [seeds, steps], and accuracies [distances, seeds]. */
  private record Measured(Kind kind, double[][] gradients, double[][] accuracies) {
    /** {@code 100 %, 98 % and 51 %}. */
    String told() {
      return joined(
          Arrays.stream(accuracies)
              .map(all -> String.format(Locale.ROOT, "%.0f %%", 100 * Spread.median(all)))
              .toList());
    }

    double left() {
      double[] medians = Spread.medians(gradients);
      return medians[medians.length - 1];
    }
  }

  @Override
  public String name() {
    return "vanishing-in-time";
  }

  @Override
  public String title() {
    return "What is left of a gradient after many steps: RNN against LSTM";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, new Size(3, 32, 60, new int[] {5, 20, 50}, 150));
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, new Size(1, 16, 40, new int[] {3, 20}, 60));
  }

  Findings run(Seed seed, Size size) {
    List<Measured> all = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      double[][] gradients = new double[size.seeds()][];
      double[][] accuracies = new double[size.distances().length][size.seeds()];
      for (int s = 0; s < size.seeds(); s++) {
        gradients[s] = gradients(kind, size, seed.at(s));
        for (int d = 0; d < size.distances().length; d++) {
          accuracies[d][s] = remembers(kind, size, size.distances()[d], seed.at(s));
        }
      }
      all.add(new Measured(kind, gradients, accuracies));
    }
    return findings(all, size);
  }

  /** ‖∂L/∂x_t‖ before training, by how far t lies back, over that of the last step. */
  private static double[] gradients(Kind kind, Size size, Seed seed) {
    Network network = new Network(kind, size.width(), seed.at("network"));
    Tensor x = Sample.normal(seed.at("x"), BATCH, size.steps(), CHANNELS).requiresGrad();
    Tensor along = Sample.normal(seed.at("along"), BATCH, size.width());
    Tensor loss = network.last(x, Mode.evaluation()).mul(along).sum();
    Tensor gradient = Autograd.gradients(loss, x).of(x).to(DType.FLOAT64);
    double[] norms = gradient.square().sum(0, 2).sqrt().toDoubles();
    int steps = norms.length;
    return IntStream.range(0, steps)
        .mapToDouble(k -> norms[steps - 1 - k] / norms[steps - 1])
        .toArray();
  }

  /**
   * The share of unseen sequences whose first step is remembered at their end: one of two channels
   * is 1 there, and noise in the third follows.
   */
  private static double remembers(Kind kind, Size size, int distance, Seed seed) {
    Network network = new Network(kind, size.width(), seed.at("network"));
    Optimizer optimizer =
        Adam.withLearningRate(RATE).clipping(Clip.byNorm(1)).over(network.parameters());
    Seed draws = seed.at("training").at(distance);
    for (int step = 0; step < size.updates(); step++) {
      Tensor y = labels(draws.at(step), BATCH);
      Tensor x = sequences(draws.at(step), y, distance);
      Tensor logits = network.apply(x, Mode.training(seed, Slot.of((long) step)));
      Tensor loss = new CrossEntropyLoss().of(logits, y);
      optimizer.step(Autograd.gradients(loss, network.parameters()));
    }
    Tensor y = labels(seed.at("test"), ASKED);
    Tensor x = sequences(seed.at("test"), y, distance);
    Tensor found = Autograd.noGrad(() -> network.apply(x, Mode.evaluation())).argmax(1);
    return Arrays.stream(found.eq(y).to(DType.FLOAT64).toDoubles()).average().orElseThrow();
  }

  private static Tensor labels(Seed seed, int count) {
    return Sample.uniform(seed.at("y"), count).ge(0.5).to(DType.INT64);
  }

  private static Tensor sequences(Seed seed, Tensor y, int distance) {
    long count = y.shape().size(0);
    Tensor one = y.to(DType.FLOAT32).unsqueeze(1);
    Tensor none = Tensor.zeros(DType.FLOAT32, count, 1);
    Tensor first = Structure.concat(1, one, one.neg().add(1), none).unsqueeze(1);
    Tensor noise = Sample.normal(seed.at("noise"), count, distance, 1);
    Tensor later = Structure.concat(2, Tensor.zeros(DType.FLOAT32, count, distance, 2), noise);
    return Structure.concat(1, first, later);
  }

  private static Findings findings(List<Measured> all, Size size) {
    Findings.Builder findings = Findings.builder();
    List<String> head =
        new ArrayList<>(List.of("network", "gradient left after " + (size.steps() - 1)));
    for (int distance : size.distances()) {
      head.add("remembers over " + distance);
    }
    Table table = Table.of("Medians of " + size.seeds() + " seeds", head.toArray(String[]::new));
    for (Measured each : all) {
      findings.number(each.kind().key() + "-left", each.left());
      List<String> row =
          new ArrayList<>(
              List.of(each.kind().label, String.format(Locale.ROOT, "%.1e", each.left())));
      for (int d = 0; d < size.distances().length; d++) {
        double accuracy = Spread.median(each.accuracies()[d]);
        findings.number(each.kind().key() + "-" + size.distances()[d], accuracy);
        row.add(String.format(Locale.ROOT, "%.0f %%", 100 * accuracy));
      }
      table = table.row(row.toArray(String[]::new));
    }
    return findings
        .say(
            "Before training, of the gradient by the input %d steps back %.0e is left in an RNN,"
                + " %.0e in an LSTM as it usually starts, and %.2g of that of the last step in one"
                + " whose forget gates start with a bias of 3, so that cells keep some σ(3) ="
                + " 0.95.",
            size.steps() - 1, all.get(0).left(), all.get(1).left(), all.get(2).left())
        .say(
            "After %d updates something is remembered over %s steps: by the RNN in %s of sequences,"
                + " by the LSTM in %s, by the one that starts by keeping in %s; half are right by"
                + " chance.",
            size.updates(),
            joined(Arrays.stream(size.distances()).mapToObj(Integer::toString).toList()),
            all.get(0).told(),
            all.get(1).told(),
            all.get(2).told())
        .table(table)
        .figure(
            "gradients",
            gradients(all),
            "The gradient of the last state by the input of each step. Lines are medians and bands"
                + " all of the seeds.")
        .build();
  }

  private static String joined(List<String> words) {
    int last = words.size() - 1;
    return last == 0
        ? words.getFirst()
        : String.join(", ", words.subList(0, last)) + " and " + words.get(last);
  }

  private static Figure gradients(List<Measured> all) {
    Chart chart =
        Chart.of("Before training", "steps back", "‖∂L/∂x‖ over the last step's")
            .wholeX()
            .logY()
            .yRange(1e-16, 10);
    for (Measured each : all) {
      double[][] curves = each.gradients();
      double[] steps = IntStream.range(0, curves[0].length).mapToDouble(k -> k).toArray();
      chart =
          chart
              .band(each.kind().label, steps, Spread.least(curves), Spread.greatest(curves))
              .line(each.kind().label, steps, Spread.medians(curves));
    }
    return chart.size(560, 340).figure();
  }
}
