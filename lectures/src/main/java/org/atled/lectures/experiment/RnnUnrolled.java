package org.atled.lectures.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.lectures.scalar.Value;
import org.atled.nn.Mode;
import org.atled.nn.WeightTransfer;
import org.atled.nn.layer.RNN;
import org.atled.plot.Chart;
import org.atled.plot.Figure;

/**
 * Back-propagation through time (Werbos 1990) by hand, in scalars, in tensors and by the layer. Of
 * h_t = tanh(W·x_t + U·h_{t−1} + b) and L = ½·‖h_T − y‖², with δ_t the gradient by what stands in
 * tanh,
 *
 * <pre>
 * δ_T = (h_T − y) ⊙ (1 − h_T²),   δ_t = (Uᵀ·δ_{t+1}) ⊙ (1 − h_t²),
 * ∂L/∂U = Σ δ_t·h_{t−1}ᵀ,   ∂L/∂W = Σ δ_t·x_tᵀ,   ∂L/∂b = Σ δ_t,   ∂L/∂x_t = Wᵀ·δ_t.
 * </pre>
 *
 * One U is used at every step, so that its gradient is a sum over steps; what is left of it where
 * the sum is cut off is truncated back-propagation.
 */
public final class RnnUnrolled implements Experiment {
  private static final int IN = 3;
  private static final int HIDDEN = 4;
  private static final int STEPS = 12;
  private static final int WIDE = 32;
  private static final int LONG = 40;
  private static final double[] SCALES = {0.5, 1, 1.5};

  /**
   * A network and what it reads; all numbers are those of float32, so that the layer has the same.
   *
   * @param w [hidden, in]
   * @param u [hidden, hidden]
   * @param x [steps, in]
   * @param y [hidden]
   */
  private record Network(double[][] w, double[][] u, double[] b, double[][] x, double[] y) {
    static Network drawn(int in, int hidden, int steps, double scale, Seed seed) {
      double root = Math.sqrt(hidden);
      return new Network(
          matrix(seed.at("w"), hidden, in, 1 / Math.sqrt(in)),
          matrix(seed.at("u"), hidden, hidden, scale / root),
          matrix(seed.at("b"), 1, hidden, 0.1)[0],
          matrix(seed.at("x"), steps, in, 1),
          matrix(seed.at("y"), 1, hidden, 0.5)[0]);
    }

    private static double[][] matrix(Seed seed, int rows, int columns, double deviation) {
      double[] numbers = Sample.normal(seed, rows, columns).mul(deviation).toDoubles();
      return IntStream.range(0, rows)
          .mapToObj(i -> Arrays.copyOfRange(numbers, i * columns, (i + 1) * columns))
          .toArray(double[][]::new);
    }
  }

  /**
   * Gradients, row-major.
   *
   * @param byStep the part of u that each step adds
   */
  private record Found(double[] w, double[] u, double[] b, double[] x, double[][] byStep) {
    /** The greatest difference to others. */
    double from(Found other) {
      return Stream.of(apart(w, other.w), apart(u, other.u), apart(b, other.b), apart(x, other.x))
          .mapToDouble(d -> d)
          .max()
          .orElseThrow();
    }
  }

  @Override
  public String name() {
    return "rnn-unrolled";
  }

  @Override
  public String title() {
    return "Back-propagation through time by hand, in scalars, in tensors and by the layer";
  }

  @Override
  public Findings run(Seed seed) {
    Network network = Network.drawn(IN, HIDDEN, STEPS, 1, seed);
    Found hand = byHand(network);
    Found scalars = byScalars(network);
    Found tensors = byTensors(network);
    double layer = apart(hand.x(), byLayer(network));
    List<double[]> parts = new ArrayList<>();
    List<double[]> rests = new ArrayList<>();
    for (double scale : SCALES) {
      Found found = byHand(Network.drawn(IN, WIDE, LONG, scale, seed.at("long")));
      parts.add(parts(found));
      rests.add(rests(found));
    }
    return findings(hand, scalars, tensors, layer, parts, rests);
  }

