package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.data.Digits;
import org.atled.data.Split;
import org.atled.explain.GradientAttribution;
import org.atled.explain.IntegratedGradients;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.nn.Layer;
import org.atled.plot.ImageGrid;

/**
 * Whether a picture of what matters tells the truth, where the truth is known. A network learns
 * digits with a mark at the rim that gives the class away, a shortcut (Geirhos et al., "Shortcut
 * learning in deep neural networks", 2020); its twin learns them without. What of an attribution
 * lies on the marks' strip should be much for the one and little for the other. And the picture
 * should be another where the weights are: the sanity check of Adebayo et al., "Sanity checks for
 * saliency maps", 2018.
 */
public final class Saliency implements Experiment {
  private static final int SIDE = 28;

  /** Rows at the top that the marks stand in. */
  private static final int STRIP = 2;

  private static final int CLASSES = 10;
  private static final int WIDE = 2;
  private static final int FIRST = 4;
  private static final int SAMPLES = 16;
  private static final double NOISE = 0.15;

  /**
   * How much is done.
   *
   * @param train digits to learn from
   * @param asked digits that are explained, at most
   */
  record Size(int train, int test, int asked, int epochs, int seeds) {}

  /** A way to say what of an image matters to the score of its class, as [n, side²]. */
  private record Method(String name, String key) {
    Tensor of(Layer network, Labelled images, Seed seed) {
      Tensor y = images.labels();
      UnaryOperator<Tensor> logit = x -> network.apply(x).gather(1, y.unsqueeze(1)).squeeze(1);
      return switch (key) {
        case "gradient" -> GradientAttribution.saliency(logit, images.x());
        case "input" -> GradientAttribution.inputTimesGradient(logit, images.x());
        case "smooth" -> GradientAttribution.smoothGrad(logit, images.x(), SAMPLES, NOISE, seed);
        default -> integrated(network, images);
      };
    }

    private static Tensor integrated(Layer network, Labelled images) {
      Tensor[] parts = new Tensor[images.size()];
      for (int i = 0; i < parts.length; i++) {
        int label = images.y()[i];
        Tensor x = images.x().get(i);
        parts[i] =
            IntegratedGradients.of(batch -> network.apply(batch).select(1, label), x, x.zerosLike())
                .parts();
      }
      return Structure.stack(0, parts);
    }
  }

  private static final List<Method> METHODS =
      List.of(
          new Method("saliency", "gradient"),
          new Method("SmoothGrad", "smooth"),
          new Method("input × gradient", "input"),
          new Method("integrated gradients", "integrated"));

  /**
   * What was found with one seed.
   *
   * @param accuracy with marks and without, of the network that learned with marks, and then of its
   *     twin
   * @param misled how often the first says the class whose mark a digit has, where it is another's
   * @param share of the attributions, by their absolute values, on the strip: by method, of both
   * @param same correlation of the attributions' absolute values with those of a network that has
   *     learned nothing, by method
   */
  private record Found(double[][] accuracy, double misled, double[][] share, double[] same) {}

  @Override
  public String name() {
    return "saliency";
  }

