package org.atled.lectures.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.plot.Chart;
import org.atled.plot.Figure;

/**
 * The error on new points as a model gets more parameters than it has examples: it falls, rises to
 * a peak where the model can just pass through all examples, and falls again (Belkin, Hsu, Ma and
 * Mandal, "Reconciling modern machine-learning practice and the classical bias-variance trade-off",
 * 2019). The model is a linear layer on p fixed random ReLU features, and what is learned is exact:
 * least squares, and where many weights fit as well the smallest of them. A penalty λ‖w‖² takes the
 * peak away (Nakkiran, Venkat, Kakade and Ma, "Optimal regularization can mitigate double descent",
 * 2021).
 */
public final class DoubleDescent implements Experiment {
  private static final int INPUTS = 8;
  private static final int EXAMPLES = 60; // n
  private static final int NEW_POINTS = 400;
  private static final double NOISE = 0.3; // σ
  private static final double PENALTY = 3; // λ

  /** Stands for none: what it changes is less than what is drawn, and sums stay solvable. */
  private static final double ALMOST_NONE = 1e-8;

  private static final double LEAST_DRAWN = 1e-3;

  /** The examples of a seed. */
  private record Sample(double[][] x, double[] y) {
    static Sample drawn(int count, double[] direction, Draws draws) {
      double[][] x = new double[count][INPUTS];
      double[] y = new double[count];
      for (int i = 0; i < count; i++) {
        Arrays.setAll(x[i], k -> draws.normal());
        double sum = 0;
        for (int k = 0; k < INPUTS; k++) {
          sum += direction[k] * x[i][k];
        }
        y[i] = StrictMath.tanh(2 * sum) + NOISE * draws.normal();
      }
      return new Sample(x, y);
    }
  }

  /** Mean squared errors by the number of features, [seeds, counts]. */
  private record Errors(double[][] train, double[][] test) {
    static Errors of(int seeds, int counts) {
      return new Errors(new double[seeds][counts], new double[seeds][counts]);
    }
  }

  @Override
  public String name() {
    return "double-descent";
  }

  @Override
  public String title() {
    return "Double descent: the error peaks where a model can just fit, and falls beyond";
  }

