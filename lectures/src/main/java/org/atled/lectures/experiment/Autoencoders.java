package org.atled.lectures.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.data.Dataset;
import org.atled.data.Digits;
import org.atled.data.Split;
import org.atled.generative.Autoencoder;
import org.atled.generative.Blueprint;
import org.atled.generative.Coders;
import org.atled.generative.Likelihood;
import org.atled.generative.Unflatten;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.linalg.Linalg;
import org.atled.nn.Layer;
import org.atled.nn.layer.Flatten;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Sequential;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.Schedules;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.plot.ImageGrid;

/**
 * What a code of few numbers keeps of digits. A linear autoencoder finds what principal components
 * know (Baldi and Hornik 1989), one with a hidden layer may keep more, and one that saw noise in
 * training takes noise away (Vincent et al. 2008).
 */
public final class Autoencoders implements Experiment {
  private static final int SIDE = 12;
  private static final int PIXELS = SIDE * SIDE;
  private static final int HIDDEN = 128;
  private static final int BATCH = 100;
  private static final double NOISE = 0.4;
  private static final int SHOWN = 8;

  /**
   * How much is done.
   *
   * @param codes how many numbers a code has, in order
   * @param shown which of these is drawn, and learns with noise
   */
  record Size(int train, int test, int epochs, int seeds, int shown, int... codes) {}

  /** Mean square differences to the test digits, a pixel, [seeds, codes]. */
  private record Errors(double[][] components, double[][] linear, double[][] bent) {
    static Errors empty(int seeds, int codes) {
      return new Errors(
          new double[seeds][codes], new double[seeds][codes], new double[seeds][codes]);
    }
  }

  @Override
  public String name() {
    return "autoencoder";
  }

  @Override
  public String title() {
    return "What a code of few numbers keeps of digits: principal components and autoencoders";
  }

  @Override
  public Findings run(Seed seed) {
    return run(seed, new Size(3_000, 500, 30, 2, 8, 2, 4, 8, 16));
  }

  @Override
  public Findings quick(Seed seed) {
    return run(seed, new Size(1_000, 200, 60, 1, 8, 2, 8));
  }

  Findings run(Seed seed, Size size) {
    int[] codes = size.codes();
    Errors errors = Errors.empty(size.seeds(), codes.length);
    Findings.Builder findings = Findings.builder();
    Split shown = digits(seed.at(0), size);
    Seed ofShown = seed.at(0).at("weights");
    UnaryOperator<Tensor> plain =
        bent(shown.train(), size.shown(), 0, size, ofShown.at(size.shown()));
    for (int s = 0; s < size.seeds(); s++) {
      Seed own = seed.at(s);
      Split digits = digits(own, size);
      Tensor test = flat(digits.test());
      for (int c = 0; c < codes.length; c++) {
        Seed weights = own.at("weights").at(codes[c]);
        errors.components[s][c] = error(components(digits.train(), codes[c]), test, test);
        errors.linear[s][c] = error(linear(digits.train(), codes[c], size, weights), test, test);
        boolean isShown = s == 0 && codes[c] == size.shown();
        errors.bent[s][c] =
            error(isShown ? plain : bent(digits.train(), codes[c], 0, size, weights), test, test);
      }
    }
    compare(errors, size, findings);
    restored(shown, plain, size, ofShown, findings);
    return findings.build();
  }

  private static Split digits(Seed seed, Size size) {
    return Digits.small(seed.at("digits"), size.train(), size.test(), SIDE);
  }

  private static Tensor flat(Dataset digits) {
    return digits.spread(digits.size()).x().flatten(1);
  }

  private static double error(UnaryOperator<Tensor> restore, Tensor seen, Tensor wanted) {
    return Autograd.noGrad(() -> restore.apply(seen).sub(wanted).square().mean()).item();
  }

  /** The mean and the directions in which digits vary most. */
  private static UnaryOperator<Tensor> components(Dataset train, int code) {
    Tensor x = flat(train).to(DType.FLOAT64);
    Tensor mean = x.mean(0);
    Tensor centred = x.sub(mean);
    Tensor vectors = Linalg.eigh(centred.mT().matmul(centred)).vectors(); // of ascending values
    Tensor most = vectors.slice(1, PIXELS - code, PIXELS).to(DType.FLOAT32);
    Tensor middle = mean.to(DType.FLOAT32);
    return y -> y.sub(middle).matmul(most).matmul(most.mT()).add(middle);
  }

  private static UnaryOperator<Tensor> linear(Dataset train, int code, Size size, Seed seed) {
    return trained(
        train,
        Sequential.of(new Flatten(), new Linear(PIXELS, code)),
        Sequential.of(new Linear(code, PIXELS), new Unflatten(1, SIDE, SIDE)),
        1e-2,
        0,
        size,
        seed);
  }

  private static UnaryOperator<Tensor> bent(
      Dataset train, int code, double noise, Size size, Seed seed) {
    Shape image = Shape.of(1, SIDE, SIDE);
    return trained(
        train,
        Coders.dense(image, HIDDEN, code),
        Coders.denseBack(image, HIDDEN, code),
        3e-3,
        noise,
        size,
        seed);
  }

