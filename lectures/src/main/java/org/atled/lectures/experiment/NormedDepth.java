package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Pooling;
import org.atled.data.Digits;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.nn.Layer;
import org.atled.nn.init.Initializer;
import org.atled.nn.layer.BatchNorm1d;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;
import org.atled.nn.optim.Sgd;
import org.atled.plot.Chart;

/**
 * Deep networks on digits with batch norm and without, over learning rates: Ioffe and Szegedy,
 * "Batch normalization", 2015; Bjorck, Gomes, Selman and Weinberger, "Understanding batch
 * normalization", 2018, find that the larger rates are what it is for.
 */
final class NormedDepth {
  private static final int SIDE = 28;
  private static final int PIXELS = 14 * 14; // means of 2×2, which is faster
  private static final int WIDTH = 32;
  private static final int CLASSES = 10;
  private static final int EXAMPLES = 1_000;
  private static final int BATCH = 50;

  /**
   * How much is done.
   *
   * @param layers with weights
   * @param rates learning rates, in order
   */
  record Size(int layers, int steps, int seeds, double... rates) {}

  private enum Kind {
    PLAIN("usual weights"),
    HE("He's weights"),
    NORMED("usual weights and batch norm");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    Layer network(int layers) {
      List<Layer> all = new ArrayList<>();
      for (int layer = 0; layer < layers - 1; layer++) {
        Linear.Config config = Linear.Config.of(layer == 0 ? PIXELS : WIDTH, WIDTH);
        Initializer he = Initializer.heNormal(Math.sqrt(2));
        all.add(new Linear(this == HE ? config.initializedBy(he) : config));
        if (this == NORMED) {
          all.add(new BatchNorm1d(WIDTH));
        }
        all.add(new ReLU());
      }
      all.add(new Linear(WIDTH, CLASSES));
      return Sequential.of(all);
    }
  }

  private NormedDepth() {}

  static void report(Seed seed, Size size, Findings.Builder findings) {
    Labelled digits =
        Labelled.of(Digits.generate(seed.at("digits"), EXAMPLES, 1).train(), EXAMPLES)
            .through(x -> x.reshape(-1, 1, SIDE, SIDE).avgPool2d(Pooling.of(2), false).flatten(1));
    double[] rates = size.rates();
    Chart chart =
        Chart.of(
                size.layers() + " layers after " + size.steps() + " steps",
                "learning rate",
                "training loss")
            .logX()
            .yRange(0, 2.6);
    Table table =
        Table.of(
            "Training loss after " + size.steps() + " steps, medians of " + size.seeds() + " seeds",
            "learning rate",
            Kind.PLAIN.label,
            Kind.HE.label,
            Kind.NORMED.label);
    double[][] medians = new double[Kind.values().length][];
    double[] best = new double[medians.length];
    for (Kind kind : Kind.values()) {
      BatchTraining training =
          new BatchTraining(
              kind.network(size.layers()),
              Sgd.withLearningRate(1),
              digits.x(),
              digits.labels(),
              BATCH);
      double[][] ends = new double[size.seeds()][rates.length];
      for (int s = 0; s < size.seeds(); s++) {
        for (int r = 0; r < rates.length; r++) {
          double[] course = training.at(rates[r]).course(size.steps(), seed.at("run").at(s));
          ends[s][r] = BatchTraining.end(course);
        }
      }
      double[] median = Spread.medians(ends);
      medians[kind.ordinal()] = median;
      best[kind.ordinal()] = Arrays.stream(median).min().orElseThrow();
      chart = chart.line(kind.label, rates, median).points(kind.label, rates, median);
    }
    for (int r = 0; r < rates.length; r++) {
      table =
          table.row(
              String.format(Locale.ROOT, "%.3g", rates[r]),
              text(medians[0][r]),
              text(medians[1][r]),
              text(medians[2][r]));
    }
    int he = Kind.HE.ordinal();
    int normed = Kind.NORMED.ordinal();
    double guessing = StrictMath.log(CLASSES);
    findings
        .say(
            "Of %d layers on digits of 14×14 pixels, after %d steps at the best of %d learning"
                + " rates: with batch norm the loss is %.2f, without it %.2f; guessing gives ln 10"
                + " = %.2f. He's weights, which keep the size of what passes, come to %.2f without"
                + " batch norm.",
            size.layers(),
            size.steps(),
            rates.length,
            best[normed],
            best[Kind.PLAIN.ordinal()],
            guessing,
            best[he])
        .say(
            "With batch norm %s of %d learning rates come below a loss of 1, with He's weights"
                + " alone %s. %s",
            within(medians[normed]),
            rates.length,
            within(medians[he]),
            judged(within(medians[normed]), within(medians[he])))
        .number("plain-best", best[Kind.PLAIN.ordinal()])
        .number("he-best", best[he])
        .number("normed-best", best[normed])
        .number("he-rates", within(medians[he]))
        .number("normed-rates", within(medians[normed]))
        .table(table)
        .figure(
            "depth",
            chart.horizontal("guessing", guessing).figure(),
            "Medians of %d seeds; where a line leaves off, the loss was no number any more."
                .formatted(size.seeds()));
  }

  /** What may be said of how many rates do. */
  static String judged(long normed, long he) {
    return normed > he
        ? "It learns at more rates; that scale does not matter, as is said below, may be why."
        : "Here batch norm does not learn at more rates.";
  }

  /** How many come below a loss of 1. */
  private static long within(double[] losses) {
    return Arrays.stream(losses).filter(loss -> loss < 1).count();
  }

  private static String text(double loss) {
    return Double.isFinite(loss) ? String.format(Locale.ROOT, "%.2f", loss) : "–";
  }
}
