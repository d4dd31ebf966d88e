package org.atled.lectures.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.data.Digits;
import org.atled.data.Split;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.inspect.Activations;
import org.atled.nn.inspect.Summary;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;
import org.atled.nn.optim.Adam;
import org.atled.plot.Chart;
import org.atled.plot.ConfusionMatrix;
import org.atled.plot.Figure;
import org.atled.plot.ImageGrid;
import org.atled.train.architecture.LeNet5;

/**
 * LeNet-5 (LeCun, Bottou, Bengio and Haffner, "Gradient-based learning applied to document
 * recognition", 1998), as it is built today, trained for a few seconds on digits: its first
 * filters, what it makes of a digit, what it takes for what, and how many weights a network of
 * dense layers needs to do as well.
 */
public final class LeNet implements Experiment {
  private static final int SIDE = 28;
  private static final int CLASSES = 10;
  private static final int BATCH = 50;
  private static final double LEARNING_RATE = 2e-3;

  /** Where the layers stand whose maps are shown: after ReLU. */
  private static final String FIRST = "1";

  private static final String SECOND = "4";

  /**
   * How much is done.
   *
   * @param train digits to learn from
   * @param test digits to measure on
   * @param widths of the hidden layer of the dense networks, in order
   */
  record Size(int train, int test, int steps, int seeds, int... widths) {}

  @Override
  public String name() {
    return "lenet";
  }

