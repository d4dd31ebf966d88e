package org.atled.lectures.experiment;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.atled.data.Split;
import org.atled.data.Toy;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.nn.Layer;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Sequential;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.Adam;
import org.atled.plot.Chart;
import org.atled.plot.DecisionMap;
import org.atled.plot.Figure;
import org.atled.plot.Panels;

/**
 * Must features be learned? A hidden layer of cosines with random weights that stay as they were
 * drawn, and only the linear layer after it learning, against the same network with all of it
 * learning. The fixed features stand for a Gaussian kernel, which they approach like 1/√D.
 */
public final class RandomFourier implements Experiment {
  private static final int[] COUNTS = {4, 8, 16, 32, 64, 128, 256};
  private static final int SEEDS = 9;
  private static final int STEPS = 600;
  private static final int TRAIN = 300;
  private static final int TEST = 1_000;
  private static final double SIGMA = 0.25;
  private static final double LEARNING_RATE = 0.05;
  private static final int SHOWN = 16;

  /** Points whose pairs are compared by the kernel. */
  private static final int PAIRED = 100;

  /** What a number of features came to, by seed. */
  private record Results(double[][] fixed, double[][] learned, double[][] kernel) {
    static Results empty(int seeds, int counts) {
      return new Results(
          new double[seeds][counts], new double[seeds][counts], new double[seeds][counts]);
    }
  }

  @Override
  public String name() {
    return "random-fourier";
  }

