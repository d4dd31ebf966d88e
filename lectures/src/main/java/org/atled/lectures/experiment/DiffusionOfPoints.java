package org.atled.lectures.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.data.Dataset;
import org.atled.data.NamedTensors;
import org.atled.data.Split;
import org.atled.data.TensorDataset;
import org.atled.data.Toy;
import org.atled.generative.Blueprint;
import org.atled.generative.Denoiser;
import org.atled.generative.Diffusion;
import org.atled.generative.GenerativeFigures;
import org.atled.generative.NoiseSchedule;
import org.atled.generative.PointDenoiser;
import org.atled.generative.Scaling;
import org.atled.generative.Wish;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.Schedules;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.plot.Panels;

/**
 * Diffusion of points of the plane (Ho, Jain and Abbeel 2020), where the best field is known in
 * closed form: how near a network comes to it, what the best one would make, and how many steps the
 * way back takes.
 */
public final class DiffusionOfPoints implements Experiment {
  private static final int STEPS = 200;
  private static final int WIDTH = 64;
  private static final int BATCH = 100;
  private static final int TRAIN = 500;
  private static final int FRESH = 2_000;
  private static final int MADE = 400;

  /** A point so far from the nearest of many fresh ones lies off the moons. */
  private static final double OFF = 0.15;

  private static final int[] WAYS = {1, 2, 3, 5, 10, 20, 50, STEPS};

  /**
   * How much is done.
   *
   * @param epochs of 5 batches
   */
  record Size(int epochs, int seeds) {}

  /** What was measured, by seed, and by seed and number of steps. */
  private record Measured(
      double[] loss,
      double[] best,
      double[] silent,
      double[] copied,
      double[] copiedByBest,
      double[] ownDistance,
      double[][] off) {
    static Measured empty(int seeds) {
      return new Measured(
          new double[seeds],
          new double[seeds],
          new double[seeds],
          new double[seeds],
          new double[seeds],
          new double[seeds],
          new double[seeds][WAYS.length]);
    }
  }

  @Override
  public String name() {
    return "diffusion-2d";
  }