  /** The states, h_0 = 0 first. */
  private static double[][] states(Network n) {
    double[][] h = new double[n.x().length + 1][n.b().length];
    for (int t = 1; t < h.length; t++) {
      for (int i = 0; i < n.b().length; i++) {
        double sum = n.b()[i] + dot(n.w()[i], n.x()[t - 1]) + dot(n.u()[i], h[t - 1]);
        h[t][i] = StrictMath.tanh(sum);
      }
    }
    return h;
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  private static Found byHand(Network n) {
    int hidden = n.b().length;
    int in = n.w()[0].length;
    int steps = n.x().length;
    double[][] h = states(n);
    double[] w = new double[hidden * in];
    double[] b = new double[hidden];
    double[] x = new double[steps * in];
    double[] u = new double[hidden * hidden];
    double[][] byStep = new double[steps][hidden * hidden];
    double[] back = IntStream.range(0, hidden).mapToDouble(i -> h[steps][i] - n.y()[i]).toArray();
    for (int t = steps; t >= 1; t--) {
      double[] delta = new double[hidden];
      for (int i = 0; i < hidden; i++) {
        delta[i] = back[i] * (1 - h[t][i] * h[t][i]);
      }
      back = new double[hidden];
      for (int i = 0; i < hidden; i++) {
        b[i] += delta[i];
        for (int j = 0; j < in; j++) {
          w[i * in + j] += delta[i] * n.x()[t - 1][j];
          x[(t - 1) * in + j] += n.w()[i][j] * delta[i];
        }
        for (int j = 0; j < hidden; j++) {
          byStep[t - 1][i * hidden + j] = delta[i] * h[t - 1][j];
          u[i * hidden + j] += byStep[t - 1][i * hidden + j];
          back[j] += n.u()[i][j] * delta[i]; // Uᵀ·δ_t
        }
      }
    }
    return new Found(w, u, b, x, byStep);
  }

  /** Every number of the unrolled network is a node of one graph. */
  private static Found byScalars(Network n) {
    Value[][] w = values(n.w());
    Value[][] u = values(n.u());
    Value[] b = values(n.b());
    Value[][] x = values(n.x());
    Value[] h = values(new double[n.b().length]);
    for (Value[] step : x) {
      Value[] next = new Value[h.length];
      for (int i = 0; i < h.length; i++) {
        next[i] = sum(sum(b[i], w[i], step), u[i], h).tanh();
      }
      h = next;
    }
    Value loss = Value.of(0.0);
    for (int i = 0; i < h.length; i++) {
      Value off = h[i].sub(n.y()[i]);
      loss = loss.add(off.mul(off).mul(0.5));
    }
    loss.backward();
    return new Found(slopes(w), slopes(u), slopes(b), slopes(x), new double[0][]);
  }

  private static Value sum(Value start, Value[] weights, Value[] numbers) {
    Value sum = start;
    for (int j = 0; j < weights.length; j++) {
      sum = sum.add(weights[j].mul(numbers[j]));
    }
    return sum;
  }

  private static Value[] values(double[] numbers) {
    return Arrays.stream(numbers).mapToObj(Value::of).toArray(Value[]::new);
  }

  private static Value[][] values(double[][] rows) {
    return Arrays.stream(rows).map(RnnUnrolled::values).toArray(Value[][]::new);
  }

  private static double[] slopes(Value[]... rows) {
    return Arrays.stream(rows).flatMap(Arrays::stream).mapToDouble(Value::grad).toArray();
  }

  private static Found byTensors(Network n) {
    Tensor w = Tensor.of(n.w()).requiresGrad();
    Tensor u = Tensor.of(n.u()).requiresGrad();
    Tensor b = Tensor.of(n.b()).requiresGrad();
    Tensor x = Tensor.of(n.x()).requiresGrad();
    Tensor h = Tensor.zeros(DType.FLOAT64, 1, n.b().length);
    for (int t = 0; t < n.x().length; t++) {
      h = x.slice(0, t, t + 1).linear(w).add(h.linear(u)).add(b).tanh();
    }
    Gradients gradients = Autograd.gradients(loss(h, n), w, u, b, x);
    return new Found(
        gradients.of(w).toDoubles(),
        gradients.of(u).toDoubles(),
        gradients.of(b).toDoubles(),
        gradients.of(x).toDoubles(),
        new double[0][]);
  }

  private static Tensor loss(Tensor last, Network n) {
    return last.sub(Tensor.of(n.y())).square().sum().mul(0.5);
  }

  /** The gradient by the inputs that the layer gives, whose weights are float32. */
  private static double[] byLayer(Network n) {
    RNN rnn = new RNN(n.w()[0].length, n.b().length);
    WeightTransfer.of(
            Map.of(
                "weight_ih_l0", Tensor.of(n.w()).to(DType.FLOAT32),
                "weight_hh_l0", Tensor.of(n.u()).to(DType.FLOAT32),
                "bias_ih_l0", Tensor.of(n.b()).to(DType.FLOAT32),
                "bias_hh_l0", Tensor.zeros(DType.FLOAT32, n.b().length)))
        .into(rnn);
    Tensor x = Tensor.of(n.x()).unsqueeze(0).requiresGrad();
    Tensor last = rnn.apply(x, Mode.evaluation()).state().select(0, 0);
    return Autograd.gradients(loss(last, n), x).of(x).toDoubles();
  }

  private static double apart(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> Math.abs(a[i] - b[i])).max().orElseThrow();
  }

