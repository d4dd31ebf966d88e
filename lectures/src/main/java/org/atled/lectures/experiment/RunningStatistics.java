package org.atled.lectures.experiment;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.lectures.Findings;
import org.atled.nn.Mode;
import org.atled.nn.layer.BatchNorm1d;
import org.atled.plot.Chart;

/**
 * What batch norm evaluates with: running ← (1 − m)·running + m·batch, from mean 0 and variance 1.
 * After t batches of B examples from N(μ, σ²) the mean is off by μ(1 − m)ᵗ, and by noise of
 * variance σ²/B·m/(2 − m)·(1 − (1 − m)²ᵗ), the sum of the squares of its weights.
 */
final class RunningStatistics {
  private static final int FEATURES = 160;
  private static final int BATCH = 16;
  private static final int STEPS = 400;
  private static final double MEAN = 3;
  private static final double DEVIATION = 2;
  private static final double[] MOMENTA = {0.1, 0.01};
  private static final int[] BATCHES = {2, 4, 8, 16, 32, 64, 128, 256};
  private static final Mode TRAINING = Mode.training(Seed.of(0), Slot.of(0L));

  private RunningStatistics() {}

  /** Examples of so many features, each N(μ, σ²). */
  private static Tensor examples(Seed seed, int count) {
    return Sample.normal(seed, count, FEATURES).mul(DEVIATION).add(MEAN);
  }

  private static BatchNorm1d norm(BatchNorm1d.Config config) {
    return new BatchNorm1d(config.withoutAffine());
  }

  /** One batch in training: what waits in its gradients are the running statistics. */
  private static Tensor train(BatchNorm1d norm, Tensor batch) {
    Tensor leaf = batch.requiresGrad();
    Tensor y = norm.apply(leaf, TRAINING);
    Autograd.gradients(y.square().sum(), leaf).applyPending();
    return y.detach();
  }

  /** How far the running mean is off after each batch, over the features: √mean (running − μ)². */
  private static double[] errors(BatchNorm1d norm, Seed seed) {
    double[] errors = new double[STEPS];
    for (int t = 0; t < STEPS; t++) {
      train(norm, examples(seed.at(t), BATCH));
      Tensor mean = Objects.requireNonNull(norm.cells().get("running_mean")).value();
      errors[t] = Math.sqrt(mean.sub(MEAN).square().mean().item());
    }
    return errors;
  }

  private static double[] expected(double momentum) {
    return IntStream.rangeClosed(1, STEPS)
        .mapToDouble(t -> {
          double left = StrictMath.pow(1 - momentum, t);
          double bias = MEAN * left;
          double noise =
              DEVIATION * DEVIATION / BATCH * momentum / (2 - momentum) * (1 - left * left);
          return Math.sqrt(bias * bias + noise);
        })
        .toArray();
  }

  static void report(Seed seed, Findings.Builder findings) {
    double[] t = IntStream.rangeClosed(1, STEPS).asDoubleStream().toArray();
    Chart chart =
        Chart.of("The running mean finds the mean", "batches", "root mean square error")
            .logX()
            .logY();
    double[][] found = new double[MOMENTA.length][];
    double off = 0;
    for (int i = 0; i < MOMENTA.length; i++) {
      BatchNorm1d.Config config = BatchNorm1d.Config.of(FEATURES).withMomentum(MOMENTA[i]);
      found[i] = errors(norm(config), seed.at("stream"));
      double[] expected = expected(MOMENTA[i]);
      for (int step = 0; step < STEPS; step++) {
        off = Math.max(off, Math.abs(found[i][step] / expected[step] - 1));
      }
      chart = chart.line("momentum " + MOMENTA[i], t, found[i]).dashed("its formula", t, expected);
    }
    double[] all = errors(norm(BatchNorm1d.Config.of(FEATURES).averagingAll()), seed.at("stream"));
    chart = chart.line("mean of all batches", t, all);
    double slope = LogLog.slope(t, all);
    double after10 = found[0][9];
    findings
        .say(
            "The running mean forgets its start, 0, as (1 − momentum)ᵗ, and then keeps the noise of"
                + " the last 1/momentum batches. It misses a mean of %.0f by %.2f after 10 batches,"
                + " and by %.3f after %d with momentum 0.1, by %.3f with 0.01; formula and run"
                + " differ by at most %.0f %%. The error of the mean of all batches goes on"
                + " falling, as t to the %.2f.",
            MEAN, after10, found[0][STEPS - 1], STEPS, found[1][STEPS - 1], 100 * off, slope)
        .number("running-mean-off-after-10", after10)
        .number("running-mean-off", found[0][STEPS - 1])
        .number("running-mean-off-slow", found[1][STEPS - 1])
        .number("formula-off", off)
        .number("mean-of-all-slope", slope)
        .figure(
            "running-mean",
            chart.figure(),
            "Evaluated too early a network is off by what is left of the start; the smaller"
                + " momentum takes ten times as long and ends nearer. Formula: √((μ(1 − m)ᵗ)² +"
                + " σ²/B·m/(2 − m)·(1 − (1 − m)²ᵗ)).");
    twoModes(seed.at("modes"), findings);
  }

  /** How far training and evaluation are apart, by the size of a batch. */
  private static void twoModes(Seed seed, Findings.Builder findings) {
    BatchNorm1d norm = norm(BatchNorm1d.Config.of(FEATURES).averagingAll());
    for (int i = 0; i < STEPS; i++) {
      train(norm, examples(seed.at("learned").at(i), 64));
    }
    double[] apart = new double[BATCHES.length];
    for (int b = 0; b < BATCHES.length; b++) {
      double squares = 0;
      int count = Math.max(2, 256 / BATCHES[b]);
      for (int i = 0; i < count; i++) {
        Tensor batch = examples(seed.at("asked").at(b).at(i), BATCHES[b]);
        Tensor y = norm.apply(batch, TRAINING);
        squares += y.sub(norm.apply(batch)).square().mean().item() / count;
      }
      apart[b] = Math.sqrt(squares);
    }
    double[] sizes = Arrays.stream(BATCHES).asDoubleStream().toArray();
    double slope = LogLog.slope(sizes, apart);
    findings
        .say(
            "In training an output depends on the rest of the batch, in evaluation on the example"
                + " alone. The two are %.2f standard deviations apart in batches of %d and %.2f in"
                + " batches of %d: as B to the %.2f.",
            apart[0], BATCHES[0], apart[BATCHES.length - 1], BATCHES[BATCHES.length - 1], slope)
        .number("modes-apart-2", apart[0])
        .number("modes-apart-256", apart[BATCHES.length - 1])
        .number("modes-slope", slope)
        .figure(
            "modes",
            Chart.of("Training and evaluation", "examples in a batch", "apart, of 1 deviation")
                .logX()
                .logY()
                .line("found", sizes, apart)
                .points("found", sizes, apart)
                .figure(),
            "The same examples normalised by their batch and by running statistics of %,d batches."
                .formatted(STEPS));
  }
}
