package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.nn.Mode;
import org.atled.nn.Module;
import org.atled.nn.layer.Alibi;
import org.atled.nn.layer.Embedding;
import org.atled.nn.layer.LearnedPositions;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Mask;
import org.atled.nn.layer.MultiheadAttention;
import org.atled.nn.layer.SinusoidalPositions;
import org.atled.nn.layer.TransformerEncoderLayer;
import org.atled.nn.layer.TransformerLayer;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.Optimizer;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.plot.HeatMap;

/**
 * What attention knows of the order of its steps: nothing, unless it is told, by what is added to
 * steps (Vaswani et al. 2017; Gehring et al. 2017), by turning queries and keys (Su et al. 2021),
 * or by a bias that grows with the distance (Press et al. 2022). Asked is which of two tokens
 * stands first, at the length that was learned and at twice that.
 */
public final class Positions implements Experiment {
  private static final int TOKENS = 6;
  private static final int WIDTH = 16;
  private static final int HEADS = 2;
  private static final int BATCH = 64;
  private static final int ASKED = 512;
  private static final double RATE = 0.005;
  private static final int PLACES = 32;
  private static final double BASE = 10_000;

  /**
   * How much is done.
   *
   * @param length of the sequences that are learned from
   */
  record Size(int seeds, int length, int updates) {}

  private enum Told {
    NOT("no positions"),
    LEARNED("learned, added"),
    SINUSOIDAL("sinusoidal, added"),
    ROTARY("rotary"),
    ALIBI("ALiBi");

    private final String label;

    Told(String label) {
      this.label = label;
    }

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** One layer of a transformer's encoder, the mean of its steps, a product. */
  private static final class Network extends Module {
    private final Told told;
    private final Embedding tokens;
    private final Optional<LearnedPositions> learned;
    private final Optional<SinusoidalPositions> waves;
    private final TransformerEncoderLayer layer;
    private final Linear head;

    Network(Told told, int length, Seed seed) {
      this.told = told;
      tokens = child("tokens", new Embedding(TOKENS, WIDTH));
      learned =
          told == Told.LEARNED
              ? Optional.of(child("places", new LearnedPositions(length, WIDTH)))
              : Optional.empty();
      waves =
          told == Told.SINUSOIDAL
              ? Optional.of(child("places", new SinusoidalPositions(2L * length, WIDTH)))
              : Optional.empty();
      TransformerLayer.Config plain =
          TransformerLayer.Config.of(WIDTH, HEADS)
              .withFeedforward(2 * WIDTH)
              .withDropout(0)
              .withNormFirst();
      layer =
          child(
              "layer",
              new TransformerEncoderLayer(
                  told == Told.ROTARY
                      ? plain.withRotary(new MultiheadAttention.Rotary(BASE, false))
                      : plain));
      head = child("head", new Linear(WIDTH, 2));
      initialize(seed);
    }

    Tensor apply(Tensor ids, Mode mode) {
      return call(mode, () -> head.apply(steps(ids, mode).mean(1), mode));
    }

    Tensor steps(Tensor ids, Mode mode) {
      Tensor x = tokens.apply(ids, mode);
      Tensor placed =
          learned
              .map(each -> each.apply(x, mode))
              .or(() -> waves.map(each -> each.apply(x, mode)))
              .orElse(x);
      int length = (int) ids.shape().size(1);
      Mask mask = told == Told.ALIBI ? Mask.of(Alibi.bias(HEADS, length, length)) : Mask.none();
      return layer.apply(placed, mask, mode);
    }
  }

  /** Accuracies of each seed at the length that was learned, and at twice that where it can. */
  private record Measured(Told told, double[] same, Optional<double[]> twice) {
    double atSame() {
      return Spread.median(same);
    }

    OptionalDouble atTwice() {
      return twice.map(all -> OptionalDouble.of(Spread.median(all))).orElse(OptionalDouble.empty());
    }
  }

  @Override
  public String name() {
    return "positions";
  }

