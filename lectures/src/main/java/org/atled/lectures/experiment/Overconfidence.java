package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.data.Split;
import org.atled.data.Task;
import org.atled.data.Toy;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.Adam;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.plot.Panels;
import org.atled.plot.ReliabilityDiagram;
import org.atled.train.Objective;
import org.atled.train.doubt.Confidence;
import org.atled.train.doubt.HeldOut;
import org.atled.train.doubt.Reliability;
import org.atled.train.doubt.SetKind;
import org.atled.train.metric.Calibration;

/**
 * A network that learns a few points for long grows surer than it is right: the cross-entropy of
 * what it learns from falls for ever as logits grow. One number, the temperature, mends most of it
 * (Guo et al. 2017), and sets of classes that are calibrated hold the right one as often as they
 * say, which sets by the network's own probabilities do not.
 */
public final class Overconfidence implements Experiment {
  private static final double NOISE = 0.35;
  private static final int POINTS = 200;
  private static final int UNITS = 64;
  private static final double LEARNING_RATE = 0.01;
  private static final double ASKED = 0.95;

  /**
   * How much is done.
   *
   * @param others points to calibrate on and to measure on, half and half
   * @param looked after how many steps it is looked at
   */
  record Size(int others, int seeds, int... looked) {}

  /**
   * A network at one time of its training.
   *
   * @param before on one half of new points
   * @param after the same at the temperature that the other half tells
   * @param own how often sets hold the right class that go by the network's own probabilities
   * @param sets the same of calibrated ones
   */
  private record Look(
      Reliability before, Reliability after, double temperature, double own, double sets) {
    double confidence() {
      double sum = 0;
      double all = 0;
      for (Calibration.Bin bin : before.calibration().bins()) {
        sum += bin.examples() == 0 ? 0 : bin.confidence() * bin.examples();
        all += bin.examples();
      }
      return sum / all;
    }

    /** By how much it is surer than it is right. */
    double excess() {
      return confidence() - before.accuracy();
    }
  }

  @Override
  public String name() {
    return "calibration";
  }

