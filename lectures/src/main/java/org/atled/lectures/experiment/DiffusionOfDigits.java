package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.Digits;
import org.atled.data.Split;
import org.atled.data.Task;
import org.atled.generative.Blueprint;
import org.atled.generative.Diffusion;
import org.atled.generative.Judge;
import org.atled.generative.NoiseSchedule;
import org.atled.generative.Variety;
import org.atled.generative.Wish;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.nn.layer.Flatten;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.Schedules;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.plot.ImageGrid;
import org.atled.plot.Panels;
import org.atled.plot.Tiles;
import org.atled.train.Objective;
import org.atled.train.SavedModel;
import org.atled.train.Trainer;

/**
 * Digits out of noise, by class, with guidance (Ho and Salimans 2022): what a classifier of real
 * digits makes of them, and what guidance takes from their variety.
 */
public final class DiffusionOfDigits implements Experiment {
  private static final int SIDE = 8;
  private static final int CLASSES = 10;
  private static final int BATCH = 50;
  private static final int WIDTH = 16;
  private static final int SHOWN = 10;

  /**
   * How much is done.
   *
   * @param steps of the way from noise to digit
   * @param made how many digits are judged, a multiple of 10
   * @param drawn of each class for each strength of guidance that is shown
   * @param guidance ascending: 0, which does not hear the class, first, and 1, as learned, among
   *     them
   */
  record Size(
      int train, int test, int epochs, int steps, int made, int drawn, double... guidance) {}

  /**
   * What was measured.
   *
   * @param judged the share of real digits that the classifier reads
   * @param floor the distance of real digits to others
   * @param verdicts by guidance
   * @param variety by guidance, in a class, of that of real digits
   */
  private record Measured(
      double judged, double floor, List<Judge.Verdict> verdicts, double[] variety) {}

  @Override
  public String name() {
    return "diffusion-digits";
  }

