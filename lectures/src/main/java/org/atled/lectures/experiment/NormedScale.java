package org.atled.lectures.experiment;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.lectures.Findings;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.layer.BatchNorm1d;
import org.atled.nn.layer.LayerNorm;
import org.atled.plot.Chart;

/**
 * BN(c·Wx) = BN(Wx) for each unit's own c, so that a step of η on c·W does what one of η/c² does on
 * W: van Laarhoven, "L2 regularization versus batch and weight normalization", 2017. {@link
 * LayerNormInvariance} has the same of layer norm, for a c that all units share.
 */
final class NormedScale {
  private static final int INPUTS = 20;
  private static final int UNITS = 32;
  private static final int EXAMPLES = 50;
  private static final int STEPS = 60;
  private static final double RATE = 2; // η
  private static final double SCALE = 10; // c
  private static final Mode TRAINING = Mode.training(Seed.of(0), Slot.of(0L));

  private static final Layer BATCH_NORM =
      new BatchNorm1d(BatchNorm1d.Config.of(UNITS).withEps(0).withoutAffine());
  private static final Layer LAYER_NORM =
      new LayerNorm(LayerNorm.Config.of(UNITS).withEps(0).withoutAffine());

  private final Tensor x;
  private final Tensor w;
  private final Tensor target;

  private NormedScale(Seed seed) {
    x = normal(seed.at("x"), EXAMPLES, INPUTS);
    w = normal(seed.at("w"), UNITS, INPUTS);
    target = normal(seed.at("target"), EXAMPLES, UNITS);
  }

  private static Tensor normal(Seed seed, long... sizes) {
    return Sample.normal(seed, new TensorType(DType.FLOAT64, Shape.of(sizes)));
  }

  /** The greatest change of an output when the weights, or what they give, change. */
  private double change(Layer norm, UnaryOperator<Tensor> weights, UnaryOperator<Tensor> sums) {
    Tensor before = norm.apply(x.linear(w), TRAINING);
    Tensor after = norm.apply(sums.apply(x.linear(weights.apply(w))), TRAINING);
    return after.sub(before).abs().max().item();
  }

  /** L = ½ mean ‖BN(Wx) − t‖². */
  private Tensor loss(Tensor weights) {
    return BATCH_NORM
        .apply(x.linear(weights), TRAINING)
        .sub(target)
        .square()
        .sum(1)
        .mean()
        .mul(0.5);
  }

  private Tensor gradient(Tensor weights) {
    Tensor leaf = weights.requiresGrad();
    return Autograd.gradients(loss(leaf), leaf).of(leaf);
  }

  /**
   * Gradient descent.
   *
   * @param losses before each step
   * @param weights at the end
   * @param squares Σ η²‖g‖²
   */
  private record Descent(double[] losses, Tensor weights, double squares) {}

  private Descent descend(double scale, double rate) {
    double[] losses = new double[STEPS];
    Tensor weights = w.mul(scale);
    double squares = 0;
    for (int step = 0; step < STEPS; step++) {
      losses[step] = loss(weights).item();
      Tensor move = gradient(weights).mul(rate);
      squares += move.square().sum().item();
      weights = weights.sub(move);
    }
    return new Descent(losses, weights, squares);
  }

  static void report(Seed seed, Findings.Builder findings) {
    NormedScale problem = new NormedScale(seed);
    UnaryOperator<Tensor> same = t -> t;
    Tensor factors = normal(seed.at("factors"), UNITS, 1).exp();
    double common =
        Math.max(
            problem.change(BATCH_NORM, t -> t.mul(1e4), same),
            problem.change(BATCH_NORM, t -> t.mul(1e-4), same));
    double each = problem.change(BATCH_NORM, t -> t.mul(factors), same);
    double shifted = problem.change(BATCH_NORM, same, t -> t.add(factors.reshape(-1)));
    double layerCommon =
        Math.max(
            problem.change(LAYER_NORM, t -> t.mul(1e4), same),
            problem.change(LAYER_NORM, t -> t.mul(1e-4), same));
    double layerEach = problem.change(LAYER_NORM, t -> t.mul(factors), same);
    double layerShifted = problem.change(LAYER_NORM, same, t -> t.add(factors.reshape(-1)));
    double g = problem.gradient(problem.w).square().sum().sqrt().item();
    double scaled = problem.gradient(problem.w.mul(SCALE)).square().sum().sqrt().item();
    findings
        .say(
            "Batch norm without ε gives the same for c·W as for W: for c = 1e-4 and c = 1e4 no"
                + " output changes by more than %.0e, with a c of its own for each unit by %.0e,"
                + " and with a bias by %.0e. Layer norm shares the first (%.0e) and not the others"
                + " (%.1f and %.1f): it knows the units by each other, batch norm the examples.",
            common, each, shifted, layerCommon, layerEach, layerShifted)
        .number("change-by-scale", common)
        .number("change-by-scale-of-each", each)
        .number("change-by-bias", shifted)
        .number("layer-norm-change-by-scale", layerCommon)
        .number("layer-norm-change-by-scale-of-each", layerEach)
        .number("layer-norm-change-by-bias", layerShifted)
        .number("gradient-ratio", g / scaled);
    rates(problem, g / scaled, findings);
  }

  private static void rates(NormedScale problem, double ratio, Findings.Builder findings) {
    Descent plain = problem.descend(1, RATE);
    Descent corrected = problem.descend(SCALE, RATE * SCALE * SCALE);
    Descent slow = problem.descend(SCALE, RATE);
    double apart =
        IntStream.range(0, STEPS)
            .mapToDouble(i -> Math.abs(plain.losses()[i] / corrected.losses()[i] - 1))
            .max()
            .orElseThrow();
    double before = problem.w.square().sum().item();
    double after = plain.weights().square().sum().item();
    double growth = Math.abs((after - before) / plain.squares() - 1);
    double gained = plain.losses()[0] - plain.losses()[STEPS - 1];
    double gainedSlow = slow.losses()[0] - slow.losses()[STEPS - 1];
    findings
        .say(
            "Weights %.0f times as large have a gradient %.2f times as small, so that a learning"
                + " rate means η/‖W‖²: with %.0f times the rate their losses are those of W for all"
                + " %d steps, to within %.0e of them; with the same rate they have come %.0f %% as"
                + " far.",
            SCALE, ratio, SCALE * SCALE, STEPS, apart, 100 * gainedSlow / gained)
        .say(
            "As the gradient is at right angles to the weights, each step lengthens them: ‖W‖² grew"
                + " by %.3g, which is Σ η²‖g‖² to within %.0e. Without weight decay the rate that"
                + " counts only falls.",
            after - before, growth)
        .number("losses-apart", apart)
        .number("share-with-the-same-rate", gainedSlow / gained)
        .number("growth-off", growth)
        .figure(
            "rates",
            chart(plain, corrected, slow).figure(),
            "Steps on W, on 10·W with a hundred times the learning rate, and on 10·W with the same:"
                + " the first two are one curve.");
  }

  private static Chart chart(Descent plain, Descent corrected, Descent slow) {
    double[] steps = IntStream.range(0, STEPS).asDoubleStream().toArray();
    int[] some = IntStream.range(0, STEPS).filter(i -> i % 5 == 0).toArray();
    return Chart.of("Batch norm makes learning rates relative", "step", "loss")
        .line("W, rate η", steps, plain.losses())
        .points(
            "10·W, rate 100·η",
            Arrays.stream(some).asDoubleStream().toArray(),
            Arrays.stream(some).mapToDouble(i -> corrected.losses()[i]).toArray())
        .dashed("10·W, rate η", steps, slow.losses());
  }
}
