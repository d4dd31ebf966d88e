package org.atled.lectures.experiment;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.plot.HeatMap;

/**
 * Y = P·V with P = softmax(S) along rows and S = Q·Kᵀ/√d (Vaswani et al. 2017, eq. 1), and its
 * gradient. With G = ∂L/∂Y:
 *
 * <pre>
 * ∂L/∂V = Pᵀ·G                       since Y is linear in V,
 * ∂L/∂P = G·Vᵀ = D                   since Y is linear in P,
 * ∂L/∂S = P ⊙ (D − r),  rᵢ = Σⱼ Pᵢⱼ·Dᵢⱼ   the softmax of a row: ∂pⱼ/∂sₖ = pⱼ·([j = k] − pₖ),
 * ∂L/∂Q = ∂L/∂S·K/√d,  ∂L/∂K = (∂L/∂S)ᵀ·Q/√d.
 * </pre>
 *
 * As Σⱼ Pᵢⱼ·Dᵢⱼ = Σ Gᵢ ⊙ Yᵢ, r needs no weights, which is how they are never kept in memory (Dao et
 * al. 2022). Numbers of q and k that are N(0, 1) give q·k the variance d, which √d undoes: else one
 * weight of a row is near 1 and the others near 0, before anything is learned.
 */
public final class AttentionByHand implements Experiment {
  private static final int QUERIES = 5;
  private static final int KEYS = 6;
  private static final int WIDTH = 4;
  private static final double STEP = 1e-6;
  private static final int[] WIDTHS = {4, 16, 64, 256};
  private static final int SEEN = 64;

  /** Gradients by queries, keys and values, row-major. */
  private record Slopes(double[] q, double[] k, double[] v) {
    double from(Slopes other) {
      return DoubleStream.of(apart(q, other.q), apart(k, other.k), apart(v, other.v))
          .max()
          .orElseThrow();
    }
  }

  /**
   * Of N(0, 1) queries and keys of a width.
   *
   * @param variance of q·k
   * @param plain without the division
   * @param divided by √d
   */
  private record Widths(int width, double variance, Sharpness plain, Sharpness divided) {}

  /**
   * Of the rows of P, in the mean.
   *
   * @param keys e to the entropy: on how many keys, all alike, it would be as spread
   * @param most the greatest weight
   */
  private record Sharpness(double keys, double most) {}

  @Override
  public String name() {
    return "attention-by-hand";
  }

  @Override
  public String title() {
    return "softmax(QKᵀ/√d)V, its gradient derived, and what √d is for";
  }

  @Override
  public Findings run(Seed seed) {
    double[][] q = matrix(seed.at("q"), QUERIES);
    double[][] k = matrix(seed.at("k"), KEYS);
    double[][] v = matrix(seed.at("v"), KEYS);
    double[][] g = matrix(seed.at("g"), QUERIES);
    double[][] p = weights(q, k);
    Slopes hand = byHand(q, k, v, g, p);
    Tensor queries = Tensor.of(q).requiresGrad();
    Tensor keys = Tensor.of(k).requiresGrad();
    Tensor values = Tensor.of(v).requiresGrad();
    Tensor y = queries.scaledDotProductAttention(keys, values);
    Gradients gradients = Autograd.gradients(y.mul(Tensor.of(g)).sum(), queries, keys, values);
    Slopes engine =
        new Slopes(
            gradients.of(queries).toDoubles(),
            gradients.of(keys).toDoubles(),
            gradients.of(values).toDoubles());
    double forward = apart(flat(times(p, v)), y.detach().toDoubles());
    double[] kept = kept(p, v, g);
    return findings(
        p, forward, hand.from(engine), hand.from(differences(q, k, v, g)), kept, widths(seed));
  }

  private static double[][] matrix(Seed seed, int rows) {
    double[] numbers = Sample.normal(seed, rows, WIDTH).toDoubles();
    return IntStream.range(0, rows)
        .mapToObj(i -> Arrays.copyOfRange(numbers, i * WIDTH, (i + 1) * WIDTH))
        .toArray(double[][]::new);
  }