  @Override
  public String title() {
    return "Too sure of itself: what training does to probabilities, and what mends it";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, new Size(4_000, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000));
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, new Size(2_000, 1, 20, 50, 200, 1_000));
  }

  Findings run(Seed seed, Size size) {
    Look[][] looks = new Look[size.seeds()][];
    Sequential model =
        Sequential.of(
            new Linear(2, UNITS),
            new ReLU(),
            new Linear(UNITS, UNITS),
            new ReLU(),
            new Linear(UNITS, 2));
    FullBatch training =
        new FullBatch(model, new CrossEntropyLoss(), Adam.withLearningRate(LEARNING_RATE));
    for (int s = 0; s < size.seeds(); s++) {
      Split split = new Toy.Moons(NOISE).generate(seed.at("moons").at(s), POINTS, size.others());
      looks[s] = looks(training, model, split, seed.at(s), size.looked());
    }
    return findings(size.looked(), looks);
  }

  private static Look[] looks(
      FullBatch training, Sequential model, Split split, Seed seed, int... looked) {
    Plane train = Plane.of(split.train());
    Plane others = Plane.of(split.test());
    training.restart(seed.at("weights"));
    Look[] looks = new Look[looked.length];
    for (int i = 0; i < looked.length; i++) {
      training.steps(looked[i] - (i == 0 ? 0 : looked[i - 1]), train.x(), train.y());
      looks[i] = look(model, others, seed.at("halves"));
    }
    return looks;
  }

  private static Look look(Sequential model, Plane others, Seed seed) {
    double[][] outputs = Plane.rows(Autograd.noGrad(() -> model.apply(others.x())));
    double[][] truth =
        Arrays.stream(others.labels()).mapToObj(y -> new double[] {y}).toArray(double[][]::new);
    Objective objective = new Objective.Logits(Task.Classification.numbered(2).classes());
    List<HeldOut> halves = new HeldOut(objective, outputs, truth).halves(seed);
    HeldOut measured = halves.getLast();
    var fitted = (Confidence.OfClasses) Confidence.fit(halves.getFirst());
    double temperature = fitted.temperature().orElse(1);
    return new Look(
        Reliability.of(measured, 1),
        Reliability.of(measured, temperature),
        temperature,
        own(measured),
        fitted.measure(SetKind.LIKELY, measured, ASKED).found());
  }

  /** Of sets of the most probable classes whose probabilities add up to what is asked. */
  private static double own(HeldOut others) {
    double[][] p = others.probabilities(1);
    int[] labels = others.labels();
    int held = 0;
    for (int i = 0; i < labels.length; i++) {
      boolean both = Math.max(p[i][0], p[i][1]) < ASKED;
      held += both || p[i][labels[i]] > 0.5 ? 1 : 0;
    }
    return (double) held / labels.length;
  }

  private static double[] medians(Look[][] looks, ToDoubleFunction<Look> what) {
    return Spread.medians(curves(looks, what));
  }

  private static double[][] curves(Look[][] looks, ToDoubleFunction<Look> what) {
    return Arrays.stream(looks)
        .map(one -> Arrays.stream(one).mapToDouble(what).toArray())
        .toArray(double[][]::new);
  }

  private static Findings findings(int[] looked, Look[][] looks) {
    int last = looked.length - 1;
    double[] accuracy = medians(looks, look -> look.before().accuracy());
    double[] confidence = medians(looks, Look::confidence);
    double[] excess = medians(looks, Look::excess);
    double[] loss = medians(looks, look -> look.before().logLoss());
    double[] cooled = medians(looks, look -> look.after().logLoss());
    double[] error = medians(looks, look -> look.before().calibration().error());
    double[] mended = medians(looks, look -> look.after().calibration().error());
    double[] temperature = medians(looks, Look::temperature);
    double own = medians(looks, Look::own)[last];
    double sets = medians(looks, Look::sets)[last];
    int best = IntStream.rangeClosed(0, last).reduce(0, (a, b) -> loss[b] < loss[a] ? b : a);
    Table table =
        Table.of(
            "On new points, medians of " + looks.length + " seeds",
            "steps",
            "accuracy",
            "confidence",
            "log loss",
            "calibration error",
            "temperature",
            "log loss at it",
            "calibration error at it");
    for (int i = 0; i <= last; i++) {
      table =
          table.row(
              Integer.toString(looked[i]),
              text(accuracy[i]),
              text(confidence[i]),
              text(loss[i]),
              text(error[i]),
              String.format(Locale.ROOT, "%.2f", temperature[i]),
              text(cooled[i]),
              text(mended[i]));
    }
    return Findings.builder()
        .say(
            "After %,d steps the network is right on %.1f %% of new points and %.1f %% sure on"
                + " average; after %,d it is right on %.1f %% and %.1f %% sure.",
            looked[best],
            100 * accuracy[best],
            100 * confidence[best],
            looked[last],
            100 * accuracy[last],
            100 * confidence[last])
        .say(
            "The log loss on new points is least after %,d steps, %.3f, and has grown to %.3f in"
                + " the end, while the accuracy fell by %.1f points: most of what it lost, it lost"
                + " by being too sure.",
            looked[best], loss[best], loss[last], 100 * (accuracy[best] - accuracy[last]))
        .say(
            "A temperature of %.1f, one number that other points tell, takes the calibration error"
                + " from %.3f to %.3f and the log loss from %.3f to %.3f, and changes no class that"
                + " is named.",
            temperature[last], error[last], mended[last], loss[last], cooled[last])
        .say(
            "It does not mend all: with the temperature of its own time the network was off by %.3f"
                + " after %,d steps. One number moves all probabilities alike, and those in the"
                + " middle come out lower than they should.",
            mended[best], looked[best])
        .say(
            "Sets that are to hold the right class %.0f times in 100 hold it %.1f times if they go"
                + " by the network's own probabilities, and %.1f times if they are calibrated.",
            100 * ASKED, 100 * own, 100 * sets)
        .number("best-steps", looked[best])
        .number("best-loss", loss[best])
        .number("last-loss", loss[last])
        .number("last-loss-calibrated", cooled[last])
        .number("first-excess", excess[0])
        .number("best-excess", excess[best])
        .number("last-excess", excess[last])
        .number("best-accuracy", accuracy[best])
        .number("last-accuracy", accuracy[last])
        .number("last-error", error[last])
        .number("last-error-calibrated", mended[last])
        .number("temperature", temperature[last])
        .number("own-sets", own)
        .number("calibrated-sets", sets)
        .table(table)
        .figure(
            "reliability",
            reliability(looks[0][last]),
            "The first seed in the end: as trained it lies below the diagonal, right less often"
                + " than it is sure; at the temperature it is on it where the network is sure, and"
                + " above it in the middle.")
        .figure(
            "course",
            course(looked, looks),
            "Lines are medians and bands all of the seeds. Confidence goes on growing when accuracy"
                + " does not; the log loss pays for it, unless the temperature is fitted.")
        .build();
  }

  private static Figure reliability(Look look) {
    SequencedMap<String, Calibration> curves = new LinkedHashMap<>();
    curves.put("as trained", look.before().calibration());
    curves.put("calibrated", look.after().calibration());
    return ReliabilityDiagram.of("Before and after temperature scaling", curves);
  }

  private static Figure course(int[] looked, Look[][] looks) {
    double[] xs = Arrays.stream(looked).asDoubleStream().toArray();
    Chart sure = Chart.of("How sure, and how often right", "steps", "share").logX().size(340, 260);
    sure = with(sure, "confidence", xs, curves(looks, Look::confidence));
    sure = with(sure, "accuracy", xs, curves(looks, look -> look.before().accuracy()));
    Chart loss = Chart.of("Loss on new points", "steps", "log loss").logX().size(340, 260);
    loss = with(loss, "as trained", xs, curves(looks, look -> look.before().logLoss()));
    loss = with(loss, "calibrated", xs, curves(looks, look -> look.after().logLoss()));
    List<Figure> panels = new ArrayList<>(List.of(sure.figure(), loss.figure()));
    return Panels.of("As training goes on", 2, panels.toArray(Figure[]::new));
  }

  private static Chart with(Chart chart, String name, double[] xs, double[][] curves) {
    return chart
        .band(name, xs, Spread.least(curves), Spread.greatest(curves))
        .line(name, xs, Spread.medians(curves))
        .points(name, xs, Spread.medians(curves));
  }

  private static String text(double number) {
    return String.format(Locale.ROOT, "%.4f", number);
  }
}
