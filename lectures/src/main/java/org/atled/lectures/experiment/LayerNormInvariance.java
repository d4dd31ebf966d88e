package org.atled.lectures.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.random.Seed;
import org.atled.core.shape.Axes;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.plot.Chart;

/**
 * LN(c·(Wx + b)) = LN(Wx + b) for every c &gt; 0, with LN(z) = (z − μ)/√(v + ε) and ε = 0: μ grows
 * by c and √v by c, and c cancels. Ba, Kiros and Hinton, "Layer normalization", 2016, section 5.1.
 *
 * <p>A function that c does not change has, by Euler's theorem on homogeneous functions, a gradient
 * at right angles to its weights, ⟨W, ∂L/∂W⟩ + ⟨b, ∂L/∂b⟩ = 0, which shrinks as 1/c.
 */
public final class LayerNormInvariance implements Experiment {
  private static final int INPUTS = 20;
  private static final int UNITS = 32;
  private static final int EXAMPLES = 50;
  private static final double USUAL_EPSILON = 1e-5;
  private static final int DECADES = 4;

  /** z = Wx + b for examples x, and a loss L = Σ t ⊙ LN(z). */
  private record Problem(Tensor x, Tensor w, Tensor b, Tensor t) {
    static Problem drawn(Seed seed) {
      return new Problem(
          normal(seed.at("x"), EXAMPLES, INPUTS),
          normal(seed.at("w"), UNITS, INPUTS),
          normal(seed.at("b"), UNITS),
          normal(seed.at("t"), EXAMPLES, UNITS));
    }

    private static Tensor normal(Seed seed, long... sizes) {
      return Sample.normal(seed, new TensorType(DType.FLOAT64, Shape.of(sizes)));
    }

    /** (c·W)x + c·b. */
    Tensor sums(double c) {
      return x.linear(w.mul(c), b.mul(c));
    }

    /** LN((c·W)x + c·b). */
    Tensor output(double c, double epsilon) {
      return layerNorm(sums(c), epsilon);
    }

    /** The gradient of L where the weights are c·W and c·b. */
    Slope slope(double c, double epsilon) {
      Tensor scaledW = w.mul(c).requiresGrad();
      Tensor scaledB = b.mul(c).requiresGrad();
      Tensor loss = layerNorm(x.linear(scaledW, scaledB), epsilon).mul(t).sum();
      Gradients g = Autograd.gradients(loss, scaledW, scaledB);
      double along =
          scaledW.mul(g.of(scaledW)).sum().item() + scaledB.mul(g.of(scaledB)).sum().item();
      double size = g.norm().item();
      double weights = Math.sqrt(scaledW.square().sum().item() + scaledB.square().sum().item());
      return new Slope(size, Math.abs(along) / (size * weights));
    }
  }

  /** ‖∇L‖, and the cosine of the angle between ∇L and the weights. */
  private record Slope(double size, double cosine) {}

  /** (z − μ)/√(v + ε), over the units of each example. */
  private static Tensor layerNorm(Tensor z, double epsilon) {
    Tensor centred = z.sub(z.mean(Axes.of(1).kept())); // z − μ
    Tensor variance = centred.square().mean(Axes.of(1).kept()); // v
    return centred.div(variance.add(epsilon).sqrt());
  }

  @Override
  public String name() {
    return "layer-norm-invariance";
  }

  @Override
  public String title() {
    return "Scaling W and b leaves LN(Wx + b) as it is";
  }

  @Override
  public Findings run(Seed seed) {
    Problem problem = Problem.drawn(seed);
    double[] scales =
        IntStream.rangeClosed(-2 * DECADES, 2 * DECADES)
            .mapToDouble(i -> StrictMath.pow(10, i / 2.0))
            .toArray();
    double[] without = changes(scales, problem::sums);
    double[] exact = changes(scales, c -> problem.output(c, 0));
    double[] usual = changes(scales, c -> problem.output(c, USUAL_EPSILON));
    List<Slope> slopes = Arrays.stream(scales).mapToObj(c -> problem.slope(c, 0)).toList();
    List<Slope> usualSlopes =
        Arrays.stream(scales).mapToObj(c -> problem.slope(c, USUAL_EPSILON)).toList();
    double mirrored = difference(problem.output(-1, 0), problem.output(1, 0).neg());
    double cosine = slopes.stream().mapToDouble(Slope::cosine).max().orElseThrow();
    double first = slopes.getFirst().size() * scales[0];
    double product =
        IntStream.range(0, scales.length)
            .mapToDouble(i -> Math.abs(slopes.get(i).size() * scales[i] / first - 1))
            .max()
            .orElseThrow();
    double most = Arrays.stream(exact).max().orElseThrow();
    return Findings.builder()
        .say(
            "W and b are multiplied by c from 1e-%d to 1e%d. With ε = 0 no element of LN(Wx + b)"
                + " changes by more than %.0e, which is rounding in float64.",
            DECADES, DECADES, most)
        .say(
            "With the usual ε = 1e-5 one changes by %.2f at c = 1e-%d: there ε is no longer small"
                + " beside the variance. With larger weights it does not matter.",
            usual[0], DECADES)
        .say("A negative c turns the sign: LN(−z) and −LN(z) differ by %.1g.", mirrored)
        .say(
            "So the gradient stands at right angles to the weights (the cosine is at most %.0e) and"
                + " shrinks as 1/c: c times its norm is the same to within %.0e. A step along it"
                + " lengthens the weights, and thereby shortens the steps that follow.",
            cosine, product)
        .number("change-without-epsilon", most)
        .number("change-with-epsilon-small", usual[0])
        .number("change-with-epsilon-large", usual[usual.length - 1])
        .number("change-of-sums", without[without.length - 1])
        .number("mirrored", mirrored)
        .number("cosine", cosine)
        .number("gradient-times-scale", product)
        .figure(
            "change",
            Chart.of("Scaling W and b by c", "c", "greatest change of an element")
                .logX()
                .logY()
                .line("Wx + b", scales, drawn(without))
                .line("LN(Wx + b), ε = 1e-5", scales, drawn(usual))
                .line("LN(Wx + b), ε = 0", scales, drawn(exact))
                .points("LN(Wx + b), ε = 0", scales, drawn(exact))
                .figure(),
            "At c = 1 nothing changes, hence the gap. Without ε all that is left is rounding.")
        .figure(
            "gradient",
            Chart.of("The gradient by W and b", "c", "‖∇L‖")
                .logX()
                .logY()
                .line("ε = 0", scales, sizes(slopes))
                .points("ε = 0", scales, sizes(slopes))
                .line("ε = 1e-5", scales, sizes(usualSlopes))
                .figure(),
            "A line of slope −1: ten times the weights, a tenth of the gradient.")
        .build();
  }

  /** How much the output changes for each c, at the element where it changes most. */
  private static double[] changes(double[] scales, DoubleFunction<Tensor> output) {
    Tensor unscaled = output.apply(1);
    return Arrays.stream(scales).map(c -> difference(output.apply(c), unscaled)).toArray();
  }

  private static double difference(Tensor a, Tensor b) {
    return a.sub(b).abs().max().item();
  }

  /** 0 has no place on a logarithmic axis. */
  private static double[] drawn(double[] changes) {
    return Arrays.stream(changes).map(change -> change == 0 ? Double.NaN : change).toArray();
  }

  private static double[] sizes(List<Slope> slopes) {
    return slopes.stream().mapToDouble(Slope::size).toArray();
  }
}
