package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.data.Digits;
import org.atled.data.Split;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.nn.Layer;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.Optimizer;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.plot.ImageGrid;

/**
 * Small changes that make a network err: x + ε·sign(∂L/∂x), each pixel moved by the same little in
 * the direction that the loss rises in (Goodfellow, Shlens and Szegedy, "Explaining and harnessing
 * adversarial examples", 2015). To first order the loss rises by ε·‖∂L/∂x‖₁, a sum over all pixels,
 * where the same change with signs at random leads nowhere. A network that learns from such images
 * as well withstands them better.
 */
public final class Adversarial implements Experiment {
  private static final int SIDE = 28;
  private static final int CLASSES = 10;
  private static final int BATCH = 64;
  private static final double RATE = 1e-3;

  /** ε, of pixels from 0, paper, to 1, ink. */
  private static final double[] CHANGES = {0, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3};

  /** The ε that is learned against, and that sentences speak of. */
  private static final double LEARNED = 0.1;

  /** How much is done. */
  record Size(int train, int test, int epochs, int seeds) {}

  /**
   * Accuracies by ε, with one seed.
   *
   * @param signs by the network's own gradient
   * @param random by signs at random
   * @param stranger by the gradient of another network, of other first weights
   * @param hardened of the network that learned from changed images, by its own gradient
   */
  private record Found(double[] signs, double[] random, double[] stranger, double[] hardened) {}

  @Override
  public String name() {
    return "adversarial";
  }