  @Override
  public String title() {
    return "What attention knows of order: nothing, or positions learned, sinusoidal, rotary,"
        + " ALiBi";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, new Size(3, 8, 200));
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, new Size(1, 6, 150));
  }

  Findings run(Seed seed, Size size) {
    List<Measured> all = new ArrayList<>();
    for (Told told : Told.values()) {
      double[] same = new double[size.seeds()];
      double[] twice = new double[size.seeds()];
      for (int s = 0; s < size.seeds(); s++) {
        Network network = learned(told, size, seed.at(s));
        same[s] = accuracy(network, size.length(), seed.at(s).at("test"));
        twice[s] =
            told == Told.LEARNED
                ? Double.NaN
                : accuracy(network, 2 * size.length(), seed.at(s).at("test"));
      }
      all.add(
          new Measured(told, same, told == Told.LEARNED ? Optional.empty() : Optional.of(twice)));
    }
    return findings(
        all,
        size,
        moved(Told.NOT, size, seed),
        moved(Told.SINUSOIDAL, size, seed),
        waves(),
        turned(seed));
  }

  private static Network learned(Told told, Size size, Seed seed) {
    Network network = new Network(told, size.length(), seed.at("network"));
    List<Parameter> parameters = network.parameters();
    Optimizer optimizer = Adam.withLearningRate(RATE).over(parameters);
    Compiled compiled =
        Compiled.of(in -> {
          Tensor logits = network.apply(in.get(0), Mode.evaluation()); // no dropout
          Tensor loss = new CrossEntropyLoss().of(logits, in.get(1));
          optimizer.step(Autograd.gradients(loss, parameters));
          return List.of(loss);
        });
    for (int step = 0; step < size.updates(); step++) {
      Asked asked = Asked.drawn(seed.at("training").at(step), BATCH, size.length());
      compiled.run(asked.ids(), asked.first());
    }
    return network;
  }

  private static double accuracy(Network network, int length, Seed seed) {
    Asked asked = Asked.drawn(seed, ASKED, length);
    Tensor found = Autograd.noGrad(() -> network.apply(asked.ids(), Mode.evaluation())).argmax(1);
    return Arrays.stream(found.eq(asked.first()).to(DType.FLOAT64).toDoubles())
        .average()
        .orElseThrow();
  }

  /**
   * Sequences in which the tokens 0 and 1 stand once.
   *
   * @param first which of the two comes first
   */
  private record Asked(Tensor ids, Tensor first) {
    static Asked drawn(Seed seed, int count, int length) {
      Draws draws = seed.draws();
      long[][] ids = new long[count][length];
      long[] first = new long[count];
      for (int i = 0; i < count; i++) {
        for (int t = 0; t < length; t++) {
          ids[i][t] = 2L + draws.below(TOKENS - 2);
        }
        int[] places = Arrays.copyOf(draws.permutation(length), 2);
        Arrays.sort(places);
        first[i] = draws.below(2);
        ids[i][places[0]] = first[i];
        ids[i][places[1]] = 1 - first[i];
      }
      return new Asked(Tensor.of(ids), Tensor.of(first));
    }
  }

  /** How far the results of turned steps are from the turned results of the steps. */
  private static double moved(Told told, Size size, Seed seed) {
    Network network = new Network(told, size.length(), seed.at("network"));
    Tensor ids = Asked.drawn(seed.at("moved"), 1, size.length()).ids();
    Tensor there = network.steps(ids.flip(1), Mode.evaluation());
    Tensor back = network.steps(ids, Mode.evaluation()).flip(1);
    return there.sub(back).abs().max().item();
  }

  /** p_s·p_t of sinusoidal positions. */
  private static double[][] waves() {
    Tensor zeros = Tensor.zeros(DType.FLOAT64, 1, PLACES, WIDTH);
    Tensor p = new SinusoidalPositions(PLACES, WIDTH).apply(zeros, Mode.evaluation()).select(0, 0);
    return square(p.matmul(p.mT()));
  }

  private static double[][] square(Tensor table) {
    double[] values = table.toDoubles();
    return IntStream.range(0, PLACES)
        .mapToObj(s -> Arrays.copyOfRange(values, s * PLACES, (s + 1) * PLACES))
        .toArray(double[][]::new);
  }

  /** How much a table differs along its diagonals: what depends on the distance alone gives 0. */
  private static double alongDiagonals(double[][] table) {
    double most = 0;
    for (int s = 1; s < table.length; s++) {
      for (int t = 1; t < table.length; t++) {
        most = Math.max(most, Math.abs(table[s][t] - table[s - 1][t - 1]));
      }
    }
    return most;
  }

  /** The scores of one query and one key at all pairs of places, turned by these. */
  private static double turned(Seed seed) {
    Tensor rows = Tensor.zeros(DType.FLOAT64, PLACES, WIDTH);
    Tensor q = rows.add(Sample.normal(seed.at("q"), 1, WIDTH).to(DType.FLOAT64));
    Tensor k = rows.add(Sample.normal(seed.at("k"), 1, WIDTH).to(DType.FLOAT64));
    Tensor products = q.rotary(0, BASE, false).matmul(k.rotary(0, BASE, false).mT());
    return alongDiagonals(square(products));
  }

  private static Findings findings(
      List<Measured> all, Size size, double plain, double placed, double[][] waves, double rotary) {
    Findings.Builder findings =
        Findings.builder()
            .number("moved-without", plain)
            .number("moved-with", placed)
            .number("waves", alongDiagonals(waves))
            .number("rotary-scores", rotary);
    Table table =
        Table.of(
            "Which of two tokens stands first: medians of " + size.seeds() + " seeds",
            "positions",
            "of " + size.length() + " steps",
            "of " + 2 * size.length());
    for (Measured each : all) {
      findings.number(each.told().key(), each.atSame());
      each.atTwice().ifPresent(value -> findings.number(each.told().key() + "-twice", value));
      table =
          table.row(
              each.told().label,
              percent(each.atSame()),
              each.atTwice().isPresent() ? percent(each.atTwice().getAsDouble()) : "has no such");
    }
    return findings
        .say(
            "Without positions the steps in the other order give the same results in the other"
                + " order, to %.0e; with sinusoidal ones they differ by up to %.1f. So the first"
                + " network tells in %s of sequences which of two tokens stands first: half are"
                + " right by chance.",
            plain, placed, percent(all.get(0).atSame()))
        .say(
            "With learned positions it is %s, with sinusoidal ones %s, with rotary ones %s and with"
                + " ALiBi %s, whose bias −m·|s − t| is the same before and after.",
            percent(all.get(1).atSame()),
            percent(all.get(2).atSame()),
            percent(all.get(3).atSame()),
            percent(all.get(4).atSame()))
        .say(
            "At twice the length that they learned from, sinusoidal positions give %s and rotary"
                + " ones %s; learned ones have no such places.",
            percent(all.get(2).atTwice().orElseThrow()),
            percent(all.get(3).atTwice().orElseThrow()))
        .say(
            "p_s·p_t of sinusoidal positions depends on s − t alone, to %.0e, and so does the score"
                + " of a query and a key that are turned by their places, to %.0e.",
            alongDiagonals(waves), rotary)
        .table(table)
        .figure(
            "told",
            bars(all, size),
            "The share of unseen sequences in which it is told which of two tokens stands first.")
        .figure(
            "waves",
            HeatMap.of("p_s·p_t of sinusoidal positions", "place t", "place s", waves)
                .valueLabel("product")
                .figure(),
            "Each diagonal has one colour: the product depends on the distance alone.")
        .build();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }

  private static Figure bars(List<Measured> all, Size size) {
    String[] labels = all.stream().map(each -> each.told().label).toArray(String[]::new);
    double[] same = all.stream().mapToDouble(Measured::atSame).toArray();
    return Chart.of("Which of two tokens stands first", "positions", "accuracy")
        .bars(size.length() + " steps", labels, same)
        .horizontal("chance", 0.5)
        .size(600, 340)
        .figure();
  }
}
