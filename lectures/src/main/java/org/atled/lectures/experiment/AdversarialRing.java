package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.atled.data.Dataset;
import org.atled.data.NamedTensors;
import org.atled.data.TensorDataset;
import org.atled.generative.AdversarialLoss;
import org.atled.generative.AdversarialNetworks;
import org.atled.generative.Blueprint;
import org.atled.generative.Scaling;
import org.atled.generative.Variety;
import org.atled.generative.Wish;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.nn.Layer;
import org.atled.nn.layer.LeakyReLU;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;
import org.atled.nn.optim.Adam;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.plot.Panels;
import org.atled.train.EpochReport;
import org.atled.train.TrainingListener;

/**
 * Adversarial networks on eight small heaps in a ring (Metz et al. 2017): how many of them a
 * generator finds, by the loss that it learns by, and whether its losses tell.
 */
public final class AdversarialRing implements Experiment {
  private static final int HEAPS = 8;
  private static final double RADIUS = 1.5;
  private static final double DEVIATION = 0.1;

  /** So near to a heap's middle a point is of it: three deviations. */
  private static final double NEAR = 3 * DEVIATION;

  /** A heap is found if it has so large a share of what it would have of even ones. */
  private static final double FOUND = 0.2;

  private static final int LATENT = 8;
  private static final int WIDTH = 64;
  private static final int BATCH = 128;
  private static final int EXAMPLES = 2_048;
  private static final int MADE = 1_000;
  private static final double LEARNING_RATE = 1e-3;

  /**
   * How much is done.
   *
   * @param epochs of 16 batches
   */
  record Size(int epochs, int seeds) {}

  /**
   * What a generator makes.
   *
   * @param heaps how many of the eight it finds
   * @param near the share of points that lie in one
   * @param variety the distance of two, beside that of two real ones
   */
  private record Made(Tensor points, int heaps, double near, double variety) {
    static Made of(AdversarialNetworks model, Dataset data, Seed seed) {
      Tensor points = model.generate(Wish.of(MADE), seed);
      double[] all = points.toDoubles();
      int[] counts = new int[HEAPS];
      for (int i = 0; i < MADE; i++) {
        for (int h = 0; h < HEAPS; h++) {
          double[] middle = middle(h);
          double away = StrictMath.hypot(all[2 * i] - middle[0], all[2 * i + 1] - middle[1]);
          counts[h] += away < NEAR ? 1 : 0;
        }
      }
      int found = (int) Arrays.stream(counts).filter(n -> n >= FOUND * MADE / HEAPS).count();
      Variety variety = Variety.of(points.slice(0, 0, 200), data.spread(200).x());
      return new Made(points, found, (double) Arrays.stream(counts).sum() / MADE, variety.share());
    }
  }

  /** Of one loss by seed, and of the first seed the course. */
  private record Course(
      double[] heaps, double[] near, double[] variety, List<Double> critic, List<Double> found) {
    static Course empty(int seeds) {
      return new Course(
          new double[seeds],
          new double[seeds],
          new double[seeds],
          new ArrayList<>(),
          new ArrayList<>());
    }
  }

  @Override
  public String name() {
    return "gan-2d";
  }