  @Override
  public String title() {
    return "Digits out of noise, by class: guidance, and what it takes from their variety";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, new Size(4_000, 500, 25, 20, 300, 3, 0, 1, 2, 4, 8));
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, new Size(1_000, 200, 16, 20, 100, 3, 0, 1, 2, 4, 8));
  }

  Findings run(Seed seed, Size size) {
    Split digits = Digits.small(seed.at("digits"), size.train(), size.test(), SIDE);
    Batch test = digits.test().spread(digits.test().size());
    Sequential classifier = classifier(digits, seed.at("judge"));
    double judged =
        Autograd.noGrad(
                () -> classifier.apply(test.x()).argmax(1).eq(test.y()).to(test.x().dtype()).mean())
            .item();
    Judge judge = judge(classifier, digits);
    Diffusion model = trained(digits, size, seed.at("weights"));
    List<Judge.Verdict> verdicts = new ArrayList<>();
    double[] guidance = size.guidance();
    double[] variety = new double[guidance.length];
    for (int g = 0; g < guidance.length; g++) {
      Wish wish = Wish.of(size.made()).inSteps(size.steps()).guided(guidance[g]);
      Tensor made = model.generate(wish, seed.at("made"));
      verdicts.add(judge.of(made, model.asked(wish), digits.test()));
      variety[g] = variety(made, test);
    }
    Findings.Builder findings = Findings.builder();
    draw(model, size, seed.at("made"), findings);
    double floor = judge.distance(digits.train(), digits.test());
    return findings(new Measured(judged, floor, verdicts, variety), size, findings);
  }

  private static Sequential classifier(Split digits, Seed seed) {
    Sequential network =
        Sequential.of(
            new Flatten(),
            new Linear(SIDE * SIDE, 128),
            new ReLU(),
            new Linear(128, 32),
            new ReLU(),
            new Linear(32, CLASSES));
    Trainer.of(network, new CrossEntropyLoss(), Adam.withLearningRate(3e-3))
        .schedule(Schedules.parse("cosine"))
        .epochs(15)
        .batchSize(BATCH)
        .seed(seed.value())
        .fit(digits.train());
    return network;
  }

  private static Judge judge(Sequential classifier, Split digits) {
    List<String> names =
        digits.info().task() instanceof Task.Classification(List<String> all) ? all : List.of();
    return Judge.of(
        new SavedModel(classifier, digits.info(), new Objective.Logits(names), Optional.empty()));
  }

  private static Diffusion trained(Split digits, Size size, Seed seed) {
    var blueprint = new Blueprint.Diffusing(NoiseSchedule.COSINE, Optional.of(WIDTH));
    Diffusion model = blueprint.build(digits.info());
    blueprint
        .trainer(model, Adam.withLearningRate(3e-3))
        .schedule(Schedules.parse("cosine"))
        .epochs(size.epochs())
        .batchSize(BATCH)
        .seed(seed.value())
        .fit(digits.train());
    return model;
  }

  /** The mean over classes of how much digits of one differ, beside real ones of it. */
  private static double variety(Tensor made, Batch real) {
    double sum = 0;
    for (int c = 0; c < CLASSES; c++) {
      Tensor ofClass = made.reshape(-1, CLASSES, SIDE, SIDE).select(1, c);
      Tensor realOfClass = real.x().rows(real.y().eq((long) c).nonzero().flatten());
      sum += Variety.of(ofClass, realOfClass).share();
    }
    return sum / CLASSES;
  }

  private static void draw(Diffusion model, Size size, Seed seed, Findings.Builder findings) {
    List<Figure> panels = new ArrayList<>();
    for (double guidance : new double[] {0, 1, 4}) {
      Wish wish = Wish.of(CLASSES * size.drawn()).inSteps(size.steps()).guided(guidance);
      String title = String.format(Locale.ROOT, "guidance %.0f", guidance);
      panels.add(grid(title, model.generate(wish, seed), ""));
    }
    List<Tensor> way = model.way(Wish.of(3).inSteps(size.steps()), seed);
    List<Tensor> all = new ArrayList<>();
    for (int row = 0; row < 3; row++) {
      for (int i = 0; i < SHOWN; i++) {
        int at = i * size.steps() / (SHOWN - 1);
        Tensor x = way.get(at).get(row);
        all.add(at == size.steps() ? x : x.div(6.0).add(0.5).clip(0.0, 1.0));
      }
    }
    findings
        .figure(
            "guidance",
            Panels.of("Asked for 0 to 9", 1, panels.toArray(Figure[]::new)),
            "The same noise under three strengths of guidance: 0 does not hear what is asked for.")
        .figure(
            "steps",
            grid("From noise to digit", Structure.stack(0, all.toArray(Tensor[]::new)), ""),
            "A 0, a 1 and a 2 come out of noise in %d steps.".formatted(size.steps()));
  }

  private static Figure grid(String title, Tensor images, String caption) {
    ImageGrid grid = ImageGrid.of(title, SHOWN);
    for (double[][][] image : Tiles.coloured(images)) {
      grid = grid.image(image, caption);
    }
    return grid.figure();
  }

  private static Findings findings(Measured measured, Size size, Findings.Builder findings) {
    double[] asAsked =
        measured.verdicts().stream().mapToDouble(v -> v.asAsked().orElseThrow()).toArray();
    double[] distance = measured.verdicts().stream().mapToDouble(Judge.Verdict::distance).toArray();
    double[] variety = measured.variety();
    double[] guidance = size.guidance();
    int one = Arrays.binarySearch(guidance, 1);
    int last = guidance.length - 1;
    Table table =
        Table.of(
            "Digits by guidance",
            "guidance",
            "named as asked",
            "Fréchet distance",
            "variety in a class, of real");
    for (int g = 0; g < guidance.length; g++) {
      String strength = String.format(Locale.ROOT, "%.0f", guidance[g]);
      findings
          .number("as-asked-" + strength, asAsked[g])
          .number("distance-" + strength, distance[g])
          .number("variety-" + strength, variety[g]);
      table =
          table.row(
              strength,
              percent(asAsked[g]),
              String.format(Locale.ROOT, "%.2f", distance[g]),
              percent(variety[g]));
    }
    int nearest = 0;
    for (int g = 0; g <= last; g++) {
      nearest = distance[g] < distance[nearest] ? g : nearest;
    }
    return findings
        .say(
            "A classifier that reads %s of new digits names %s of the made ones as they were asked"
                + " for; with guidance of %.0f it names %s, and without a word of the class %s.",
            percent(measured.judged()),
            percent(asAsked[one]),
            guidance[last],
            percent(asAsked[last]),
            percent(asAsked[0]))
        .say(
            "Two digits of a class lie %s as far apart, pixel by pixel, as real ones with a"
                + " guidance of 1, and %s with %.0f: %s.",
            percent(variety[one]),
            percent(variety[last]),
            guidance[last],
            variety[last] < variety[one]
                ? "guidance is paid for in variety"
                : "here the strokes that guidance makes heavier outweigh what it takes from"
                    + " variety")
        .say(
            "By the Fréchet distance of the classifier's features a guidance of %.0f comes nearest"
                + " to real digits, at %.2f; other real digits lie at %.2f.",
            guidance[nearest], distance[nearest], measured.floor())
        .number("judge", measured.judged())
        .number("distance-of-real", measured.floor())
        .table(table)
        .figure(
            "named",
            Chart.of("Named as asked, and variety", "guidance", "share")
                .line("named as asked", guidance, asAsked)
                .points("named as asked", guidance, asAsked)
                .line("variety, of real", guidance, variety)
                .points("variety, of real", guidance, variety)
                .figure(),
            "%d digits each.".formatted(size.made()))
        .build();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