  @Override
  public String title() {
    return "Does a saliency map tell the truth? A planted shortcut, and weights drawn anew";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, new Size(6_000, 1_000, 60, 5, 3));
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, new Size(1_500, 300, 20, 4, 1));
  }

  Findings run(Seed seed, Size size) {
    List<Found> all = new ArrayList<>();
    ImageGrid grid =
        ImageGrid.of("What two networks look at: marks, or digits", METHODS.size() + 1);
    for (int s = 0; s < size.seeds(); s++) {
      Seed own = seed.at(s);
      Split digits = Digits.generate(own.at("digits"), size.train(), size.test());
      Labelled plain = Labelled.of(digits.train(), size.train());
      Labelled test = Labelled.of(digits.test(), size.test());
      FeatureNetwork marked = FeatureNetwork.trained(marked(plain), size.epochs(), own);
      FeatureNetwork honest = FeatureNetwork.trained(plain, size.epochs(), own);
      Labelled asked = marked(test).where(i -> i < size.asked());
      all.add(
          found(
              marked.whole(), honest.whole(), marked.untrained(CLASSES).whole(), test, asked, own));
      if (s == 0) {
        Labelled two = asked.perClass(1).where(i -> i == 2 || i == 7);
        grid = rows(grid, "learned with marks", marked.whole(), two, own);
        grid = rows(grid, "learned without", honest.whole(), two, own);
      }
    }
    return findings(all, grid);
  }

  /** With a bright square at the top, at a place of its own for each class. */
  private static Labelled marked(Labelled images) {
    float[] pixels = images.x().toFloats();
    for (int i = 0; i < images.size(); i++) {
      for (int row = 0; row < STRIP; row++) {
        int from = i * SIDE * SIDE + row * SIDE + FIRST + WIDE * images.y()[i];
        Arrays.fill(pixels, from, from + WIDE, 1);
      }
    }
    return new Labelled(Tensor.of(pixels, images.size(), SIDE * SIDE), images.y());
  }

  private static Found found(
      Layer shortcut, Layer honest, Layer drawn, Labelled test, Labelled asked, Seed seed) {
    double[][] share = new double[METHODS.size()][];
    double[] same = new double[METHODS.size()];
    for (int m = 0; m < share.length; m++) {
      Tensor one = METHODS.get(m).of(shortcut, asked, seed).abs();
      Tensor other = METHODS.get(m).of(honest, asked, seed).abs();
      share[m] = new double[] {share(one), share(other)};
      same[m] = correlation(one, METHODS.get(m).of(drawn, asked, seed).abs());
    }
    Labelled marks = marked(test);
    // What is asked for is the class of the mark, which is not that of the digit.
    int[] others = IntStream.of(test.y()).map(label -> (label + 1) % CLASSES).toArray();
    Labelled misled = marked(new Labelled(test.x(), others));
    return new Found(
        new double[][] {
          {accuracy(shortcut, marks), accuracy(shortcut, test)},
          {accuracy(honest, marks), accuracy(honest, test)}
        },
        accuracy(shortcut, misled),
        share,
        same);
  }

  private static double accuracy(Layer network, Labelled images) {
    long[] found = Autograd.noGrad(() -> network.apply(images.x()).argmax(1)).toLongs();
    return IntStream.range(0, found.length).filter(i -> found[i] == images.y()[i]).count()
        / (double) found.length;
  }

  /** Of the sum over an image what lies on the strip, mean over the images. */
  private static double share(Tensor importance) {
    return importance.slice(1, 0, STRIP * SIDE).sum(1).div(importance.sum(1)).mean().item();
  }

  /** Pearson's, over the pixels of each image, mean over the images. */
  private static double correlation(Tensor a, Tensor b) {
    Tensor da = a.sub(a.mean(1).unsqueeze(1));
    Tensor db = b.sub(b.mean(1).unsqueeze(1));
    Tensor product = da.mul(db).sum(1);
    return product.div(da.square().sum(1).mul(db.square().sum(1)).sqrt()).mean().item();
  }

  private static ImageGrid rows(
      ImageGrid grid, String who, Layer network, Labelled images, Seed seed) {
    ImageGrid more = grid;
    for (int i = 0; i < images.size(); i++) {
      int one = i;
      Labelled only = images.where(k -> k == one);
      more = more.image(only.image(0), "digit " + only.y()[0] + ", " + who);
      for (Method method : METHODS) {
        Labelled map = new Labelled(method.of(network, only, seed), only.y());
        more =
            method.key().equals("gradient")
                ? more.image(map.image(0), method.name())
                : more.signed(map.image(0), method.name());
      }
    }
    return more;
  }

  private static Findings findings(List<Found> all, ImageGrid grid) {
    Findings.Builder findings = Findings.builder();
    Table table =
        Table.of(
            "Medians of " + all.size() + " seeds",
            "method",
            "on the strip, learned with marks",
            "on the strip, without",
            "correlation with weights as drawn");
    double[][] shares = new double[METHODS.size()][2];
    double[] same = new double[METHODS.size()];
    for (int m = 0; m < shares.length; m++) {
      int at = m;
      Method method = METHODS.get(m);
      shares[m][0] = median(all, found -> found.share()[at][0]);
      shares[m][1] = median(all, found -> found.share()[at][1]);
      same[m] = median(all, found -> found.same()[at]);
      findings
          .number("shortcut-" + method.key(), shares[m][0])
          .number("honest-" + method.key(), shares[m][1])
          .number("same-" + method.key(), same[m]);
      table =
          table.row(
              method.name(), percent(shares[m][0]), percent(shares[m][1]), text("%.2f", same[m]));
    }
    double withMarks = median(all, found -> found.accuracy()[0][0]);
    double without = median(all, found -> found.accuracy()[0][1]);
    double twin = median(all, found -> found.accuracy()[1][1]);
    double misled = median(all, Found::misled);
    int last = shares.length - 1;
    return findings
        .say(
            "A network that learned digits with a mark that gives the class away reads %.1f %% of"
                + " new ones with their marks and %.1f %% without; with the mark of another class"
                + " it says that class in %.1f %%. Its twin, which never saw any, reads %.1f %%.",
            100 * withMarks, 100 * without, 100 * misled, 100 * twin)
        .say(
            "The maps say so: of integrated gradients %.0f %% lie on the %d rows of the marks for"
                + " the first network and %.0f %% for its twin, of saliency %.0f %% and %.0f %%;"
                + " the rows are %.0f %% of the image.",
            100 * shares[last][0],
            STRIP,
            100 * shares[last][1],
            100 * shares[0][0],
            100 * shares[0][1],
            100.0 * STRIP / SIDE)
        .say(
            "A map must also depend on what was learned. With the same weights as they were drawn,"
                + " before any training, the maps correlate by %.2f with saliency, and by %.2f with"
                + " integrated gradients, which can mark nothing but ink, whatever the weights"
                + " are: likeness to the digit alone is no sign of understanding.",
            same[0], same[last])
        .number("accuracy-with-marks", withMarks)
        .number("accuracy-without-marks", without)
        .number("accuracy-of-the-twin", twin)
        .number("misled", misled)
        .table(table)
        .figure(
            "maps",
            grid.figure(),
            "Two digits, with their marks at the top. In the upper rows the network knows the"
                + " marks, in the lower ones it does not. Orange speaks for the class, blue against"
                + " it; saliency has no sign, and each map its own scale.")
        .build();
  }

  private static double median(List<Found> all, ToDoubleFunction<Found> number) {
    return Spread.median(all.stream().mapToDouble(number).toArray());
  }

  private static String percent(double share) {
    return text("%.1f %%", 100 * share);
  }

  private static String text(String format, double number) {
    return String.format(Locale.ROOT, format, number);
  }
}