  @Override
  public String title() {
    return "Adversarial networks on a ring of eight heaps: which of them a generator finds";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, new Size(100, 3));
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, new Size(60, 1));
  }

  Findings run(Seed seed, Size size) {
    Map<AdversarialLoss, Course> courses = new EnumMap<>(AdversarialLoss.class);
    List<Figure> panels = new ArrayList<>();
    for (AdversarialLoss loss : AdversarialLoss.values()) {
      Course course = Course.empty(size.seeds());
      courses.put(loss, course);
      for (int s = 0; s < size.seeds(); s++) {
        Dataset data = ring(seed.at(s).at("ring"));
        AdversarialNetworks model = networks(loss);
        boolean isShown = s == 0;
        Seed points = seed.at(s).at("made");
        TrainingListener listener =
            new TrainingListener() {
              @Override
              public void epochDone(EpochReport report) {
                if (isShown && report.epoch() % 5 == 0) {
                  course.critic.add(report.train().losses().get("critic"));
                  course.found.add((double) Made.of(model, data, points).heaps());
                }
              }
            };
        new Blueprint.Adversarial(loss, Blueprint.Kind.DENSE)
            .trainer(model, Adam.withLearningRate(LEARNING_RATE))
            .epochs(size.epochs())
            .batchSize(BATCH)
            .seed(seed.at(s).at("weights").value())
            .listener(listener)
            .fit(data);
        Made made = Made.of(model, data, points);
        course.heaps[s] = made.heaps();
        course.near[s] = made.near();
        course.variety[s] = made.variety();
        if (isShown) {
          panels.add(panel(word(loss), data, made.points()));
        }
      }
    }
    return findings(courses, panels, size);
  }

  private static double[] middle(int heap) {
    double angle = 2 * Math.PI * heap / HEAPS;
    return new double[] {RADIUS * StrictMath.cos(angle), RADIUS * StrictMath.sin(angle)};
  }

  private static Dataset ring(Seed seed) {
    Draws draws = seed.draws();
    float[][] points = new float[EXAMPLES][];
    for (int i = 0; i < EXAMPLES; i++) {
      double[] middle = middle(i % HEAPS);
      points[i] =
          new float[] {
            (float) (middle[0] + DEVIATION * draws.normal()),
            (float) (middle[1] + DEVIATION * draws.normal())
          };
    }
    return TensorDataset.of("ring", NamedTensors.of("x", Tensor.of(points)));
  }

  private static AdversarialNetworks networks(AdversarialLoss loss) {
    Layer generator =
        Sequential.of(
            new Linear(LATENT, WIDTH),
            new ReLU(),
            new Linear(WIDTH, WIDTH),
            new ReLU(),
            new Linear(WIDTH, 2));
    Layer critic =
        Sequential.of(
            new Linear(2, WIDTH),
            new LeakyReLU(0.2),
            new Linear(WIDTH, WIDTH),
            new LeakyReLU(0.2),
            new Linear(WIDTH, 1));
    return new AdversarialNetworks(
        new AdversarialNetworks.Config(
            generator,
            critic,
            LATENT,
            Scaling.none(),
            loss,
            loss == AdversarialLoss.WASSERSTEIN ? 1 : 0));
  }

  private static String word(AdversarialLoss loss) {
    return loss.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Figure panel(String title, Dataset data, Tensor made) {
    Tensor real = data.spread(400).x();
    Tensor some = made.slice(0, 0, 400);
    return Chart.of(title, "x", "y")
        .equalAxes()
        .xRange(-2.2, 2.2)
        .yRange(-2.2, 2.2)
        .size(330, 330)
        .points("real", real.select(1, 0).toDoubles(), real.select(1, 1).toDoubles())
        .points("made", some.select(1, 0).toDoubles(), some.select(1, 1).toDoubles())
        .figure();
  }

  private static Findings findings(
      Map<AdversarialLoss, Course> courses, List<Figure> panels, Size size) {
    Findings.Builder findings = Findings.builder();
    Table table =
        Table.of(
            "Medians of %d seeds".formatted(size.seeds()),
            "loss",
            "heaps found, of %d".formatted(HEAPS),
            "points in a heap",
            "variety, of real");
    Chart found = Chart.of("Heaps found", "epoch", "heaps").size(330, 260);
    Chart critic = Chart.of("The critic's loss", "epoch", "loss").size(330, 260);
    for (Map.Entry<AdversarialLoss, Course> each : courses.entrySet()) {
      String word = word(each.getKey());
      Course course = each.getValue();
      double heaps = Spread.median(course.heaps);
      double near = Spread.median(course.near);
      double variety = Spread.median(course.variety);
      findings
          .number("heaps-" + word, heaps)
          .number("near-" + word, near)
          .number("variety-" + word, variety);
      table =
          table.row(
              word,
              String.format(Locale.ROOT, "%.0f", heaps),
              String.format(Locale.ROOT, "%.0f %%", 100 * near),
              String.format(Locale.ROOT, "%.0f %%", 100 * variety));
      double[] epochs = new double[course.found.size()];
      Arrays.setAll(epochs, i -> 5.0 * (i + 1));
      found = found.line(word, epochs, array(course.found));
      critic = critic.line(word, epochs, array(course.critic));
    }
    Course usual = courses.get(AdversarialLoss.NON_SATURATING);
    Course squares = courses.get(AdversarialLoss.LEAST_SQUARES);
    Course distance = courses.get(AdversarialLoss.WASSERSTEIN);
    if (usual == null || squares == null || distance == null) {
      throw new IllegalStateException("Every loss was tried.");
    }
    return findings
        .say(
            "Of %d heaps in a ring a generator found %.0f by the non-saturating loss, %.0f by least"
                + " squares and %.0f by Wasserstein's distance with a penalty (medians of %d"
                + " seeds).",
            HEAPS,
            Spread.median(usual.heaps),
            Spread.median(squares.heaps),
            Spread.median(distance.heaps),
            size.seeds())
        .say(
            "Of its points %.0f %%, %.0f %% and %.0f %% lay in a heap; the others lie between.",
            100 * Spread.median(usual.near),
            100 * Spread.median(squares.near),
            100 * Spread.median(distance.near))
        .say("%s", told(usual))
        .table(table)
        .figure(
            "made",
            Panels.of("What each loss makes", panels.size(), panels.toArray(Figure[]::new)),
            "Real points and those that were made, of the first seed.")
        .figure(
            "course",
            Panels.of(
                "What is found, and what the critic's loss says",
                2,
                found.figure(),
                critic.figure()),
            "The first seed. By the first two losses a critic's loss of 1.39 and 0.25 says that it"
                + " tells nothing apart; neither says how many heaps were found.")
        .build();
  }

  /** Whether the loss was the same when other numbers of heaps were found. */
  private static String told(Course course) {
    int most = 0;
    int least = 0;
    for (int i = 0; i < course.found.size(); i++) {
      most = course.found.get(i) > course.found.get(most) ? i : most;
      least = course.found.get(i) < course.found.get(least) ? i : least;
    }
    return String.format(
        Locale.ROOT,
        "The losses do not tell: by the non-saturating one the critic's was %.2f when %.0f of the"
            + " heaps were found, and %.2f when %.0f were.",
        course.critic.get(least),
        course.found.get(least),
        course.critic.get(most),
        course.found.get(most));
  }

  private static double[] array(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
