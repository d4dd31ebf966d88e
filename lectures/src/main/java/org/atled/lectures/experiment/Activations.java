package org.atled.lectures.experiment;

import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.plot.Panels;

/**
 * Six activations and their derivatives, the derivatives by automatic differentiation and checked
 * against difference quotients. What a derivative is far from zero decides how units learn: a
 * sigmoid's is nowhere above ¼, a ReLU's is 1 or 0.
 */
public final class Activations implements Experiment {
  private static final double REACH = 6;

  /** A multiple of the step is never 0, where ReLU has its kink. */
  private static final int PLACES = 1_200;

  private static final double SLOPE = 0.1;
  private static final int LAYERS = 10;

  /** A function of each element, with its formulas as a lecture writes them. */
  private record Shown(String name, String formula, String derivative, UnaryOperator<Tensor> f) {}

  private static final List<Shown> ALL =
      List.of(
          new Shown("sigmoid", "σ(z) = 1/(1 + e⁻ᶻ)", "σ(z)·(1 − σ(z))", Tensor::sigmoid),
          new Shown("tanh", "tanh z", "1 − tanh² z", Tensor::tanh),
          new Shown("ReLU", "max(z, 0)", "1 if z > 0, else 0", Tensor::relu),
          new Shown(
              "leaky ReLU",
              "z if z > 0, else " + SLOPE + "·z",
              "1 if z > 0, else " + SLOPE,
              z -> z.leakyRelu(SLOPE)),
          new Shown("GELU", "z·Φ(z)", "Φ(z) + z·φ(z)", Tensor::gelu),
          new Shown("softplus", "ln(1 + eᶻ)", "σ(z)", Tensor::softplus));

  /** z, f(z) and f′(z). */
  private record Curve(Shown shown, double[] z, double[] f, double[] slope) {
    static Curve of(Shown shown) {
      Tensor z = Tensor.linspace(-REACH, REACH, PLACES).requiresGrad();
      Tensor f = shown.f().apply(z);
      // Σ f(zᵢ) has the gradient f′(zᵢ) by zᵢ: elements do not mix.
      Tensor slope = Autograd.gradients(f.sum(), z).of(z);
      return new Curve(shown, z.toDoubles(), f.toDoubles(), slope.toDoubles());
    }

    double steepest() {
      return DoubleStream.of(slope).max().orElseThrow();
    }

    double flattest() {
      return DoubleStream.of(slope).min().orElseThrow();
    }

    /** The share of [−6, 6] where the derivative is below a tenth: there a unit hardly learns. */
    double flatShare() {
      return DoubleStream.of(slope).filter(s -> Math.abs(s) < 0.1).count() / (double) PLACES;
    }

    /** How far f′ is from (f(z + h) − f(z − h))/2h. */
    double miss() {
      double h = 1e-5;
      Tensor at = Tensor.of(z);
      Tensor quotient = shown.f().apply(at.add(h)).sub(shown.f().apply(at.sub(h))).div(2 * h);
      return quotient.sub(Tensor.of(slope)).abs().max().item();
    }
  }

  @Override
  public String name() {
    return "activations";
  }

  @Override
  public String title() {
    return "Sigmoid, tanh, ReLU, leaky ReLU, GELU, softplus, and their derivatives";
  }

  /** Nothing in it is random. */
  @Override
  public Findings run(Seed seed) {
    List<Curve> curves = ALL.stream().map(Curve::of).toList();
    double sigmoid = curves.get(0).steepest();
    double miss = curves.stream().mapToDouble(Curve::miss).max().orElseThrow();
    Findings.Builder findings =
        Findings.builder()
            .say(
                "The derivative of the sigmoid is at most ¼: through %d layers of sigmoids a"
                    + " gradient is multiplied by at most ¼ each time, %.1e together, the weights"
                    + " apart.",
                LAYERS, StrictMath.pow(sigmoid, LAYERS))
            .say(
                "Tanh is a sigmoid stretched to (−1, 1), tanh z = 2σ(2z) − 1; its derivative"
                    + " reaches 1, but like the sigmoid's it vanishes on both sides: over [−6, 6]"
                    + " it is below 0.1 on %.0f %% of the way, the sigmoid's on %.0f %%.",
                100 * curves.get(1).flatShare(), 100 * curves.get(0).flatShare())
            .say(
                "ReLU has derivative 1 where it is active and exactly 0 where not; leaky ReLU keeps"
                    + " %.1f there, so that no unit is dead for good.",
                SLOPE)
            .say(
                "Softplus is a smooth ReLU whose derivative is the sigmoid; GELU is another, not"
                    + " monotone, whose derivative goes from %.2f to %.2f.",
                curves.get(4).flattest(), curves.get(4).steepest())
            .say(
                "All derivatives here come from automatic differentiation and are within %.0e of"
                    + " difference quotients.",
                miss)
            .number("furthest-from-difference-quotient", miss)
            .number("sigmoid-through-ten-layers", StrictMath.pow(sigmoid, LAYERS));
    for (Curve curve : curves) {
      String key = curve.shown().name().toLowerCase(Locale.ROOT).replace(' ', '-');
      findings
          .number(key + "-steepest", curve.steepest())
          .number(key + "-flattest", curve.flattest())
          .number(key + "-flat-share", curve.flatShare());
    }
    Figure[] panels = curves.stream().map(Activations::panel).toArray(Figure[]::new);
    return findings
        .table(table(curves))
        .figure(
            "activations",
            Panels.of("Activations and their derivatives", 3, panels),
            "Each activation and, dashed, its derivative. Where the derivative is near 0 no"
                + " gradient passes: on both sides of the sigmoid and of tanh, on the left of"
                + " ReLU.")
        .figure(
            "derivatives",
            derivatives(curves),
            "The six derivatives on one scale: the sigmoid's never exceeds ¼; softplus' only"
                + " comes near 1, all others reach it.")
        .build();
  }

  private static Figure panel(Curve curve) {
    return Chart.of(curve.shown().name(), "z", "f(z), f′(z)")
        .size(250, 190)
        .xRange(-REACH, REACH)
        .yRange(-1.2, 3)
        .line("f", curve.z(), curve.f())
        .dashed("f′", curve.z(), curve.slope())
        .figure();
  }

  private static Figure derivatives(List<Curve> curves) {
    Chart chart = Chart.of("Derivatives", "z", "f′(z)").xRange(-REACH, REACH).yRange(-0.2, 1.2);
    for (Curve curve : curves) {
      chart = chart.line(curve.shown().name(), curve.z(), curve.slope());
    }
    return chart.figure();
  }

  private static Table table(List<Curve> curves) {
    Table table =
        Table.of(
            "Formulas", "activation", "f(z)", "f′(z)", "least f′", "greatest f′", "|f′| < 0.1");
    for (Curve curve : curves) {
      table =
          table.row(
              curve.shown().name(),
              curve.shown().formula(),
              curve.shown().derivative(),
              number(curve.flattest()),
              number(curve.steepest()),
              String.format(Locale.ROOT, "%.0f %%", 100 * curve.flatShare()));
    }
    return table;
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }
}
