package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.data.Digits;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.init.Initializer;
import org.atled.nn.layer.AdaptiveAvgPool2d;
import org.atled.nn.layer.AvgPool2d;
import org.atled.nn.layer.BasicBlock;
import org.atled.nn.layer.BatchNorm2d;
import org.atled.nn.layer.Conv2d;
import org.atled.nn.layer.Flatten;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.Adam;
import org.atled.plot.Chart;
import org.atled.plot.Figure;

/**
 * Convolutional networks on digits as they get deeper, plain and residual (He, Zhang, Ren and Sun,
 * "Deep residual learning for image recognition", 2016): how much of the gradient arrives at the
 * first layer before the first step, and how far training comes. {@link ResidualDepth} has the same
 * of points in the plane.
 */
public final class ResidualImages implements Experiment {
  private static final int CHANNELS = 8;
  private static final int CLASSES = 10;
  private static final int EXAMPLES = 600;
  private static final int BATCH = 20;
  private static final double LEARNING_RATE = 3e-3;

  /** A gradient that changes by more is said to vanish or to explode. */
  private static final double FACTOR = 10;

  /**
   * How much is done.
   *
   * @param blocks of two convolutions in the networks whose gradients are looked at, in order
   * @param trained how many blocks those have that are trained
   */
  record Size(int seeds, int steps, int[] blocks, int[] trained) {}

  private enum Kind {
    USUAL("plain, usual weights"),
    HE("plain, He's weights"),
    NORMED("plain, batch norm"),
    RESIDUAL("residual, batch norm");

    private final String label;

    Kind(String label) {
      this.label = label;
    }

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }

    private void convolution(int in, int stride, List<Layer> layers) {
      Conv2d.Config config =
          Conv2d.Config.of(in, CHANNELS, 3).withStride(stride).withPadding(1).withoutBias();
      Initializer he = Initializer.heNormal(Math.sqrt(2));
      layers.add(new Conv2d(this == HE ? config.initializedBy(he) : config));
      if (this == NORMED || this == RESIDUAL) {
        layers.add(new BatchNorm2d(CHANNELS));
      }
      layers.add(new ReLU());
    }

