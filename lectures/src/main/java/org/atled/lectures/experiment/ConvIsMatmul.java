package org.atled.lectures.experiment;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.lectures.layer.Conv2d;
import org.atled.lectures.layer.Filter1d;
import org.atled.lectures.matrix.Matrix;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.plot.HeatMap;
import org.atled.plot.Panels;

/**
 * A convolution is the multiplication by a banded matrix, y = x·Bᵀ with B[i, i + j] = wⱼ: one row
 * of k weights, moved along. What the band spares is weights, k for n·(n − k + 1), time, n·k for
 * n², and examples, as {@link TiedWeights} shows. LeCun, "Generalization and network design
 * strategies", 1989, calls it weight sharing.
 */
public final class ConvIsMatmul implements Experiment {
  private static final int[] LENGTHS = {64, 128, 256, 512, 1024, 2048, 4096};
  private static final int SEEDS = 5;
  private static final double[] WEIGHTS = {1, -2, 3, 2, -1};
  private static final int K = WEIGHTS.length;
  private static final int BATCH = 4;

  @Override
  public String name() {
    return "conv-is-matmul";
  }

  @Override
  public String title() {
    return "A convolution is a multiplication by a banded matrix, with few weights and in less"
        + " time";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, LENGTHS, SEEDS);
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, new int[] {16, 32, 64}, 2);
  }

  /**
   * @param lengths of the signals whose products are compared
   * @param seeds on how many draws the learning is tried
   */
  Findings run(Seed seed, int[] lengths, int seeds) {
    Matrix w = Matrix.row(WEIGHTS).to(DType.FLOAT32);
    race(w, lengths[0], seed); // the first one pays for what the JVM compiles
    Race[] races =
        Arrays.stream(lengths).mapToObj(n -> race(w, n, seed.at(n))).toArray(Race[]::new);
    Race longest = races[races.length - 1];
    double difference = Arrays.stream(races).mapToDouble(Race::difference).max().orElseThrow();
    double[] n = of(races, Race::n);
    double convolution = LogLog.slope(n, of(races, Race::convolution));
    double product = LogLog.slope(n, of(races, Race::product));
    TiedWeights.Curves curves = TiedWeights.learn(seed.at("learn"), seeds);
    return Findings.builder()
        .say(
            "A filter of %d weights that moves along a signal and a product with a banded matrix"
                + " give the same numbers: they differ by at most %.0e in float32.",
            K, difference)
        .say(
            "For %,d numbers the filter has %d weights where a full matrix has %,d. Of the banded"
                + " matrix only %.2f %% is not zero, and that is the same %d weights in every row.",
            longest.n(), K, longest.weights(), 100 * longest.share(), K)
        .say(
            "The time of the convolution grows as n to the %.2f and that of the full product as n"
                + " to the %.2f; for %,d numbers the convolution is %.0f times as fast here.",
            convolution, product, longest.n(), longest.product() / longest.convolution())
        .say(
            "It learns from less, too: for signals of %d numbers made by a hidden filter, gradient"
                + " descent on the filter ends with a relative error of %.1g after a single"
                + " example, while a full matrix still has %.2f after %d examples and %.1g after"
                + " %d (medians of %d seeds).",
            TiedWeights.N,
            curves.filter()[0],
            curves.matrix()[curves.at(16)],
            16,
            curves.matrix()[curves.at(128)],
            128,
            seeds)
        .number("difference", difference)
        .number("filter-weights", K)
        .number("matrix-weights", longest.weights())
        .number("share-not-zero", longest.share())
        .number("filter-time-slope", convolution)
        .number("matrix-time-slope", product)
        .number("filter-error-1", curves.filter()[0])
        .number("matrix-error-16", curves.matrix()[curves.at(16)])
        .number("matrix-error-128", curves.matrix()[curves.at(128)])
        .figure(
            "band",
            band(w, seed.at("image")),
            "Left, the matrix of the filter on 16 numbers: each row holds the same weights, one"
                + " place further on. Right, that of a 3×3 filter on an image of 6×6 pixels: bands"
                + " of bands, a row of the image apart.")
        .figure(
            "time",
            Chart.of("Time of a product with " + BATCH + " signals", "numbers n in a signal", "ms")
                .logX()
                .logY()
                .line("full matrix", n, of(races, Race::product))
                .points("full matrix", n, of(races, Race::product))
                .line("filter", n, of(races, Race::convolution))
                .points("filter", n, of(races, Race::convolution))
                .figure(),
            "Both axes are logarithmic, so that a power of n is a straight line: twice as long a"
                + " signal costs the filter twice the time, and the matrix four times.")
        .figure(
            "weights",
            Chart.of("Weights to learn", "numbers n in a signal", "weights")
                .logX()
                .logY()
                .line("full matrix", n, of(races, Race::weights))
                .points("full matrix", n, of(races, Race::weights))
                .line("filter", n, of(races, race -> K))
                .points("filter", n, of(races, race -> K))
                .figure(),
            "A filter has as many weights for a long signal as for a short one.")
        .figure(
            "examples",
            curves.figure(),
            "Error on new signals after learning from few. A full matrix knows nothing of the"
                + " directions that no example has shown, so it needs about as many examples as a"
                + " signal has numbers. Bands: the least and the greatest of the seeds.")
        .table(table(races))
        .build();
  }

  /**
   * The same product in both ways.
   *
   * @param difference the greatest between two results
   * @param convolution milliseconds
   * @param product milliseconds
   */
  private record Race(int n, double difference, double convolution, double product) {
    /** Of a full matrix: n·(n − k + 1). */
    long weights() {
      return (long) n * (n - K + 1);
    }

    /** How much of the matrix is in the band. */
    double share() {
      return (double) K / n;
    }
  }

  private static Race race(Matrix w, int n, Seed seed) {
    Matrix x = Matrix.normal(DType.FLOAT32, BATCH, n, 1, seed.draws());
    Filter1d filter = new Filter1d(w);
    Matrix bT = filter.banded(n).transposed();
    double difference = filter.forward(x).distance(x.times(bT)); // y = x·Bᵀ
    double convolution = milliseconds(() -> filter.forward(x));
    double product = milliseconds(() -> x.times(bT));
    return new Race(n, difference, convolution, product);
  }

  /** The shortest of several runs: what else the machine does only adds to it. */
  private static double milliseconds(Runnable body) {
    double least = Double.POSITIVE_INFINITY;
    long begin = System.nanoTime();
    for (int run = 0; run < 5 || (run < 2_000 && System.nanoTime() - begin < 100e6); run++) {
      long start = System.nanoTime();
      body.run();
      least = Math.min(least, (System.nanoTime() - start) / 1e6);
    }
    return least;
  }

  private static Figure band(Matrix w, Seed seed) {
    Draws draws = seed.draws();
    Matrix w2 = Matrix.normal(DType.FLOAT64, 1, 9, 1, draws);
    Conv2d image = new Conv2d(1, 6, 6, 3, w2, Matrix.row(0));
    // A linear map is its own derivative: the Jacobian is the matrix.
    Matrix blocks = image.jacobians(Matrix.row(new double[36])).input();
    return Panels.of(
        "What a filter is as a matrix",
        2,
        HeatMap.of("5 weights on a signal", "input", "output", new Filter1d(w).banded(16).toArray())
            .diverging()
            .valueLabel("weight")
            .figure(),
        HeatMap.of("3×3 weights on an image", "pixel of the input", "output", blocks.toArray())
            .diverging()
            .valueLabel("weight")
            .figure());
  }

  private static Table table(Race[] races) {
    Table table =
        Table.of(
            "The filter against the full matrix",
            "n",
            "weights of the filter",
            "of the matrix",
            "time of the filter",
            "of the matrix");
    for (Race race : races) {
      table =
          table.row(
              String.format(Locale.ROOT, "%,d", race.n()),
              Integer.toString(K),
              String.format(Locale.ROOT, "%,d", race.weights()),
              String.format(Locale.ROOT, "%.4f ms", race.convolution()),
              String.format(Locale.ROOT, "%.4f ms", race.product()));
    }
    return table;
  }

  private static double[] of(Race[] races, ToDoubleFunction<Race> what) {
    return Arrays.stream(races).mapToDouble(what).toArray();
  }
}