  @Override
  public String title() {
    return "Diffusion of points: the field that is learned, beside the best one, and the ways back";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, new Size(400, 3));
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, new Size(200, 1));
  }

  Findings run(Seed seed, Size size) {
    Measured measured = Measured.empty(size.seeds());
    Findings.Builder figures = Findings.builder();
    for (int s = size.seeds() - 1; s >= 0; s--) { // the first seed last: it is shown
      Seed own = seed.at(s);
      Split moons = Toy.moons().generate(own.at("moons"), TRAIN, FRESH);
      Tensor train = moons.train().spread(TRAIN).x();
      Tensor fresh = moons.test().spread(FRESH).x();
      Diffusion model = trained(train, size, own.at("weights"));
      Diffusion best = diffusion(new BestDenoiser(train, NoiseSchedule.COSINE, STEPS));
      losses(model, best, train, own.at("noise"), measured, s);
      Seed noise = own.at("made");
      Tensor copies = best.generate(Wish.of(MADE).inSteps(STEPS), noise);
      measured.copiedByBest[s] = nearest(copies, train);
      measured.ownDistance[s] = nearest(fresh.slice(0, 0, MADE), train);
      for (int w = 0; w < WAYS.length; w++) {
        Tensor made = model.generate(Wish.of(MADE).inSteps(WAYS[w]), noise);
        measured.off[s][w] = away(made, fresh).gt(OFF).to(DType.FLOAT32).mean().item();
        if (WAYS[w] == STEPS) {
          measured.copied[s] = nearest(made, train);
        }
      }
      if (s == 0) {
        draw(model, copies, train, noise, figures);
      }
    }
    return findings(measured, size, figures);
  }

  private static Diffusion diffusion(Denoiser denoiser) {
    return new Diffusion(
        new Diffusion.Config(
            denoiser, List.of(2L), Scaling.none(), NoiseSchedule.COSINE, STEPS, 0, 0));
  }

  private static Diffusion trained(Tensor points, Size size, Seed seed) {
    Dataset data = TensorDataset.of("moons", NamedTensors.of("x", points));
    Diffusion model = diffusion(new PointDenoiser(new PointDenoiser.Config(2, WIDTH, 0)));
    new Blueprint.Diffusing(NoiseSchedule.COSINE, Optional.empty())
        .trainer(model, Adam.withLearningRate(3e-3))
        .schedule(Schedules.parse("cosine"))
        .epochs(size.epochs())
        .batchSize(BATCH)
        .seed(seed.value())
        .fit(data);
    return model;
  }

  /** mean(ε̂ − ε)² over steps: of the network, of the best, and of one that always says 0. */
  private static void losses(
      Diffusion model, Diffusion ideal, Tensor points, Seed seed, Measured measured, int s) {
    double[] kept = NoiseSchedule.COSINE.kept(STEPS);
    double learned = 0;
    double least = 0;
    double silent = 0;
    int measuredSteps = 0;
    for (int t = 0; t < STEPS; t += 5) {
      Tensor noise = Sample.normal(seed.at(t), TRAIN, 2);
      Tensor x = points.mul(Math.sqrt(kept[t])).add(noise.mul(Math.sqrt(1 - kept[t])));
      Tensor found = model.field(x, t, Optional.empty());
      Tensor best = ideal.field(x, t, Optional.empty());
      learned += found.sub(noise).square().mean().item();
      least += best.sub(noise).square().mean().item();
      silent += noise.square().mean().item();
      measuredSteps++;
    }
    measured.loss[s] = learned / measuredSteps;
    measured.best[s] = least / measuredSteps;
    measured.silent[s] = silent / measuredSteps;
  }

  /** The distance of each point to the nearest of others, [n]. */
  private static Tensor away(Tensor points, Tensor others) {
    return points.unsqueeze(1).sub(others).square().sum(2).min(1).sqrt();
  }

  private static double nearest(Tensor points, Tensor others) {
    return Spread.median(away(points, others).toDoubles());
  }

  private static void draw(
      Diffusion model, Tensor copies, Tensor train, Seed noise, Findings.Builder findings) {
    findings
        .figure(
            "paths",
            GenerativeFigures.paths(model, noise),
            "Points begin where noise is and end on the moons, by 50 steps.")
        .figure(
            "field",
            GenerativeFigures.field(model),
            "Against the noise that the network finds, each stroke at most as long as shown: nearly"
                + " all is noise at the late step, and the way leads to the middle; at the early"
                + " one it leads to the nearest piece of a moon.")
        .figure(
            "made",
            Panels.of(
                "What the network makes, and what the best field would",
                2,
                panel("the network", train, model.generate(Wish.of(MADE), noise)),
                panel("the best field", train, copies)),
            "The best field leads back to the points that were learned from; a network that falls"
                + " short of it makes new ones between them.");
  }

  private static Figure panel(String title, Tensor train, Tensor made) {
    return Chart.of(title, "x", "y")
        .equalAxes()
        .size(420, 300)
        .points("learned from", train.select(1, 0).toDoubles(), train.select(1, 1).toDoubles())
        .points("made", made.select(1, 0).toDoubles(), made.select(1, 1).toDoubles())
        .figure();
  }

  private static Findings findings(Measured measured, Size size, Findings.Builder findings) {
    double loss = Spread.median(measured.loss);
    double best = Spread.median(measured.best);
    double silent = Spread.median(measured.silent);
    double copied = Spread.median(measured.copied);
    double copiedByBest = Spread.median(measured.copiedByBest);
    double own = Spread.median(measured.ownDistance);
    double[] off = Spread.medians(measured.off);
    double[] xs = Arrays.stream(WAYS).asDoubleStream().toArray();
    int last = WAYS.length - 1;
    int enough =
        IntStream.range(0, WAYS.length)
            .filter(w -> off[w] <= off[last] + 0.02)
            .findFirst()
            .orElse(last);
    Table table = Table.of("Points off the moons", "steps", "share");
    for (int w = 0; w < WAYS.length; w++) {
      findings.number("off-" + WAYS[w], off[w]);
      table = table.row(Integer.toString(WAYS[w]), percent(off[w]));
    }
    return findings
        .say(
            "A network that says nothing has a loss of %.3f, the best field of these %d points,"
                + " known in closed form, %.3f; the one that was trained has %.3f (medians of %d"
                + " seeds).",
            silent, TRAIN, best, loss, size.seeds())
        .say(
            "The best field learns by heart: half of what it makes lies less than %.4f from a point"
                + " that was learned from. The network's lies %.3f away, and fresh points of the"
                + " moons %.3f.",
            copiedByBest, copied, own)
        .say(
            "In one step %s of the points lie off the moons, in %d %s and in all %d %s: from %d on"
                + " more steps change little.",
            percent(off[0]),
            50,
            percent(off[Arrays.binarySearch(WAYS, 50)]),
            STEPS,
            percent(off[last]),
            WAYS[enough])
        .number("loss", loss)
        .number("best-loss", best)
        .number("loss-of-silence", silent)
        .number("from-learned", copied)
        .number("from-learned-by-best", copiedByBest)
        .number("from-learned-of-fresh", own)
        .table(table)
        .figure(
            "steps",
            Chart.of("Points off the moons", "steps of the way back", "share of points")
                .logX()
                .band("all seeds", xs, Spread.least(measured.off), Spread.greatest(measured.off))
                .line("median", xs, off)
                .points("median", xs, off)
                .figure(),
            String.format(
                Locale.ROOT,
                "A point is off if it lies more than %.2f from the nearest of %,d fresh ones.",
                OFF,
                FRESH))
        .build();
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
