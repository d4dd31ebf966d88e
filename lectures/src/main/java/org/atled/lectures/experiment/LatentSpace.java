package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.Digits;
import org.atled.data.Split;
import org.atled.generative.Blueprint;
import org.atled.generative.Coders;
import org.atled.generative.GenerativeFigures;
import org.atled.generative.Likelihood;
import org.atled.generative.VariationalAutoencoder;
import org.atled.generative.Wish;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.Schedules;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.plot.ImageGrid;
import org.atled.plot.Panels;
import org.atled.plot.Tiles;

/**
 * The plane of codes of variational autoencoders (Kingma and Welling 2014) that weigh the
 * divergence of their codes from N(0, I) by other β (Higgins et al. 2017): what codes say, where
 * they lie, and what a walk from one to another passes.
 */
public final class LatentSpace implements Experiment {
  private static final int SIDE = 12;
  private static final int PIXELS = SIDE * SIDE;
  private static final int HIDDEN = 128;
  private static final int BATCH = 100;
  private static final int LATENT = 2;

  /** The weight that makes the loss a bound on −ln p(x). */
  private static final double BOUND = 1;

  /** What is drawn: of so few pixels the bound leaves a code hardly anything to say. */
  private static final double DRAWN = 0.1;

  private static final int WALK = 7;
  private static final int MADE = 300;

  /**
   * How much is done.
   *
   * @param betas in order, 0 first, 0.1 and 1 among them
   */
  record Size(int train, int test, int epochs, int seeds, double... betas) {}

  /** What was measured, [seeds, betas]. */
  private record Measured(
      double[][] divergence, double[][] restored, double[][] spread, double[][] madeAway) {
    static Measured empty(int seeds, int betas) {
      return new Measured(
          new double[seeds][betas],
          new double[seeds][betas],
          new double[seeds][betas],
          new double[seeds][betas]);
    }
  }

  @Override
  public String name() {
    return "latent-space";
  }