  /** P = softmax(Q·Kᵀ/√d). */
  private static double[][] weights(double[][] q, double[][] k) {
    double[][] p = times(q, turned(k));
    for (double[] row : p) {
      double most = Arrays.stream(row).max().orElseThrow();
      double sum = 0;
      for (int j = 0; j < row.length; j++) {
        row[j] = StrictMath.exp((row[j] - most) / Math.sqrt(WIDTH));
        sum += row[j];
      }
      for (int j = 0; j < row.length; j++) {
        row[j] /= sum;
      }
    }
    return p;
  }

  private static Slopes byHand(
      double[][] q, double[][] k, double[][] v, double[][] g, double[][] p) {
    double[][] d = times(g, turned(v));
    double[][] s = new double[p.length][p[0].length];
    for (int i = 0; i < s.length; i++) {
      double r = 0;
      for (int j = 0; j < s[i].length; j++) {
        r += p[i][j] * d[i][j];
      }
      for (int j = 0; j < s[i].length; j++) {
        s[i][j] = p[i][j] * (d[i][j] - r) / Math.sqrt(WIDTH);
      }
    }
    return new Slopes(flat(times(s, k)), flat(times(turned(s), q)), flat(times(turned(p), g)));
  }

  /** Σⱼ Pᵢⱼ·Dᵢⱼ less Σ Gᵢ ⊙ Yᵢ, of each query. */
  private static double[] kept(double[][] p, double[][] v, double[][] g) {
    double[][] d = times(g, turned(v));
    double[][] y = times(p, v);
    return IntStream.range(0, p.length)
        .mapToDouble(i -> dot(p[i], d[i]) - dot(g[i], y[i]))
        .toArray();
  }

  /** Σ G ⊙ Y by central differences. */
  private static Slopes differences(double[][] q, double[][] k, double[][] v, double[][] g) {
    double[][][] all = {q, k, v};
    double[][] slopes = new double[all.length][];
    for (int which = 0; which < all.length; which++) {
      double[][] matrix = all[which];
      slopes[which] = new double[matrix.length * WIDTH];
      for (int i = 0; i < slopes[which].length; i++) {
        double before = matrix[i / WIDTH][i % WIDTH];
        matrix[i / WIDTH][i % WIDTH] = before + STEP;
        double up = loss(q, k, v, g);
        matrix[i / WIDTH][i % WIDTH] = before - STEP;
        double down = loss(q, k, v, g);
        matrix[i / WIDTH][i % WIDTH] = before;
        slopes[which][i] = (up - down) / (2 * STEP);
      }
    }
    return new Slopes(slopes[0], slopes[1], slopes[2]);
  }

  private static double loss(double[][] q, double[][] k, double[][] v, double[][] g) {
    return dot(flat(g), flat(times(weights(q, k), v)));
  }

  private static double[][] times(double[][] a, double[][] b) {
    double[][] turned = turned(b);
    return Arrays.stream(a)
        .map(row -> Arrays.stream(turned).mapToDouble(column -> dot(row, column)).toArray())
        .toArray(double[][]::new);
  }

  private static double[][] turned(double[][] a) {
    return IntStream.range(0, a[0].length)
        .mapToObj(j -> Arrays.stream(a).mapToDouble(row -> row[j]).toArray())
        .toArray(double[][]::new);
  }

