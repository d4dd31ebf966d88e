package org.atled.lectures.experiment;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.atled.core.autograd.Autograd;
import org.atled.core.capture.Capture;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Sliding;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.lectures.Experiment;
import org.atled.lectures.Findings;
import org.atled.lectures.Table;
import org.atled.plot.Chart;
import org.atled.plot.Figure;
import org.atled.plot.HeatMap;
import org.atled.plot.Panels;

/**
 * A convolutional layer from C to C′ channels, y = x ⋆ w, is one matrix of C′·C blocks, each a band
 * whose rows hold the same k weights (a Toeplitz matrix): LeCun, "Generalization and network design
 * strategies", 1989. Its transpose is the gradient by the input, which is why a convolution with
 * this matrix turned over is called transposed: Dumoulin and Visin, "A guide to convolution
 * arithmetic for deep learning", 2016, section 4.
 *
 * <p>It has k·C·C′ weights for m²·C·C′, takes k·m·C·C′ multiply-adds for as many (Goodfellow,
 * Bengio and Courville, "Deep Learning", 2016, section 9.2), and moves its features where its input
 * moves, as far as {@link ShiftedScene} finds.
 */
public final class ConvolutionalLayer implements Experiment {
  private static final int[] LENGTHS = {64, 128, 256, 512, 1024};
  private static final int IN = 2; // C
  private static final int OUT = 3; // C′
  private static final int K = 3;
  private static final int M = 12;

  /** What keeps the length: half of k on either side. */
  private static final Sliding SAME = Sliding.byOne().withPadding(K / 2);

  @Override
  public String name() {
    return "conv";
  }

  @Override
  public String title() {
    return "A convolutional layer: its matrix, its weights, its work, and what a shift does";
  }

  @Override
  public Findings run(Seed seed) {
    Tensor w = normal(seed.at("w"), OUT, IN, K);
    UnaryOperator<Tensor> layer = x -> x.conv1d(w, SAME, 1);
    Tensor matrix = matrix(layer);
    Tensor x = normal(seed.at("x"), 1, IN, M).requiresGrad();
    Tensor g = normal(seed.at("g"), 1, OUT, M);
    Tensor y = layer.apply(x);
    double product = distance(matrix.matmul(x.reshape(-1)), y);
    double transposed = distance(matrix.mT().matmul(g.reshape(-1)), Autograd.vjp(y, g, x).of(x));
    double[] entries = matrix.toDoubles();
    double[] band = Arrays.stream(entries).filter(entry -> entry != 0).toArray();
    long weights = Arrays.stream(band).distinct().count();
    Work[] works = Arrays.stream(LENGTHS).mapToObj(Work::of).toArray(Work[]::new);
    Work longest = works[works.length - 1];
    double[] m = Arrays.stream(LENGTHS).asDoubleStream().toArray();
    double[] layers = Arrays.stream(works).mapToDouble(Work::layer).toArray();
    double[] dense = Arrays.stream(works).mapToDouble(Work::dense).toArray();
    Findings.Builder findings = Findings.builder();
    findings
        .say(
            "A layer from %d to %d channels of %d numbers, k = %d, is a matrix of %d by %d: asked"
                + " for every unit vector it gives its columns. The greatest difference between"
                + " the product with this matrix and the layer is %s, that between the product"
                + " with its transpose and the gradient by the input %s, in float64.",
            IN, OUT, M, K, OUT * M, IN * M, Rounding.text(product), Rounding.text(transposed))
        .say(
            "Of its %,d entries %.0f %% are not zero, and these are the same k·C·C′ = %d weights"
                + " again and again.",
            entries.length, 100.0 * band.length / entries.length, weights)
        .say(
            "For %,d numbers the layer still has %d weights where a dense layer has m²·C·C′ ="
                + " %,d. Counted in the kernels that run, its work grows as m to the %.2f and"
                + " the dense layer's as m to the %.2f: %,d multiply-adds against %,d.",
            longest.m(),
            weights,
            longest.dense(),
            LogLog.slope(m, layers),
            LogLog.slope(m, dense),
            longest.layer(),
            longest.dense());
    findings
        .number("product-difference", product)
        .number("transpose-difference", transposed)
        .number("weights", weights)
        .number("entries", entries.length)
        .number("not-zero", band.length)
        .number("layer-work-slope", LogLog.slope(m, layers))
        .number("dense-work-slope", LogLog.slope(m, dense))
        .number("layer-work", longest.layer())
        .number("dense-work", longest.dense())
        .figure(
            "matrix",
            matrices(matrix),
            "Left, the layer as a matrix: a block for each pair of channels, each a band, whose"
                + " corners the padding cuts off. Right, its transpose, which takes gradients back:"
                + " a convolution again, with its weights in reverse.")
        .figure(
            "work",
            work(m, layers, dense),
            "Both axes are logarithmic: a dense layer's work and its weights, one multiply-add"
                + " each, grow with the square of m; the layer's work grows with m, and its weights"
                + " do not.")
        .table(table(works));
    ShiftedScene.report(seed.at("scene"), findings);
    return findings.build();
  }