  @Override
  public String title() {
    return "Codes of a variational autoencoder: what β costs, where they lie, walks between them";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, new Size(3_000, 500, 30, 1, 0, 0.1, 1, 10, 100));
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, new Size(1_000, 200, 60, 1, 0, 0.1, 1, 100));
  }

  Findings run(Seed seed, Size size) {
    double[] betas = size.betas();
    Measured measured = Measured.empty(size.seeds(), betas.length);
    double[] alike = new double[size.seeds()];
    double[] walked = new double[size.seeds()];
    double[] faded = new double[size.seeds()];
    Findings.Builder figures = Findings.builder();
    for (int s = size.seeds() - 1; s >= 0; s--) { // the first seed last: it is shown
      Seed own = seed.at(s);
      Split digits = Digits.small(own.at("digits"), size.train(), size.test(), SIDE);
      Batch train = digits.train().spread(digits.train().size());
      Batch test = digits.test().spread(digits.test().size());
      alike[s] = surprise(train.x().mean(0), test.x());
      List<Figure> codes = new ArrayList<>();
      for (int b = 0; b < betas.length; b++) {
        VariationalAutoencoder model = trained(digits, betas[b], size, own.at("weights"));
        var code = Autograd.noGrad(() -> model.encode(test.x()));
        measured.divergence[s][b] = code.divergence().mean().item();
        measured.restored[s][b] =
            surprise(Autograd.noGrad(() -> model.decode(code.mean())), test.x());
        measured.spread[s][b] = Math.sqrt(code.mean().square().mean().item());
        measured.madeAway[s][b] = away(model.generate(Wish.of(MADE), own.at("made")), train.x());
        if (betas[b] == DRAWN) {
          Tensor from = test.x().slice(0, 0, size.test() / 2);
          Tensor to = test.x().slice(0, size.test() / 2, size.test());
          Tensor middle =
              Autograd.noGrad(() ->
                  model.decode(model.encode(from).mean().add(model.encode(to).mean()).mul(0.5)));
          walked[s] = away(middle, train.x());
          faded[s] = away(from.add(to).mul(0.5), train.x());
        }
        if (s == 0 && (betas[b] == BOUND || betas[b] == DRAWN || betas[b] == 0)) {
          codes.add(codes(code.mean(), test.y(), betas[b]));
        }
        if (s == 0 && betas[b] == DRAWN) {
          figures
              .figure(
                  "plane",
                  GenerativeFigures.plane(model),
                  "What each code of the plane stands for, with β = 0.1: neighbours are alike.")
              .figure(
                  "walks",
                  walks(model, test.x()),
                  "From one digit to another: the upper row of each pair fades pixels, the lower"
                      + " one goes from code to code.");
        }
      }
      if (s == 0) {
        figures.figure(
            "codes",
            Panels.of("Where codes lie", codes.size(), codes.toArray(Figure[]::new)),
            "The codes of new digits, a colour a class. Without the divergence nobody holds them"
                + " together; with it they lie about 0, where codes are drawn to make examples.");
      }
    }
    return findings(measured, alike, walked, faded, size, figures);
  }

  private static VariationalAutoencoder trained(Split digits, double beta, Size size, Seed seed) {
    Shape image = Shape.of(1, SIDE, SIDE);
    VariationalAutoencoder model =
        new VariationalAutoencoder(
            new VariationalAutoencoder.Config(
                Coders.dense(image, HIDDEN, 2L * LATENT),
                Coders.denseBack(image, HIDDEN, LATENT),
                LATENT,
                Likelihood.BERNOULLI,
                beta));
    new Blueprint.Variational(LATENT, Blueprint.Kind.DENSE, beta)
        .trainer(model, Adam.withLearningRate(3e-3))
        .schedule(Schedules.parse("cosine"))
        .epochs(size.epochs())
        .batchSize(BATCH)
        .seed(seed.value())
        .fit(digits.train());
    return model;
  }

  /** −ln p(x) of images by probabilities of their pixels, summed over pixels: the mean. */
  private static double surprise(Tensor probabilities, Tensor x) {
    Tensor p = probabilities.clip(1e-6, 1 - 1e-6);
    Tensor each = x.mul(p.log()).add(x.neg().add(1.0).mul(p.neg().add(1.0).log()));
    return -each.mean().item() * PIXELS;
  }

  /** How far images lie from the nearest of others, a root mean square over pixels: the mean. */
  private static double away(Tensor images, Tensor others) {
    Tensor a = images.flatten(1).detach();
    Tensor b = others.flatten(1);
    Tensor squares =
        a.square().sum(1).unsqueeze(1).add(b.square().sum(1)).sub(a.matmul(b.mT()).mul(2.0));
    return squares.min(1).clampMin(0.0).div(PIXELS).sqrt().mean().item();
  }

  private static Figure codes(Tensor means, Tensor labels, double beta) {
    Chart chart =
        Chart.of(
                String.format(Locale.ROOT, "β = %s", number(beta)), "first number", "second number")
            .size(320, 320);
    double[] xs = means.select(1, 0).toDoubles();
    double[] ys = means.select(1, 1).toDoubles();
    long[] classes = labels.toLongs();
    for (int c = 0; c < 10; c++) {
      int label = c;
      int[] at = IntStream.range(0, xs.length).filter(i -> classes[i] == label).toArray();
      chart =
          chart.points(
              Integer.toString(c),
              Arrays.stream(at).mapToDouble(i -> xs[i]).toArray(),
              Arrays.stream(at).mapToDouble(i -> ys[i]).toArray());
    }
    return chart.figure();
  }

  private static Figure walks(VariationalAutoencoder model, Tensor x) {
    List<Tensor> all = new ArrayList<>();
    for (int pair = 0; pair < 3; pair++) {
      Tensor from = x.slice(0, 2L * pair, 2L * pair + 1);
      Tensor to = x.slice(0, 2L * pair + 1, 2L * pair + 2);
      Tensor first = Autograd.noGrad(() -> model.encode(from).mean());
      Tensor last = Autograd.noGrad(() -> model.encode(to).mean());
      List<Tensor> coded = new ArrayList<>();
      for (int i = 0; i < WALK; i++) {
        double share = (double) i / (WALK - 1);
        all.add(from.mul(1 - share).add(to.mul(share)));
        Tensor code = first.mul(1 - share).add(last.mul(share));
        coded.add(Autograd.noGrad(() -> model.decode(code)));
      }
      all.addAll(coded);
    }
    ImageGrid grid = ImageGrid.of("From digit to digit", WALK);
    int i = 0;
    for (double[][][] image : Tiles.coloured(Structure.concat(0, all.toArray(Tensor[]::new)))) {
      grid = grid.image(image, i++ / WALK % 2 == 0 ? "pixels" : "codes");
    }
    return grid.figure();
  }

  private static Findings findings(
      Measured measured,
      double[] alike,
      double[] walked,
      double[] faded,
      Size size,
      Findings.Builder findings) {
    double[] betas = size.betas();
    double[] divergence = Spread.medians(measured.divergence);
    double[] restored = Spread.medians(measured.restored);
    double[] spread = Spread.medians(measured.spread);
    double[] made = Spread.medians(measured.madeAway);
    double constant = Spread.median(alike);
    int bound =
        IntStream.range(0, betas.length).filter(b -> betas[b] == BOUND).findFirst().orElseThrow();
    int last = betas.length - 1;
    findings
        .say(
            "What codes say costs what β weighs: with β = %s the codes of digits hold %.2f nats and"
                + " leave %.1f nats of a digit unsaid, with β = %s they hold %.2f and leave %.1f"
                + " (medians of %d seeds).",
            number(betas[bound]),
            divergence[bound],
            restored[bound],
            number(betas[last]),
            divergence[last],
            restored[last],
            size.seeds())
        .say(
            "A decoder that ignored its code would leave %.1f nats, those of the mean digit: with β"
                + " = %s %s.",
            constant,
            number(betas[last]),
            divergence[last] < 0.1
                ? "the codes have collapsed, and everything is restored alike"
                : "the codes still say something")
        .say(
            "Without the divergence (β = 0) codes lie where they like: their root mean square is"
                + " %.1f, and %.2f with β = 1. Codes drawn from N(0, I) make digits that lie %.3f"
                + " from the nearest real one with β = 0 and %.3f with β = 1, which says nothing of"
                + " those that are never made.",
            spread[0], spread[bound], made[0], made[bound])
        .say(
            "Halfway between two digits the middle of their codes stands, with β = 0.1, for an"
                + " image %.3f from the nearest real digit; the middle of their pixels lies %.3f"
                + " away.",
            Spread.median(walked), Spread.median(faded))
        .number("constant", constant)
        .number("walk-by-codes", Spread.median(walked))
        .number("walk-by-pixels", Spread.median(faded));
    Table table =
        Table.of(
            "Medians over the seeds",
            "β",
            "divergence, nats",
            "unsaid, nats",
            "root mean square of codes",
            "made ones from the nearest real one");
    for (int b = 0; b < betas.length; b++) {
      String beta = number(betas[b]);
      findings
          .number("divergence-" + beta, divergence[b])
          .number("unsaid-" + beta, restored[b])
          .number("spread-" + beta, spread[b])
          .number("made-away-" + beta, made[b]);
      table =
          table.row(
              beta,
              format("%.2f", divergence[b]),
              format("%.1f", restored[b]),
              format("%.2f", spread[b]),
              format("%.3f", made[b]));
    }
    return findings
        .table(table)
        .figure(
            "beta",
            Chart.of("What codes say and what they leave", "divergence, nats", "unsaid, nats")
                .line("β from " + number(betas[last]) + " to 0", divergence, restored)
                .points("β from " + number(betas[last]) + " to 0", divergence, restored)
                .horizontal("the mean digit", constant)
                .figure(),
            "Each dot is a β, the largest on the left: a code that may say more leaves less"
                + " unsaid.")
        .build();
  }

  private static String number(double beta) {
    return beta == Math.rint(beta) ? Long.toString((long) beta) : Double.toString(beta);
  }

  private static String format(String pattern, double number) {
    return String.format(Locale.ROOT, pattern, number);
  }
}