  @Override
  public String title() {
    return "Adversarial examples: a little of every pixel, along the sign of the gradient";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, new Size(6_000, 1_000, 5, 3));
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, new Size(1_500, 400, 4, 1));
  }

  Findings run(Seed seed, Size size) {
    List<Found> all = new ArrayList<>();
    ImageGrid grid = ImageGrid.of("The same digits to a person, others to the network", 3);
    for (int s = 0; s < size.seeds(); s++) {
      Seed own = seed.at(s);
      Split digits = Digits.generate(own.at("digits"), size.train(), size.test());
      Labelled train = Labelled.of(digits.train(), size.train());
      Labelled test = Labelled.of(digits.test(), size.test());
      Layer usual = learned(train, size.epochs(), 0, own);
      Layer other = learned(train, size.epochs(), 0, own.at("other"));
      Layer hardened = learned(train, size.epochs(), LEARNED, own);
      all.add(found(usual, other, hardened, test, own.at("noise")));
      if (s == 0) {
        grid = shown(grid, usual, test);
      }
    }
    return findings(all, grid);
  }

  /** A network; with ε above 0 half of its loss is on images that are changed against it. */
  private static Layer learned(Labelled examples, int epochs, double epsilon, Seed seed) {
    Layer model = FeatureNetwork.fresh(SIDE * SIDE, CLASSES, seed);
    List<Parameter> parameters = model.parameters();
    Optimizer optimizer = Adam.withLearningRate(RATE).over(parameters);
    Compiled step =
        Compiled.of(in -> {
          Tensor x = in.get(0);
          Tensor y = in.get(1);
          Tensor loss = loss(model, x, y);
          if (epsilon > 0) {
            loss = loss.add(loss(model, against(model, x, y, epsilon), y)).div(2.0);
          }
          optimizer.step(Autograd.gradients(loss, parameters));
          return List.of(loss);
        });
    int batches = examples.size() / BATCH;
    for (int epoch = 0; epoch < epochs; epoch++) {
      int[] order = seed.at("order").at(epoch).draws().permutation(examples.size());
      for (int b = 0; b < batches; b++) {
        long[] rows =
            IntStream.of(order).skip((long) b * BATCH).limit(BATCH).asLongStream().toArray();
        Tensor index = Tensor.of(rows);
        step.run(examples.x().rows(index), examples.labels().rows(index));
      }
    }
    return model;
  }

  private static Tensor loss(Layer network, Tensor x, Tensor y) {
    return new CrossEntropyLoss().of(network.apply(x), y);
  }

  /** x + ε·sign(∂L/∂x), as an image. */
  private static Tensor against(Layer network, Tensor x, Tensor y, double epsilon) {
    Tensor asked = x.detach().requiresGrad();
    Tensor gradient = Autograd.gradients(loss(network, asked, y), asked).of(asked);
    return x.add(gradient.sign().mul(epsilon)).clip(0.0, 1.0).detach();
  }

  private static Found found(Layer usual, Layer other, Layer hardened, Labelled test, Seed seed) {
    Tensor x = test.x();
    Tensor y = test.labels();
    Tensor signs = Sample.normal(seed, x.type()).sign();
    double[][] found = new double[4][CHANGES.length];
    for (int i = 0; i < CHANGES.length; i++) {
      double by = CHANGES[i];
      found[0][i] = accuracy(usual, against(usual, x, y, by), y);
      found[1][i] = accuracy(usual, x.add(signs.mul(by)).clip(0.0, 1.0), y);
      found[2][i] = accuracy(usual, against(other, x, y, by), y);
      found[3][i] = accuracy(hardened, against(hardened, x, y, by), y);
    }
    return new Found(found[0], found[1], found[2], found[3]);
  }

  private static double accuracy(Layer network, Tensor x, Tensor y) {
    return Autograd.noGrad(() -> network.apply(x).argmax(1).eq(y).to(x.dtype()).mean().item());
  }

  /** Some that were read right before, and are not after: the image, the change, the sum. */
  private static ImageGrid shown(ImageGrid grid, Layer network, Labelled test) {
    Tensor x = test.x();
    Tensor changed = against(network, x, test.labels(), LEARNED);
    Tensor before = Autograd.noGrad(() -> network.apply(x).softmax(1));
    Tensor after = Autograd.noGrad(() -> network.apply(changed).softmax(1));
    long[] first = before.argmax(1).toLongs();
    long[] then = after.argmax(1).toLongs();
    Labelled images = new Labelled(changed, test.y());
    Labelled changes = new Labelled(changed.sub(x), test.y());
    ImageGrid more = grid;
    int shown = 0;
    for (int i = 0; i < test.size() && shown < 3; i++) {
      if (first[i] == test.y()[i] && then[i] != test.y()[i]) {
        shown++;
        more =
            more.image(test.image(i), said(first[i], before, i))
                .signed(changes.image(i), "the change, at most " + LEARNED)
                .image(images.image(i), said(then[i], after, i));
      }
    }
    return shown == 0 ? more.image(test.image(0), "none was found") : more;
  }

  private static String said(long label, Tensor probabilities, int row) {
    return text("%d, P = %.2f", label, probabilities.get(row).get((int) label).item());
  }

  private static Findings findings(List<Found> all, ImageGrid grid) {
    double[] signs = Spread.medians(rows(all, Found::signs));
    double[] random = Spread.medians(rows(all, Found::random));
    double[] stranger = Spread.medians(rows(all, Found::stranger));
    double[] hardened = Spread.medians(rows(all, Found::hardened));
    int at = Arrays.binarySearch(CHANGES, LEARNED);
    Table table =
        Table.of(
            "Accuracy on new digits, medians of " + all.size() + " seeds",
            "ε",
            "sign of its gradient",
            "signs at random",
            "another network's gradient",
            "after learning from such");
    for (int i = 0; i < CHANGES.length; i++) {
      table =
          table.row(
              text("%.3f", CHANGES[i]),
              percent(signs[i]),
              percent(random[i]),
              percent(stranger[i]),
              percent(hardened[i]));
    }
    return Findings.builder()
        .say(
            "Changed by %.1f in each pixel, the most, along the sign of the gradient of its loss, a"
                + " network that reads %.1f %% of new digits reads %.1f %%; changed as much with"
                + " signs at random it reads %.1f %%.",
            LEARNED, 100 * signs[0], 100 * signs[at], 100 * random[at])
        .say(
            "What was made against one network works against another of the same kind with other"
                + " first weights, too: %.1f %% are read then.",
            100 * stranger[at])
        .say(
            "A network that learned from such images as well reads %.1f %% of them, made against"
                + " itself, and %.1f %% of images as they are.",
            100 * hardened[at], 100 * hardened[0])
        .number("clean", signs[0])
        .number("against", signs[at])
        .number("random", random[at])
        .number("stranger", stranger[at])
        .number("hardened", hardened[at])
        .number("hardened-clean", hardened[0])
        .table(table)
        .figure(
            "examples",
            grid.figure(),
            "Left the digit and what the network says of it, in the middle what is added, orange"
                + " ink and blue light, and right the sum.")
        .figure(
            "accuracy",
            chart(all),
            "Lines are medians and bands all of the seeds; a tenth is what guessing gives.")
        .build();
  }

  private static double[][] rows(List<Found> all, Function<Found, double[]> which) {
    return all.stream().map(which).toArray(double[][]::new);
  }

  private static Figure chart(List<Found> all) {
    Chart chart =
        Chart.of("Accuracy under small changes", "ε, change of each pixel", "accuracy")
            .yRange(0, 1.02)
            .size(560, 340);
    chart = line(chart, "signs at random", rows(all, Found::random));
    chart = line(chart, "another network's gradient", rows(all, Found::stranger));
    chart = line(chart, "its own gradient", rows(all, Found::signs));
    chart = line(chart, "its own, after learning from such", rows(all, Found::hardened));
    return chart.horizontal("guessing", 1.0 / CLASSES).figure();
  }

  private static Chart line(Chart chart, String name, double[][] curves) {
    return chart
        .band(name, CHANGES, Spread.least(curves), Spread.greatest(curves))
        .line(name, CHANGES, Spread.medians(curves))
        .points(name, CHANGES, Spread.medians(curves));
  }

  private static String percent(double share) {
    return text("%.1f %%", 100 * share);
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