    /** Of images [n, 1, 28, 28], at 7×7 from the first convolution on. */
    Sequential network(int blocks) {
      List<Layer> layers = new ArrayList<>();
      layers.add(new AvgPool2d(2));
      convolution(1, 2, layers);
      for (int block = 0; block < blocks; block++) {
        if (this == RESIDUAL) {
          layers.add(new BasicBlock(new BasicBlock.Config(CHANNELS, CHANNELS, 1)));
        } else {
          convolution(CHANNELS, 1, layers);
          convolution(CHANNELS, 1, layers);
        }
      }
      layers.add(new AdaptiveAvgPool2d(1));
      layers.add(new Flatten());
      layers.add(new Linear(CHANNELS, CLASSES));
      return Sequential.of(layers);
    }
  }

  @Override
  public String name() {
    return "residual-images";
  }

  @Override
  public String title() {
    return "Plain and residual convolutional networks on digits as they get deeper";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, new Size(3, 60, new int[] {1, 2, 4, 8, 16}, new int[] {1, 3, 9}));
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, new Size(1, 40, new int[] {1, 16}, new int[] {8}));
  }

  Findings run(Seed seed, Size size) {
    Labelled digits =
        Labelled.of(Digits.generate(seed.at("digits"), EXAMPLES, 1).train(), EXAMPLES);
    Tensor x = digits.x().reshape(-1, 1, 28, 28);
    Findings.Builder findings = Findings.builder();
    train(x, digits.labels(), size, seed.at("train"), findings);
    gradients(x, digits.labels(), size, seed.at("gradients"), findings);
    return findings.build();
  }

  /** Layers with weights. */
  private static double[] depths(int[] blocks) {
    return Arrays.stream(blocks).mapToDouble(b -> 2 * b + 2).toArray();
  }

  private static void gradients(
      Tensor x, Tensor y, Size size, Seed seed, Findings.Builder findings) {
    double[] depths = depths(size.blocks());
    Tensor few = x.slice(0, 0, BATCH);
    Tensor classes = y.slice(0, 0, BATCH);
    double[][] medians = new double[Kind.values().length][];
    Chart chart =
        Chart.of(
                "The gradient at the first layer, before the first step",
                "layers with weights",
                "‖∂L/∂W‖")
            .logX()
            .logY();
    for (Kind kind : Kind.values()) {
      double[][] norms = new double[size.seeds()][depths.length];
      for (int d = 0; d < depths.length; d++) {
        Sequential network = kind.network(size.blocks()[d]);
        for (int s = 0; s < size.seeds(); s++) {
          network.initialize(seed.at(s));
          norms[s][d] = firstGradient(network, few, classes);
        }
      }
      double[] median = Spread.medians(norms);
      medians[kind.ordinal()] = median;
      findings
          .number(kind.key() + "-gradient-first", median[0])
          .number(kind.key() + "-gradient-last", median[depths.length - 1]);
      chart =
          chart
              .band(kind.label, depths, Spread.least(norms), Spread.greatest(norms))
              .line(kind.label, depths, median)
              .points(kind.label, depths, median);
    }
    int last = depths.length - 1;
    findings
        .say(
            "Before the first step, from %.0f layers to %.0f, the gradient at the first layer of a"
                + " plain network with usual weights goes from %.1g to %.1g: it %s. With He's"
                + " weights it goes from %.2f to %.2g: it %s.",
            depths[0],
            depths[last],
            medians[0][0],
            medians[0][last],
            whatBecomes(medians[0][0], medians[0][last]),
            medians[1][0],
            medians[1][last],
            whatBecomes(medians[1][0], medians[1][last]))
        .say(
            "With batch norm and without a path around it goes from %.2f to %.3g: it %s%s. With"
                + " a path around each two layers it goes from %.2f to %.2g: it %s.",
            medians[2][0],
            medians[2][last],
            whatBecomes(medians[2][0], medians[2][last]),
            medians[2][last] > FACTOR * medians[2][0]
                ? " (Yang et al., \"A mean field theory of batch normalization\", 2019, say why)"
                : "",
            medians[3][0],
            medians[3][last],
            whatBecomes(medians[3][0], medians[3][last]))
        .figure(
            "gradient",
            chart.figure(),
            "Both axes are logarithmic. Lines are medians and bands all of the seeds.");
  }

  /** In a word, what a gradient does as networks get deeper. */
  static String whatBecomes(double first, double last) {
    if (last < first / FACTOR) {
      return "vanishes";
    }
    return last > FACTOR * first ? "explodes" : "stays within a factor of ten";
  }

  /** ‖∂L/∂W‖ by the weights of the first convolution. */
  private static double firstGradient(Sequential network, Tensor x, Tensor y) {
    Mode training = Mode.training(Seed.of(0), Slot.of(0L)); // nothing here draws
    Tensor loss = new CrossEntropyLoss().of(network.apply(x, training), y);
    Parameter first = network.parameters().getFirst();
    double[] g = Autograd.gradients(loss, List.of(first)).of(first).toDoubles();
    return Math.sqrt(Arrays.stream(g).map(v -> v * v).sum()); // float32 squares may be 0
  }

  private static void train(Tensor x, Tensor y, Size size, Seed seed, Findings.Builder findings) {
    double[] depths = depths(size.trained());
    List<Kind> kinds = List.of(Kind.NORMED, Kind.RESIDUAL);
    double[][] medians = new double[kinds.size()][];
    double[][][] all = new double[kinds.size()][][];
    double[][][] deepest = new double[kinds.size()][size.seeds()][];
    Chart chart =
        Chart.of(
                "Training loss after " + size.steps() + " steps",
                "layers with weights",
                "training loss")
            .logX();
    for (int k = 0; k < kinds.size(); k++) {
      Kind kind = kinds.get(k);
      double[][] ends = new double[size.seeds()][depths.length];
      for (int d = 0; d < depths.length; d++) {
        Layer network = kind.network(size.trained()[d]);
        BatchTraining training =
            new BatchTraining(network, Adam.withLearningRate(LEARNING_RATE), x, y, BATCH);
        for (int s = 0; s < size.seeds(); s++) {
          double[] course = training.course(size.steps(), seed.at(s));
          ends[s][d] = BatchTraining.end(course);
          deepest[k][s] = course; // of the last depth in the end
        }
      }
      medians[k] = Spread.medians(ends);
      all[k] = ends;
      chart =
          chart
              .band(kind.label, depths, Spread.least(ends), Spread.greatest(ends))
              .line(kind.label, depths, medians[k])
              .points(kind.label, depths, medians[k]);
    }
    Table table =
        Table.of(
            "Training loss after " + size.steps() + " steps, medians of " + size.seeds() + " seeds",
            "layers with weights",
            kinds.get(0).label,
            kinds.get(1).label);
    for (int d = 0; d < depths.length; d++) {
      String layers = String.format(Locale.ROOT, "%.0f", depths[d]);
      table = table.row(layers, text(medians[0][d]), text(medians[1][d]));
      for (int k = 0; k < kinds.size(); k++) {
        findings.number(kinds.get(k).key() + "-loss-" + layers, medians[k][d]);
      }
    }
    int last = depths.length - 1;
    int best = 0;
    for (int d = 1; d <= last; d++) {
      best = medians[0][d] < medians[0][best] ? d : best;
    }
    findings
        .say(
            "A plain network with batch norm ends at a training loss of %.2f with %.0f layers, its"
                + " best, and at %.2f with %.0f; a residual one at %.2f and at %.2f (%d steps,"
                + " medians of %d seeds; guessing gives ln 10 = 2.30).",
            medians[0][best],
            depths[best],
            medians[0][last],
            depths[last],
            medians[1][best],
            medians[1][last],
            size.steps(),
            size.seeds())
        .say(
            "%s",
            best == last
                ? "Here more layers did not harm the plain network."
                : judged(
                    Spread.greatest(all[0])[best],
                    Spread.least(all[0])[last],
                    Spread.greatest(all[1])[last],
                    size))
        .table(table)
        .figure("loss-by-depth", chart.figure(), "Lines are medians and bands all of the seeds.")
        .figure(
            "loss-by-step",
            bySteps(kinds, deepest, depths[last]),
            "The deepest networks as they learn, the mean of the last five batches.");
  }

  /**
   * What may be said of the deepest plain network.
   *
   * @param best the highest loss of all seeds at the depth where the plain network is best
   * @param plain the lowest of the deepest plain network
   * @param residual the highest of the residual network as deep
   */
  static String judged(double best, double plain, double residual, Size size) {
    String here =
        String.format(
            Locale.ROOT, " in %d steps of Adam at a rate of %s", size.steps(), LEARNING_RATE);
    if (best < plain && residual < plain) {
      return "With every seed the deepest plain network has a higher training loss than its best"
          + " depth and than the residual one with any, so that this is no overfitting:"
          + here
          + " it is harder to train, and batch norm alone does not mend it.";
    }
    return "Of the deepest plain network and "
        + (best < plain ? "the residual one" : "its best depth")
        + " the losses of the seeds overlap"
        + here
        + ", so that nothing is said of which is harder to train.";
  }

  private static Figure bySteps(List<Kind> kinds, double[][][] courses, double layers) {
    String title = String.format(Locale.ROOT, "Networks of %.0f layers", layers);
    Chart chart = Chart.of(title, "step", "training loss");
    for (int k = 0; k < kinds.size(); k++) {
      double[][] smooth =
          Arrays.stream(courses[k]).map(ResidualImages::smooth).toArray(double[][]::new);
      double[] steps = IntStream.range(0, smooth[0].length).asDoubleStream().toArray();
      String name = kinds.get(k).label;
      chart =
          chart
              .band(name, steps, Spread.least(smooth), Spread.greatest(smooth))
              .line(name, steps, Spread.medians(smooth));
    }
    return chart.figure();
  }

  private static double[] smooth(double[] course) {
    return IntStream.range(0, course.length)
        .mapToDouble(i -> Arrays.stream(course, Math.max(0, i - 4), i + 1).average().orElseThrow())
        .toArray();
  }

  private static String text(double loss) {
    return Double.isFinite(loss) ? String.format(Locale.ROOT, "%.2f", loss) : "–";
  }
}