  /** ‖δ_t·h_{t−1}ᵀ‖ over that of the last step, by how far it lies back. */
  private static double[] parts(Found found) {
    double[] norms = Arrays.stream(found.byStep()).mapToDouble(RnnUnrolled::norm).toArray();
    int steps = norms.length;
    // The first step has h_0 = 0 before it and adds nothing.
    return IntStream.range(0, steps - 1)
        .mapToDouble(k -> norms[steps - 1 - k] / norms[steps - 1])
        .toArray();
  }

  /** How far ∂L/∂U of the last 1, 2, 3 … steps is from the whole, as a share of it. */
  private static double[] rests(Found found) {
    int steps = found.byStep().length;
    double[] rest = found.u().clone();
    double[] rests = new double[steps - 2]; // with one more nothing is missing
    for (int k = 0; k < rests.length; k++) {
      double[] part = found.byStep()[steps - 1 - k];
      for (int i = 0; i < rest.length; i++) {
        rest[i] -= part[i];
      }
      rests[k] = norm(rest) / norm(found.u());
    }
    return rests;
  }

  private static double norm(double... numbers) {
    return Math.sqrt(Arrays.stream(numbers).map(v -> v * v).sum());
  }

  private static Findings findings(
      Found hand,
      Found scalars,
      Found tensors,
      double layer,
      List<double[]> parts,
      List<double[]> rests) {
    Findings.Builder findings =
        Findings.builder()
            .number("scalars", hand.from(scalars))
            .number("tensors", hand.from(tensors))
            .number("layer", layer);
    Table table =
        Table.of(
            "∂L/∂U of %d units over %d steps".formatted(WIDE, LONG),
            "weights U",
            "part of ten steps back over the last one's",
            "error where only five steps are walked back");
    for (int i = 0; i < SCALES.length; i++) {
      String key = "u" + Math.round(10 * SCALES[i]);
      findings.number(key + "-part", parts.get(i)[10]).number(key + "-error", rests.get(i)[4]);
      table =
          table.row(
              label(SCALES[i]),
              String.format(Locale.ROOT, "%.1e", parts.get(i)[10]),
              String.format(Locale.ROOT, "%.1e", rests.get(i)[4]));
    }
    return findings
        .say(
            "The gradients of a recurrent network over %d steps by three lines of algebra are those"
                + " of a graph of scalars to %.0e and those of tensors to %.0e; that by the inputs"
                + " is the layer's to %.0e.",
            STEPS, hand.from(scalars), hand.from(tensors), layer)
        .say(
            "∂L/∂U = Σ δ_t·h_{t−1}ᵀ is a sum over steps. What the step ten back adds is %.0e of"
                + " what the last one adds where U ~ N(0, (½)²/n), %.2f where U ~ N(0, 1/n), and"
                + " %.2f where U ~ N(0, (1½)²/n).",
            parts.get(0)[10], parts.get(1)[10], parts.get(2)[10])
        .say(
            "So it depends on U what is lost where the walk back ends after five steps: %.1f %%,"
                + " %.0f %% and %.0f %% of the gradient.",
            100 * rests.get(0)[4], 100 * rests.get(1)[4], 100 * rests.get(2)[4])
        .table(table)
        .figure(
            "parts",
            curves("What each step adds to ∂L/∂U", "norm over that of the last step", parts, 0),
            "The norm of δ_t·h_{t−1}ᵀ: each step back multiplies by Uᵀ and by 1 − h².")
        .figure(
            "truncated",
            curves("∂L/∂U of the last k steps", "what is missing, as a share", rests, 1),
            "Truncated back-propagation: what is missing where the walk back ends after k steps.")
        .build();
  }

  private static String label(double scale) {
    return scale == 1 ? "N(0, 1/n)" : String.format(Locale.ROOT, "N(0, %s²/n)", scale);
  }

  private static Figure curves(String title, String y, List<double[]> curves, int from) {
    Chart chart =
        Chart.of(title, from == 0 ? "steps back" : "k", y).wholeX().logY().yRange(1e-8, 10);
    for (int i = 0; i < curves.size(); i++) {
      double[] xs =
          IntStream.range(from, from + curves.get(i).length).mapToDouble(k -> k).toArray();
      chart = chart.line(label(SCALES[i]), xs, curves.get(i));
    }
    return chart.size(560, 340).figure();
  }
}