  @Override
  public Findings run(Seed seed) {
    return run(
        seed, 15, 2, 5, 10, 15, 20, 30, 40, 50, 55, 60, 65, 70, 80, 100, 150, 200, 400, 800, 1600);
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, 5, 2, 5, 10, 20, 40, 55, 60, 65, 80, 120, 300, 800);
  }

  Findings run(Seed seed, int seeds, int... counts) {
    Errors plain = Errors.of(seeds, counts.length);
    Errors held = Errors.of(seeds, counts.length);
    for (int s = 0; s < seeds; s++) {
      Draws draws = seed.at("data").at(s).draws();
      double[] direction = new double[INPUTS];
      Arrays.setAll(direction, k -> draws.normal() / Math.sqrt(INPUTS));
      Sample train = Sample.drawn(EXAMPLES, direction, draws);
      Sample test = Sample.drawn(NEW_POINTS, direction, draws);
      for (int c = 0; c < counts.length; c++) {
        RandomFeatures features =
            RandomFeatures.drawn(INPUTS, counts[c], seed.at("features").at(s).at(c).draws());
        double[][] phi = features.of(train.x());
        double[][] unseen = features.of(test.x());
        for (Errors errors : List.of(plain, held)) {
          double[] w =
              RandomFeatures.fitted(phi, train.y(), errors == plain ? ALMOST_NONE : PENALTY);
          errors.train[s][c] = error(phi, w, train.y());
          errors.test[s][c] = error(unseen, w, test.y());
        }
      }
    }
    return findings(counts, plain, held);
  }

  private static double error(double[][] phi, double[] w, double[] y) {
    double sum = 0;
    for (int i = 0; i < y.length; i++) {
      double e = RandomFeatures.dot(phi[i], w) - y[i];
      sum += e * e;
    }
    return sum / y.length;
  }

  private static Findings findings(int[] counts, Errors plain, Errors held) {
    double[] train = Spread.medians(plain.train());
    double[] test = Spread.medians(plain.test());
    double[] penalised = Spread.medians(held.test());
    int peak = greatest(test);
    int before = least(test, Math.max(1, peak));
    int last = counts.length - 1;
    Table table =
        Table.of(
            "Mean squared error, medians of " + plain.test().length + " seeds",
            "features",
            "examples",
            "new points",
            "new points, λ = " + text("%.0f", PENALTY));
    Findings.Builder findings = Findings.builder();
    for (int c = 0; c < counts.length; c++) {
      findings.number("test-" + counts[c], test[c]).number("penalised-" + counts[c], penalised[c]);
      table =
          table.row(
              Integer.toString(counts[c]),
              text("%.4f", train[c]),
              text("%.3f", test[c]),
              text("%.3f", penalised[c]));
    }
    boolean better = test[last] < test[before];
    return findings
        .say(
            "From %d examples the error on new points falls to %.2f with %d features, rises to %.1f"
                + " with %d, where the model can just pass through all examples, and is %.2f again"
                + " with %,d; the noise alone makes σ² = %.2f.",
            EXAMPLES,
            test[before],
            counts[before],
            test[peak],
            counts[peak],
            test[last],
            counts[last],
            NOISE * NOISE)
        .say(
            better
                ? "The second descent ends below the first: %,d features do better than the best"
                    + " number below %d."
                : "The second descent does not end below the first here: %,d features do worse"
                    + " than the best number below %d.",
            counts[last],
            EXAMPLES)
        .say(
            "With a penalty of λ = %.0f on the squared weights there is no peak: %.2f with %d"
                + " features, at most %.2f with any number from %d on: the number of weights alone"
                + " does not make it.",
            PENALTY,
            penalised[peak],
            counts[peak],
            Arrays.stream(penalised, before, counts.length).max().orElseThrow(),
            counts[before])
        .number("peak-at", counts[peak])
        .number("peak", test[peak])
        .number("best-before", test[before])
        .number("last", test[last])
        .number("last-train", train[last])
        .number("penalised-at-peak", penalised[peak])
        .table(table)
        .figure(
            "error",
            errors(counts, plain, held),
            "Lines are medians and bands all of the seeds. To the left of the mark there are fewer"
                + " features than examples, to the right more; the error on the examples is 0"
                + " there, which a logarithmic axis does not show.")
        .build();
  }

  private static int greatest(double[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      best = values[i] > values[best] ? i : best;
    }
    return best;
  }

  /** The least of those before another. */
  private static int least(double[] values, int end) {
    int best = 0;
    for (int i = 1; i < end; i++) {
      best = values[i] < values[best] ? i : best;
    }
    return best;
  }

  private static Figure errors(int[] counts, Errors plain, Errors held) {
    double[] xs = Arrays.stream(counts).asDoubleStream().toArray();
    Chart chart = Chart.of("Double descent", "random features", "mean squared error").logX().logY();
    chart = both(chart, "new points", xs, plain.test());
    chart = both(chart, "new points, with a penalty", xs, held.test());
    double[] train = Spread.medians(plain.train());
    double[] drawn = Arrays.stream(train).map(e -> e > LEAST_DRAWN ? e : Double.NaN).toArray();
    return chart
        .dashed("examples", xs, drawn)
        .vertical("as many as examples", EXAMPLES)
        .size(560, 340)
        .figure();
  }

  private static Chart both(Chart chart, String name, double[] xs, double[][] errors) {
    return chart
        .band(name, xs, Spread.least(errors), Spread.greatest(errors))
        .line(name, xs, Spread.medians(errors))
        .points(name, xs, Spread.medians(errors));
  }

  private static String text(String format, double number) {
    return String.format(Locale.ROOT, format, number);
  }
}