  private static UnaryOperator<Tensor> trained(
      Dataset train,
      Layer encoder,
      Layer decoder,
      double rate,
      double noise,
      Size size,
      Seed seed) {
    Autoencoder model =
        new Autoencoder(
            Autoencoder.Config.of(encoder, decoder, Likelihood.GAUSSIAN).withNoise(noise));
    new Blueprint.Auto(1, Blueprint.Kind.DENSE, noise, 0)
        .trainer(model, Adam.withLearningRate(rate))
        .schedule(Schedules.parse("cosine"))
        .epochs(size.epochs())
        .batchSize(BATCH)
        .seed(seed.value())
        .fit(train);
    return x -> model.reconstruct(x.reshape(-1, 1, SIDE, SIDE)).flatten(1);
  }

  private static void compare(Errors errors, Size size, Findings.Builder findings) {
    int[] codes = size.codes();
    double[] components = Spread.medians(errors.components);
    double[] linear = Spread.medians(errors.linear);
    double[] bent = Spread.medians(errors.bent);
    double[] xs = Arrays.stream(codes).asDoubleStream().toArray();
    double away =
        IntStream.range(0, codes.length)
            .mapToDouble(c -> linear[c] / components[c] - 1)
            .max()
            .orElseThrow();
    int last = codes.length - 1;
    findings
        .say(
            "A linear autoencoder finds what principal components know: with codes of %d to %d"
                + " numbers it restores new digits with at most %.1f %% more error than they do"
                + " (medians of %d seeds).",
            codes[0], codes[last], 100 * away, size.seeds())
        .say(
            "With hidden layers of %d and %d units, %d numbers restore digits to a mean square"
                + " error of %.4f a pixel where components leave %.4f, and %d to %.4f where they"
                + " leave %.4f.",
            HIDDEN,
            HIDDEN / 2,
            codes[0],
            bent[0],
            components[0],
            codes[last],
            bent[last],
            components[last])
        .number("linear-above-components", away);
    Table table =
        Table.of(
            "Mean square error a pixel, of new digits",
            "numbers in a code",
            "principal components",
            "linear",
            "with hidden layers");
    for (int c = 0; c < codes.length; c++) {
      findings
          .number("components-" + codes[c], components[c])
          .number("linear-" + codes[c], linear[c])
          .number("hidden-" + codes[c], bent[c]);
      table =
          table.row(
              Integer.toString(codes[c]), four(components[c]), four(linear[c]), four(bent[c]));
    }
    findings
        .table(table)
        .figure(
            "error",
            Chart.of("What a code leaves out", "numbers in a code", "mean square error a pixel")
                .logX()
                .line("principal components", xs, components)
                .points("linear autoencoder", xs, linear)
                .band("hidden layers", xs, Spread.least(errors.bent), Spread.greatest(errors.bent))
                .line("hidden layers", xs, bent)
                .points("hidden layers", xs, bent)
                .figure(),
            "New digits of %d pixels. The dots of the linear autoencoder lie near the line of the"
                    .formatted(PIXELS)
                + " components; the band of the other goes from the best to the worst seed.");
  }

  private static String four(double number) {
    return String.format(Locale.ROOT, "%.4f", number);
  }

  private static void restored(
      Split digits, UnaryOperator<Tensor> plain, Size size, Seed seed, Findings.Builder findings) {
    int code = size.shown();
    Tensor clean = flat(digits.test());
    Tensor noisy = clean.add(Sample.normal(seed.at("noise"), size.test(), PIXELS).mul(NOISE));
    UnaryOperator<Tensor> components = components(digits.train(), code);
    UnaryOperator<Tensor> taught = bent(digits.train(), code, NOISE, size, seed.at("taught"));
    double left = error(taught, noisy, clean);
    double plainLeft = error(plain, noisy, clean);
    double componentsLeft = error(components, noisy, clean);
    double before = noisy.sub(clean).square().mean().item();
    findings
        .say(
            "Of digits with noise of deviation %.1f, an error of %.3f, the autoencoder of %d"
                + " numbers that saw such noise in training leaves %.4f; the same without noise in"
                + " training leaves %.4f, and %d components leave %.4f.",
            NOISE, before, code, left, plainLeft, code, componentsLeft)
        .number("noise", before)
        .number("left-when-taught", left)
        .number("left-when-not", plainLeft)
        .number("left-by-components", componentsLeft)
        .figure(
            "restored",
            rows(
                "Codes of %d numbers".formatted(code),
                List.of("as it is", "by components", "hidden layers"),
                clean,
                components.apply(clean),
                plain.apply(clean)),
            "New digits, and what two codes of %d numbers make of them.".formatted(code))
        .figure(
            "denoised",
            rows(
                "Noise taken away",
                List.of("noisy", "components", "not taught", "taught"),
                noisy,
                components.apply(noisy),
                plain.apply(noisy),
                taught.apply(noisy)),
            "The same digits under noise: by components, by an autoencoder that never saw noise,"
                + " and by one that did.");
  }

  private static Figure rows(String title, List<String> names, Tensor... all) {
    ImageGrid grid = ImageGrid.of(title, SHOWN);
    for (int r = 0; r < all.length; r++) {
      Tensor images = all[r].slice(0, 0, SHOWN).clip(0.0, 1.0).detach();
      for (int i = 0; i < SHOWN; i++) {
        double[][] image =
            (double[][]) images.get(i).reshape(SIDE, SIDE).to(DType.FLOAT64).toArray();
        grid = grid.image(image, names.get(r));
      }
    }
    return grid.figure();
  }
}