  /** The columns are what a linear map makes of the unit vectors. */
  private static Tensor matrix(UnaryOperator<Tensor> layer) {
    Tensor units = Tensor.eye(IN * M).to(DType.FLOAT64).reshape(IN * M, IN, M);
    return layer.apply(units).flatten(1).mT();
  }

  /**
   * Multiply-adds for one example of m numbers, as the kernels count them that the backend gets.
   *
   * @param layer of the convolution, products with the zeros of its padding included
   * @param dense of a dense layer between as many numbers, which has one weight for each
   */
  private record Work(int m, long layer, long dense) {
    static Work of(int m) {
      TensorType x = type(1, IN, m);
      return new Work(
          m,
          multiplyAdds(List.of(x, type(OUT, IN, K)), in -> in.get(0).conv1d(in.get(1), SAME, 1)),
          multiplyAdds(
              List.of(type(1, IN * m), type(OUT * m, IN * m)), in -> in.get(0).linear(in.get(1))));
    }

    private static TensorType type(long... sizes) {
      return new TensorType(DType.FLOAT32, Shape.of(sizes));
    }

    private static long multiplyAdds(
        List<TensorType> types, Function<List<Tensor>, Tensor> function) {
      return Capture.record(types, in -> List.of(function.apply(in))).steps().stream()
              .mapToLong(step -> step.kernel().flops())
              .sum()
          / 2;
    }
  }

  private static Figure matrices(Tensor matrix) {
    return Panels.of(
        "A layer from 2 to 3 channels of 12 numbers, k = 3",
        2,
        HeatMap.of(
                "The layer",
                "input, channel by channel",
                "output, channel by channel",
                (double[][]) matrix.toArray())
            .diverging()
            .valueLabel("weight")
            .figure(),
        HeatMap.of(
                "Its transpose",
                "gradient by the output",
                "gradient by the input",
                (double[][]) matrix.mT().toArray())
            .diverging()
            .valueLabel("weight")
            .figure());
  }

  private static Figure work(double[] m, double[] layers, double[] dense) {
    double[] weights = new double[m.length];
    Arrays.fill(weights, K * IN * OUT);
    return Chart.of("Work and weights", "numbers m in a channel", "count")
        .logX()
        .logY()
        .line("dense: work, and weights", m, dense)
        .points("dense: work, and weights", m, dense)
        .line("layer: work", m, layers)
        .points("layer: work", m, layers)
        .line("layer: weights", m, weights)
        .points("layer: weights", m, weights)
        .figure();
  }

  private static Table table(Work[] works) {
    Table table =
        Table.of(
            "From 2 to 3 channels, k = 3",
            "m",
            "weights of the layer",
            "its multiply-adds",
            "weights of a dense layer",
            "its multiply-adds");
    for (Work work : works) {
      table =
          table.row(
              grouped(work.m()),
              grouped(K * IN * OUT),
              grouped(work.layer()),
              grouped((long) work.m() * work.m() * IN * OUT),
              grouped(work.dense()));
    }
    return table;
  }

  private static String grouped(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  private static double distance(Tensor a, Tensor b) {
    return a.sub(b.reshape(-1)).abs().max().item();
  }

  private static Tensor normal(Seed seed, long... sizes) {
    return Sample.normal(seed, new TensorType(DType.FLOAT64, Shape.of(sizes)));
  }
}