  private static double dot(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> a[i] * b[i]).sum();
  }

  private static double[] flat(double[][] a) {
    return Arrays.stream(a).flatMapToDouble(Arrays::stream).toArray();
  }

  private static double apart(double[] a, double[] b) {
    return IntStream.range(0, a.length).mapToDouble(i -> Math.abs(a[i] - b[i])).max().orElseThrow();
  }

  private static Widths[] widths(Seed seed) {
    return Arrays.stream(WIDTHS)
        .mapToObj(width -> {
          Tensor q = Sample.normal(seed.at("q").at(width), SEEN, width).to(DType.FLOAT64);
          Tensor k = Sample.normal(seed.at("k").at(width), SEEN, width).to(DType.FLOAT64);
          Tensor scores = q.matmul(k.mT());
          return new Widths(
              width,
              scores.square().mean().item(),
              sharpness(scores),
              sharpness(scores.div(Math.sqrt(width))));
        })
        .toArray(Widths[]::new);
  }

  private static Sharpness sharpness(Tensor scores) {
    Tensor p = scores.softmax(-1);
    Tensor entropy = p.mul(scores.logSoftmax(-1)).sum(1).neg();
    return new Sharpness(entropy.exp().mean().item(), p.max(1).mean().item());
  }

  private static Findings findings(
      double[][] p, double forward, double engine, double slope, double[] kept, Widths[] widths) {
    double rest = Arrays.stream(kept).map(Math::abs).max().orElseThrow();
    Findings.Builder findings =
        Findings.builder()
            .number("forward", forward)
            .number("gradients", engine)
            .number("differences", slope)
            .number("rows", rest);
    Table table =
        Table.of(
            "Of %d keys, q and k of N(0, 1)".formatted(SEEN),
            "d",
            "variance of q·k",
            "keys seen without √d",
            "keys seen with √d",
            "greatest weight without √d",
            "greatest weight with √d");
    for (Widths each : widths) {
      findings
          .number("variance-" + each.width(), each.variance())
          .number("plain-" + each.width(), each.plain().keys())
          .number("divided-" + each.width(), each.divided().keys());
      table =
          table.row(
              Integer.toString(each.width()),
              decimals(each.variance()),
              decimals(each.plain().keys()),
              decimals(each.divided().keys()),
              String.format(Locale.ROOT, "%.2f", each.plain().most()),
              String.format(Locale.ROOT, "%.2f", each.divided().most()));
    }
    Widths least = widths[0];
    Widths most = widths[widths.length - 1];
    return findings
        .say(
            "softmax(QKᵀ/√d)V by loops is the operation's to %.0e, and the derived gradients by Q,"
                + " K and V are its own to %.0e and central differences to %.0e.",
            forward, engine, slope)
        .say(
            "What is subtracted in a row of the softmax's gradient, Σ P⊙(G·Vᵀ), is Σ G⊙Y to %.0e:"
                + " it needs the result and not the weights.",
            rest)
        .say(
            "q·k of N(0, 1) numbers has the variance d: %.1f for d = %d and %.0f for %d. Without √d"
                + " a query of width %d sees %.1f of %d keys (e to the entropy of its weights), and"
                + " %.1f with it.",
            least.variance(),
            least.width(),
            most.variance(),
            most.width(),
            most.width(),
            most.plain().keys(),
            SEEN,
            most.divided().keys())
        .table(table)
        .figure(
            "weights",
            HeatMap.of("softmax(QKᵀ/√d)", "key", "query", p)
                .numbers(2)
                .valueLabel("weight")
                .figure(),
            "How much each query takes of each key's value; rows add up to 1.")
        .figure(
            "scale",
            seen(widths),
            "On how many of the keys a query's weights spread, by width, with and without √d.")
        .build();
  }

  private static String decimals(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  private static Figure seen(Widths... widths) {
    double[] xs = Arrays.stream(widths).mapToDouble(Widths::width).toArray();
    double[] plain = Arrays.stream(widths).mapToDouble(each -> each.plain().keys()).toArray();
    double[] divided = Arrays.stream(widths).mapToDouble(each -> each.divided().keys()).toArray();
    return Chart.of("What √d is for", "width d", "keys seen, e to the entropy")
        .logX()
        .yRange(0, SEEN)
        .line("q·k", xs, plain)
        .points("q·k", xs, plain)
        .line("q·k/√d", xs, divided)
        .points("q·k/√d", xs, divided)
        .size(560, 340)
        .figure();
  }
}