  @Override
  public String title() {
    return "LeNet-5 on digits: filters, feature maps, mistakes, and its size against dense layers";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, new Size(2_000, 600, 120, 3, 16, 64, 256));
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, new Size(600, 200, 60, 1, 16, 64));
  }

  /** Digits of one seed, as images. */
  private record Data(Tensor x, Tensor y, Tensor testX, Tensor testY) {
    static Data of(Size size, Seed seed) {
      Split split = Digits.generate(seed, size.train(), size.test());
      Labelled train = Labelled.of(split.train(), size.train());
      Labelled test = Labelled.of(split.test(), size.test());
      return new Data(
          train.x().reshape(-1, 1, SIDE, SIDE),
          train.labels(),
          test.x().reshape(-1, 1, SIDE, SIDE),
          test.labels());
    }

    Data flat() {
      return new Data(x.flatten(1), y, testX.flatten(1), testY);
    }

    /** Trains, and gives the classes found for the digits to measure on. */
    long[] found(Layer model, int steps, Seed seed) {
      new BatchTraining(model, Adam.withLearningRate(LEARNING_RATE), x, y, BATCH)
          .course(steps, seed);
      return Autograd.noGrad(() -> model.apply(testX).argmax(1)).toLongs();
    }

    double accuracy(long[] found) {
      long[] right = testY.toLongs();
      return (double) IntStream.range(0, right.length).filter(i -> found[i] == right[i]).count()
          / right.length;
    }
  }

  Findings run(Seed seed, Size size) {
    Sequential leNet = new LeNet5().build(Shape.of(1, SIDE, SIDE), CLASSES);
    double[] accuracies = new double[size.seeds()];
    double[][] dense = new double[size.seeds()][size.widths().length];
    long[][] counts = new long[CLASSES][CLASSES];
    for (int s = size.seeds() - 1; s >= 0; s--) { // the first seed last: its weights are shown
      Data data = Data.of(size, seed.at("digits").at(s));
      Seed weights = seed.at("weights").at(s);
      for (int w = 0; w < size.widths().length; w++) {
        Data flat = data.flat();
        dense[s][w] = flat.accuracy(flat.found(mlp(size.widths()[w]), size.steps(), weights));
      }
      long[] found = data.found(leNet, size.steps(), weights);
      accuracies[s] = data.accuracy(found);
      long[] right = data.testY().toLongs();
      IntStream.range(0, found.length).forEach(i -> counts[(int) right[i]][(int) found[i]]++);
    }
    Findings.Builder findings = Findings.builder();
    compare(leNet, size, accuracies, dense, findings);
    layers(leNet, findings);
    Data shown = Data.of(size, seed.at("digits").at(0));
    return findings
        .figure(
            "filters",
            filters(leNet),
            "The six filters of the first layer, trained: orange weighs ink up, blue weighs it"
                + " down.")
        .figure(
            "maps",
            maps(leNet, shown.testX().slice(0, 0, 1)),
            "A digit, what the six filters find of it, and what the sixteen of the second layer"
                + " find in these, each drawn in its own scale; what is grey all over found"
                + " nothing.")
        .figure(
            "confusion",
            ConfusionMatrix.of(
                "What LeNet-5 takes for what",
                IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList(),
                counts),
            "New digits of %d seeds.".formatted(size.seeds()))
        .say("%s", mistakes(counts))
        .build();
  }

  private static Sequential mlp(int width) {
    return Sequential.of(new Linear(SIDE * SIDE, width), new ReLU(), new Linear(width, CLASSES));
  }

  private static long parameters(Layer model) {
    return model.state().parameterCount();
  }

  private static void compare(
      Layer leNet, Size size, double[] accuracies, double[][] dense, Findings.Builder findings) {
    double accuracy = Spread.median(accuracies);
    double[] others = Spread.medians(dense);
    double[] weights =
        IntStream.of(size.widths()).mapToDouble(width -> parameters(mlp(width))).toArray();
    long own = parameters(leNet);
    int enough =
        IntStream.range(0, others.length).filter(w -> others[w] >= accuracy).findFirst().orElse(-1);
    int last = others.length - 1;
    int smaller = (int) Arrays.stream(weights).filter(count -> count <= own).count() - 1;
    findings
        .say(
            "After %d steps on %,d digits LeNet-5, with %,d parameters, reads %s of new ones right"
                + " (medians of %d seeds).",
            size.steps(), size.train(), own, percent(accuracy), size.seeds())
        .say(
            "%s",
            enough < 0
                ? String.format(
                    Locale.ROOT,
                    "No dense network of one hidden layer came as far in as many steps: the one of"
                        + " %d units, with %,.0f parameters, reads %s right.",
                    size.widths()[last],
                    weights[last],
                    percent(others[last]))
                : String.format(
                    Locale.ROOT,
                    "Of the dense networks of one hidden layer that were tried the first to read as"
                        + " many has %d units and %,.0f parameters, %.1f times as many.",
                    size.widths()[enough],
                    weights[enough],
                    weights[enough] / own))
        .say(
            "%s",
            smaller < 0
                ? "All dense networks that were tried are larger than LeNet-5."
                : String.format(
                    Locale.ROOT,
                    "The largest of those tried that is not larger than LeNet-5, of %d units and"
                        + " %,.0f parameters, reads %s right.",
                    size.widths()[smaller],
                    weights[smaller],
                    percent(others[smaller])))
        .number("accuracy", accuracy)
        .number("parameters", own)
        .number("dense-accuracy-at-most-as-large", smaller < 0 ? Double.NaN : others[smaller])
        .number("dense-accuracy-best", Arrays.stream(others).max().orElseThrow())
        .figure(
            "size",
            Chart.of("Accuracy and size", "parameters", "accuracy on new digits")
                .logX()
                .band("dense", weights, Spread.least(dense), Spread.greatest(dense))
                .line("dense", weights, others)
                .points("dense", weights, others)
                .points("LeNet-5", new double[] {own}, new double[] {accuracy})
                .figure(),
            "Dense networks of one hidden layer, of %d to %d units. The line is the median and the"
                    .formatted(size.widths()[0], size.widths()[last])
                + " band all of the seeds.");
  }

  /** Where the weights are, and where the work is. */
  private static void layers(Layer leNet, Findings.Builder findings) {
    Table table = Table.of("LeNet-5", "layer", "gives", "parameters", "multiply-adds for a digit");
    long inConvolutions = 0;
    long weights = 0;
    long convolved = 0;
    long work = 0;
    for (Summary.Row row : Summary.of(leNet, Shape.of(1, SIDE, SIDE)).rows()) {
      Shape out = row.outputs().getFirst();
      boolean isConvolution = row.layer().startsWith("Conv");
      long channels = out.size(1);
      long places = out.elements() / channels;
      long adds = row.trainable() == 0 ? 0 : (row.trainable() - channels) * places; // less the bias
      weights += row.trainable();
      work += adds;
      inConvolutions += isConvolution ? row.trainable() : 0;
      convolved += isConvolution ? adds : 0;
      table =
          table.row(
              row.layer(),
              out.slice(1, out.rank()).toString(),
              String.format(Locale.ROOT, "%,d", row.trainable()),
              String.format(Locale.ROOT, "%,d", adds));
    }
    findings
        .say(
            "Its two convolutions hold %s of the parameters and do %s of the %,d multiply-adds for"
                + " a digit: each weight is used at many places, in a dense layer at one.",
            percent((double) inConvolutions / weights), percent((double) convolved / work), work)
        .number("share-of-parameters-in-convolutions", (double) inConvolutions / weights)
        .number("share-of-work-in-convolutions", (double) convolved / work)
        .number("multiply-adds", work)
        .table(table);
  }

  private static String mistakes(long[][] counts) {
    int right = 0;
    int wrong = 1;
    long most = -1;
    long all = 0;
    for (int i = 0; i < CLASSES; i++) {
      for (int j = 0; j < CLASSES; j++) {
        if (i != j) {
          all += counts[i][j];
          if (counts[i][j] > most) {
            most = counts[i][j];
            right = i;
            wrong = j;
          }
        }
      }
    }
    return String.format(
        Locale.ROOT,
        "Of its %d mistakes the most frequent is to read %d as %d, %d times.",
        all,
        right,
        wrong,
        most);
  }

  private static Figure filters(Sequential leNet) {
    Tensor w = leNet.parameters().getFirst().value(); // [6, 1, 5, 5]
    ImageGrid grid = ImageGrid.of("The first filters", 6);
    for (int f = 0; f < w.shape().size(0); f++) {
      grid = grid.signed(image(w.get(f).get(0)), "filter " + (f + 1));
    }
    return grid.figure();
  }

  private static Figure maps(Sequential leNet, Tensor digit) {
    Activations seen = new Activations();
    Tensor logits = Autograd.noGrad(() -> leNet.apply(digit, Mode.evaluation().observedBy(seen)));
    long found = logits.argmax(1).toLongs()[0];
    ImageGrid grid =
        ImageGrid.of("What it makes of a digit", 6)
            .image(image(digit.get(0).get(0)), "found: a " + found);
    for (String path : List.of(FIRST, SECOND)) {
      Tensor maps = seen.of(path).get(0);
      for (int c = 0; c < maps.shape().size(0); c++) {
        grid =
            grid.image(image(maps.get(c)), (path.equals(FIRST) ? "first " : "second ") + (c + 1));
      }
    }
    return grid.figure();
  }

  private static double[][] image(Tensor plane) {
    return (double[][]) plane.to(DType.FLOAT64).toArray();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
