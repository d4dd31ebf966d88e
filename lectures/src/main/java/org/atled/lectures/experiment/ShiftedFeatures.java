package org.atled.lectures.experiment;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.atled.core.random.Seed;
import org.atled.core.shape.Axes;
import org.atled.core.tensor.Pooling;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Sliding;
import org.atled.core.tensor.Tensor;
import org.atled.data.Digits;
import org.atled.data.Split;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.plot.Chart;

/**
 * Features of digits before and after the digits move by a few pixels, with pooling and without:
 * ReLU of random filters of 5×5. Pooling is said to make small shifts matter less (Goodfellow,
 * Bengio and Courville, "Deep Learning", 2016, section 9.3); Zhang, "Making convolutional networks
 * shift-invariant again", 2019, says that it is the mean which does.
 */
final class ShiftedFeatures {
  private static final int SIDE = 28;
  private static final int FILTERS = 6;
  private static final int K = 5;
  private static final int PLANE = SIDE - K + 1;
  private static final int MOST = 4;

  /** Of the greatest feature of an image: what moves by less is called unchanged. */
  private static final double LITTLE = 0.1;

  /**
   * How much is done.
   *
   * @param train digits from which a linear probe learns
   * @param test digits that are shifted
   */
  record Size(int train, int test, int seeds) {}

  private enum Way {
    EVERY("every feature"),
    SECOND("every second"),
    MEAN("mean over 2×2"),
    MAXIMUM("maximum over 2×2"),
    WIDE_MEAN("mean over 4×4"),
    WIDE_MAXIMUM("maximum over 4×4");

    private final String label;

    Way(String label) {
      this.label = label;
    }

    Tensor of(Tensor features) {
      return switch (this) {
        case EVERY -> features;
        case SECOND -> features.slice(2, 0, PLANE, 2).slice(3, 0, PLANE, 2);
        case MEAN -> features.avgPool2d(Pooling.of(2), false);
        case MAXIMUM -> features.maxPool2d(Pooling.of(2));
        case WIDE_MEAN -> features.avgPool2d(Pooling.of(4), false);
        case WIDE_MAXIMUM -> features.maxPool2d(Pooling.of(4));
      };
    }

    String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  private ShiftedFeatures() {}

  /** Of one seed, by pooling and shift. */
  private record Measured(double[][] unchanged, double[][] moved, double[][] accuracy) {
    static Measured of(Size size, Seed seed) {
      Split digits = Digits.generate(seed.at("digits"), size.train(), size.test());
      Labelled train = Labelled.of(digits.train(), size.train());
      Labelled test = Labelled.of(digits.test(), size.test());
      Tensor w = Sample.normal(seed.at("w"), FILTERS, 1, K, K).mul(1.0 / K);
      Tensor learned = features(train, w, 0);
      List<Tensor> asked =
          IntStream.rangeClosed(0, MOST).mapToObj(by -> features(test, w, by)).toList();
      int ways = Way.values().length;
      double[][] unchanged = new double[ways][MOST + 1];
      double[][] moved = new double[ways][MOST + 1];
      double[][] accuracy = new double[ways][MOST + 1];
      for (Way way : Way.values()) {
        List<Tensor> pooled = asked.stream().map(way::of).toList();
        Tensor still = pooled.getFirst();
        for (int by = 0; by <= MOST; by++) {
          Tensor now = pooled.get(by);
          unchanged[way.ordinal()][by] = unchanged(still, now);
          moved[way.ordinal()][by] =
              Math.sqrt(now.sub(still).square().sum().item() / still.square().sum().item());
        }
        if (way != Way.EVERY) { // which are four times as many to learn from
          accuracy[way.ordinal()] =
              Probe.linear(
                  new Labelled(way.of(learned).flatten(1), train.y()),
                  pooled.stream().map(x -> new Labelled(x.flatten(1), test.y())).toList());
        }
      }
      return new Measured(unchanged, moved, accuracy);
    }

    /** [n, filters, rows, columns] of digits that have moved to the right. */
    private static Tensor features(Labelled digits, Tensor w, int by) {
      Tensor images = digits.x().reshape(-1, 1, SIDE, SIDE).roll(3, by);
      return images.conv2d(w, Sliding.byOne(), 1).relu();
    }