  @Override
  public String title() {
    return "Fixed random cosine features against learned ones";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, SEEDS, STEPS, COUNTS);
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, 3, 300, 8, 32, 128);
  }

  Findings run(Seed seed, int seeds, int steps, int... counts) {
    Results results = Results.empty(seeds, counts.length);
    for (int s = 0; s < seeds; s++) {
      Split spirals = spirals(seed.at(s));
      Plane train = Plane.of(spirals.train());
      Plane test = Plane.of(spirals.test());
      for (int c = 0; c < counts.length; c++) {
        Seed weights = seed.at(s).at("weights").at(counts[c]);
        Layer fixed = trained(train, counts[c], true, steps, weights);
        Layer learned = trained(train, counts[c], false, steps, weights);
        results.fixed[s][c] = test.accuracy(fixed);
        results.learned[s][c] = test.accuracy(learned);
        results.kernel[s][c] = kernelError(test, counts[c], weights);
      }
    }
    return findings(results, counts, maps(seed.at(0), steps, counts[counts.length - 1]));
  }

  private static Split spirals(Seed seed) {
    return new Toy.Spirals(2, 1.25, 0.03).generate(seed.at("spirals"), TRAIN, TEST);
  }

  /** φ, then a softmax regression on it. */
  private static Layer trained(Plane plane, int count, boolean fixed, int steps, Seed seed) {
    CosineFeatures features = new CosineFeatures(2, count, SIGMA);
    Sequential model = Sequential.of(features, new Linear(count, 2));
    model.initialize(seed);
    if (fixed) {
      features.state().freeze();
    }
    Adam adam = Adam.withLearningRate(LEARNING_RATE);
    new FullBatch(model, new CrossEntropyLoss(), adam).steps(steps, plane.x(), plane.y());
    return model;
  }

  /** √ mean (φ(x)·φ(y) − exp(−|x − y|²/2σ²))², over pairs of points. */
  private static double kernelError(Plane plane, int count, Seed seed) {
    CosineFeatures features = new CosineFeatures(2, count, SIGMA);
    features.initialize(seed);
    return Autograd.noGrad(
            () -> {
              Tensor x = plane.part(0, PAIRED).x();
              Tensor phi = features.apply(x);
              Tensor difference = x.unsqueeze(1).sub(x.unsqueeze(0)); // [n, n, 2]
              Tensor kernel = difference.square().sum(2).div(-2 * SIGMA * SIGMA).exp();
              return phi.matmul(phi.mT()).sub(kernel).square().mean().sqrt();
            })
        .item();
  }

  private static Findings findings(Results results, int[] counts, Figure maps) {
    double[] d = Arrays.stream(counts).asDoubleStream().toArray();
    double[] fixed = Spread.medians(results.fixed);
    double[] learned = Spread.medians(results.learned);
    double[] kernel = Spread.medians(results.kernel);
    double slope = LogLog.slope(d, kernel);
    int last = counts.length - 1;
    Findings.Builder findings =
        Findings.builder()
            .say(
                "On two spirals, %d fixed random cosines with a learned linear layer on top find"
                    + " %.1f %% of new points, and %d find %.1f %%: enough features, drawn without"
                    + " looking at the data, will do.",
                counts[0], 100 * fixed[0], counts[last], 100 * fixed[last])
            .say(
                "With the frequencies and phases learned too, %d features find %.1f %% and %d find"
                    + " %.1f %%.",
                counts[0], 100 * learned[0], counts[1], 100 * learned[1])
            .say(
                "To find 95 %% takes %s fixed or %s learned features (medians of %d seeds).",
                enough(counts, fixed), enough(counts, learned), results.fixed.length)
            .say(
                "The fixed features imitate a Gaussian kernel with σ = %.2f: the product of two"
                    + " points' features is off by %.2f with %d of them and by %.3f with %d, a"
                    + " slope of %.2f on logarithmic axes, as 1/√D has -0.5.",
                SIGMA, kernel[0], counts[0], kernel[last], counts[last], slope)
            .number("kernel-slope", slope);
    Table table =
        Table.of("Medians over the seeds", "features", "fixed", "learned", "kernel error");
    for (int c = 0; c < counts.length; c++) {
      findings
          .number("fixed-" + counts[c], fixed[c])
          .number("learned-" + counts[c], learned[c])
          .number("kernel-error-" + counts[c], kernel[c]);
      table =
          table.row(
              Integer.toString(counts[c]),
              String.format(Locale.ROOT, "%.1f %%", 100 * fixed[c]),
              String.format(Locale.ROOT, "%.1f %%", 100 * learned[c]),
              String.format(Locale.ROOT, "%.3f", kernel[c]));
    }
    return findings
        .table(table)
        .figure(
            "accuracy",
            Chart.of("Two spirals: accuracy on new points", "features D", "accuracy")
                .logX()
                .band("fixed", d, Spread.least(results.fixed), Spread.greatest(results.fixed))
                .line("fixed", d, fixed)
                .points("fixed", d, fixed)
                .band("learned", d, Spread.least(results.learned), Spread.greatest(results.learned))
                .line("learned", d, learned)
                .points("learned", d, learned)
                .figure(),
            "Lines are medians, bands go from the worst to the best seed. Learned features need"
                + " fewer units; with enough units it makes no difference.")
        .figure(
            "decisions",
            maps,
            "A few fixed features are waves in whatever directions were drawn. Learning turns and"
                + " shifts them to fit; so do many more of them.")
        .figure(
            "kernel",
            Chart.of("How well fixed features imitate the kernel", "features D", "error")
                .logX()
                .logY()
                .line("root mean square error", d, kernel)
                .points("root mean square error", d, kernel)
                .dashed("1/√D", d, Arrays.stream(d).map(n -> 1 / Math.sqrt(n)).toArray())
                .figure(),
            "φ(x)·φ(y) against exp(−|x − y|²/2σ²) over pairs of points: four times the features,"
                + " half the error.")
        .build();
  }

  /** The least number of features that finds 95 %. */
  private static String enough(int[] counts, double[] accuracy) {
    return IntStream.range(0, counts.length)
        .filter(c -> accuracy[c] >= 0.95)
        .mapToObj(c -> Integer.toString(counts[c]))
        .findFirst()
        .orElse("more than " + counts[counts.length - 1]);
  }

  private static Figure maps(Seed seed, int steps, int many) {
    Plane train = Plane.of(spirals(seed).train());
    Seed few = seed.at("weights").at(SHOWN);
    Seed more = seed.at("weights").at(many);
    return Panels.of(
        "Two spirals",
        3,
        map(SHOWN + " fixed features", train, trained(train, SHOWN, true, steps, few)),
        map(SHOWN + " learned features", train, trained(train, SHOWN, false, steps, few)),
        map(many + " fixed features", train, trained(train, many, true, steps, more)));
  }

  private static Figure map(String title, Plane train, Layer model) {
    return DecisionMap.of(title, train.points(), train.labels(), Plane.classifier(model)).figure();
  }
}
