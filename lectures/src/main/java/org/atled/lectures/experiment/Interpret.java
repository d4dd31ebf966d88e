package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.atled.data.Digits;
import org.atled.data.Split;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.plot.ImageGrid;

/**
 * Asks trained networks why: for images with {@link Attribution}, whose methods are held against
 * each other by wiping what they call important, and for a table with {@link PartialDependence}.
 */
public final class Interpret implements Experiment {
  private static final int SIDE = 28;
  private static final int STEPS = 64;

  /** Midpoints of the integral whose completeness is looked at. */
  private static final int[] MIDPOINTS = {1, 2, 4, 8, 16, 32, 64, 128, 256};

  /** Pixels that are wiped. */
  private static final int[] WIPED = {0, 5, 10, 20, 30, 40, 60, 80, 100, 130, 160, 200};

  /**
   * How much is done.
   *
   * @param train digits to learn from
   * @param asked digits that are explained
   * @param flats rows of the table
   */
  record Size(int train, int asked, int epochs, int seeds, int flats, int flatEpochs) {}

  @Override
  public String name() {
    return "interpret";
  }

  @Override
  public String title() {
    return "Why it said so: saliency, integrated gradients, occlusion, partial dependence";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, new Size(8_000, 200, 6, 3, 3_000, 100));
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, new Size(1_500, 60, 4, 1, 1_500, 60));
  }

  Findings run(Seed seed, Size size) {
    Findings.Builder findings = Findings.builder();
    List<Explained> explained = new ArrayList<>();
    for (int s = 0; s < size.seeds(); s++) {
      explained.add(Explained.of(size, seed.at("digits").at(s)));
    }
    images(explained, findings);
    FlatsExplained.report(size.flats(), size.flatEpochs(), seed.at("flats"), findings);
    return findings.build();
  }

  /**
   * What a network says of images that it gets right, and why.
   *
   * @param gap of completeness by number of midpoints: mean |Σ − (f(x) − f(0))| / mean |f(x) −
   *     f(0)|
   * @param onePoint the same where one gradient, that of the image itself, stands for all
   * @param deletion the probability that is left after wiping, [methods, points]
   */
  private record Explained(
      Attribution network, Labelled images, double[] gap, double onePoint, double[][] deletion) {
    static final List<String> METHODS =
        List.of("saliency", "integrated gradients", "occlusion", "at random");

    static Explained of(Size size, Seed seed) {
      Split digits = Digits.generate(seed, size.train(), size.asked());
      Labelled train = Labelled.of(digits.train(), size.train());
      var network =
          new Attribution(FeatureNetwork.trained(train, size.epochs(), seed).whole(), SIDE);
      Labelled images = right(network, Labelled.of(digits.test(), size.asked()));
      Tensor x = images.x();
      Tensor y = images.labels();
      double[] gap =
          IntStream.of(MIDPOINTS)
              .mapToDouble(steps -> gap(network, images, network.integrated(x, y, steps)))
              .toArray();
      double onePoint = gap(network, images, x.mul(network.gradient(x, y)));
      double[] chance = new double[SIDE * SIDE * images.size()];
      var draws = seed.at("order").draws();
      Arrays.setAll(chance, i -> draws.uniform());
      Tensor[] importances = {
        network.saliency(x, y),
        network.integrated(x, y, STEPS),
        network.occlusion(x, y),
        Tensor.of(chance, images.size(), SIDE * SIDE)
      };
      double[][] deletion =
          Arrays.stream(importances)
              .map(importance -> network.deletion(x, y, importance, WIPED))
              .toArray(double[][]::new);
      return new Explained(network, images, gap, onePoint, deletion);
    }

    private static Labelled right(Attribution network, Labelled images) {
      long[] found = Autograd.noGrad(() -> network.network().apply(images.x()).argmax(1)).toLongs();
      return images.where(i -> found[i] == images.y()[i]);
    }

    private static double gap(Attribution network, Labelled images, Tensor attributions) {
      return Autograd.noGrad(
              () -> {
                Tensor f = network.logit(images.x(), images.labels());
                Tensor blank = network.logit(images.x().zerosLike(), images.labels());
                Tensor change = f.sub(blank);
                return attributions.sum(1).sub(change).abs().mean().div(change.abs().mean());
              })
          .item();
    }
  }

  private static void images(List<Explained> all, Findings.Builder findings) {
    double[][] gaps = all.stream().map(Explained::gap).toArray(double[][]::new);
    double[] gap = Spread.medians(gaps);
    double onePoint = Spread.median(all.stream().mapToDouble(Explained::onePoint).toArray());
    double[] areas = new double[Explained.METHODS.size()];
    double[][] curves = new double[areas.length][];
    for (int m = 0; m < areas.length; m++) {
      int method = m;
      curves[m] =
          Spread.medians(all.stream().map(e -> e.deletion()[method]).toArray(double[][]::new));
      areas[m] = curves[m][Arrays.binarySearch(WIPED, 40)];
      findings.number("left-after-" + Explained.METHODS.get(m).replace(' ', '-'), areas[m]);
    }
    int last = MIDPOINTS.length - 1;
    findings
        .say(
            "Integrated gradients are complete: with %d midpoints the numbers of all pixels add up"
                + " to f(x) − f(blank) to within %.2g %%, where gradient times input, which looks"
                + " at one point alone, misses it by %.0f %%: the mean miss over the mean change"
                + " (medians of %d seeds).",
            MIDPOINTS[last], 100 * gap[last], 100 * onePoint, all.size())
        .say(
            "Wiping the 40 pixels of 784 that a method calls most important takes the probability"
                + " of the class to %.2f by integrated gradients, %.2f by occlusion and %.2f by"
                + " saliency; 40 pixels at random leave it at %.2f.",
            areas[1], areas[2], areas[0], areas[3])
        .say(
            "Saliency marks empty paper too, since ink there would matter; integrated gradients"
                + " mark only what is on the paper, and occlusion also the rim where its square"
                + " still touches ink.")
        .number("completeness-gap", gap[last])
        .number("completeness-gap-of-one-midpoint", gap[0])
        .number("gradient-times-input-gap", onePoint)
        .figure(
            "attributions",
            attributions(all.getFirst()),
            "What speaks for the class is orange, what speaks against it blue; saliency has no"
                + " sign, and is brighter where the logit changes faster.")
        .figure(
            "deletion",
            deletion(curves),
            "The probability of the true class as pixels are wiped, the most important first. The"
                + " faster a curve falls, the better the method knew what the network looks at.")
        .figure("completeness", completeness(gaps, onePoint), "More midpoints, better integral.");
  }

  private static Figure attributions(Explained explained) {
    Labelled shown = explained.images().perClass(1);
    Tensor x = shown.x();
    Tensor y = shown.labels();
    Attribution network = explained.network();
    Labelled saliency = new Labelled(network.saliency(x, y), shown.y());
    Labelled integrated = new Labelled(network.integrated(x, y, STEPS), shown.y());
    Labelled occlusion = new Labelled(network.occlusion(x, y), shown.y());
    ImageGrid grid = ImageGrid.of("Which pixels speak for the class", 4);
    for (int i = 2; i < Math.min(6, shown.size()); i++) {
      grid =
          grid.image(shown.image(i), "a " + shown.y()[i])
              .image(saliency.image(i), "saliency")
              .signed(integrated.image(i), "integrated gradients")
              .signed(occlusion.image(i), "occlusion");
    }
    return grid.figure();
  }

  private static Figure deletion(double[][] curves) {
    double[] wiped = Arrays.stream(WIPED).asDoubleStream().toArray();
    Chart chart =
        Chart.of("Wiping what matters", "pixels wiped", "probability of the class").yRange(0, 1.05);
    for (int m = 0; m < curves.length; m++) {
      String name = Explained.METHODS.get(m);
      chart = chart.line(name, wiped, curves[m]).points(name, wiped, curves[m]);
    }
    return chart.figure();
  }

  private static Figure completeness(double[][] gaps, double onePoint) {
    double[] steps = Arrays.stream(MIDPOINTS).asDoubleStream().toArray();
    return Chart.of("Completeness of integrated gradients", "midpoints", "relative gap")
        .logX()
        .logY()
        .band("integrated gradients", steps, Spread.least(gaps), Spread.greatest(gaps))
        .line("integrated gradients", steps, Spread.medians(gaps))
        .points("integrated gradients", steps, Spread.medians(gaps))
        .horizontal("gradient times input", onePoint)
        .figure();
  }
}