    /** The share of those that are not 0 both before and after. */
    private static double unchanged(Tensor still, Tensor now) {
      Tensor greatest = still.amax(Axes.of(1, 2, 3).kept());
      Tensor active = still.add(now).gt(0.0);
      Tensor little = still.sub(now).abs().lt(greatest.mul(LITTLE)).logicalAnd(active);
      return little.countNonzero().item() / active.countNonzero().item();
    }
  }

  static void report(Seed seed, Size size, Findings.Builder findings) {
    List<Measured> all =
        IntStream.range(0, size.seeds()).mapToObj(s -> Measured.of(size, seed.at(s))).toList();
    Table table =
        Table.of(
            "Digits moved by a pixel, medians of " + size.seeds() + " seeds",
            "features",
            "unchanged",
            "‖f(moved) − f‖/‖f‖",
            "probe, unmoved",
            "probe, moved by 1",
            "by 3");
    double[] shifts = IntStream.rangeClosed(0, MOST).asDoubleStream().toArray();
    Chart change = Chart.of("How far features move", "pixels", "‖f(moved) − f‖/‖f‖").wholeX();
    Chart right = Chart.of("A linear probe on moved digits", "pixels", "accuracy").wholeX();
    double[] same = new double[Way.values().length];
    double[] off = new double[same.length];
    for (Way way : Way.values()) {
      int w = way.ordinal();
      double[] unchanged =
          Spread.medians(all.stream().map(m -> m.unchanged()[w]).toArray(double[][]::new));
      double[] moved = Spread.medians(all.stream().map(m -> m.moved()[w]).toArray(double[][]::new));
      double[] accuracy =
          Spread.medians(all.stream().map(m -> m.accuracy()[w]).toArray(double[][]::new));
      same[w] = unchanged[1];
      off[w] = moved[1];
      change = change.line(way.label, shifts, moved).points(way.label, shifts, moved);
      boolean probed = way != Way.EVERY;
      if (probed) {
        right = right.line(way.label, shifts, accuracy).points(way.label, shifts, accuracy);
        findings.number(way.key() + "-accuracy", accuracy[0]);
        findings.number(way.key() + "-accuracy-moved-by-3", accuracy[3]);
      }
      findings
          .number(way.key() + "-unchanged", unchanged[1])
          .number(way.key() + "-moved", moved[1]);
      table =
          table.row(
              way.label,
              percent(unchanged[1]),
              String.format(Locale.ROOT, "%.2f", moved[1]),
              probed ? percent(accuracy[0]) : "–",
              probed ? percent(accuracy[1]) : "–",
              probed ? percent(accuracy[3]) : "–");
    }
    int mean = Way.MEAN.ordinal();
    int maximum = Way.MAXIMUM.ordinal();
    findings
        .say(
            "A digit moves by a pixel: of its features %s stay as they were, to a tenth of the"
                + " greatest; of maxima over 2×2 %s, over 4×4 %s (medians of %d seeds; features"
                + " that are 0 before and after do not count).",
            percent(same[Way.EVERY.ordinal()]),
            percent(same[maximum]),
            percent(same[Way.WIDE_MAXIMUM.ordinal()]),
            size.seeds())
        .say(
            "It is not that there are fewer: of every second feature %s stay. Means over 2×2 keep"
                + " %s. By the length of the change, maxima move by %.2f of their own and means by"
                + " %.2f. %s",
            percent(same[Way.SECOND.ordinal()]),
            percent(same[mean]),
            off[maximum],
            off[mean],
            off[maximum] < 0.9 * off[mean]
                ? "The maximum holds stiller than the mean."
                : "The maximum, of which books say it, holds no stiller than the mean.")
        .table(table)
        .figure(
            "change",
            change.figure(),
            "Nothing is invariant: windows are a few pixels wide, and so are the shifts that they"
                + " swallow.")
        .figure(
            "probe",
            right.yRange(0, 1).figure(),
            "Softmax regression that has learned from digits where they are, asked of digits that"
                + " have moved.");
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.0f %%", 100 * share);
  }
}
