package org.atled.testkit;

import static org.atled.testkit.OpRow.ALL;
import static org.atled.testkit.OpRow.EVERY_FLOAT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.atled.core.op.indexing.Gather;
import org.atled.core.op.indexing.ScatterAdd;
import org.atled.core.op.order.Median;
import org.atled.core.op.order.Mode;
import org.atled.core.op.order.Quantile;
import org.atled.core.op.order.Sort;
import org.atled.core.op.reduce.Sum;
import org.atled.core.shape.Axes;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Op;
import org.atled.core.tensor.Statistics.Interpolation;
import org.atled.core.tensor.Tensor;
import org.atled.testkit.ReductionRows.Reduction;

/** How elements are distributed. */
final class StatisticsRows {
  private static final Operand REAL = Operand.between(-3, 3);
  private static final double[] EDGES = {-2.5, -1, 0.5, 2};

  private StatisticsRows() {}

  static List<OpRow> rows() {
    List<OpRow> rows = new ArrayList<>();
    rows.addAll(withoutNaN());
    rows.add(
        picked("median", Median.class, (x, axes) -> x.median(), x -> middle(x), 0, 1, 2)
            .atTies("shared equally by its equals")
            .known("torch.median", "numpy.median"));
    rows.add(
        picked("nanMedian", Median.class, (x, axes) -> x.nanMedian(), x -> middle(x), 0, 1, 2)
            .atTies("shared equally by its equals")
            .known("torch.nanmedian", "numpy.nanmedian"));
    for (int axis = 0; axis < 3; axis++) {
      rows.addAll(along(axis));
    }
    for (Interpolation interpolation : Interpolation.values()) {
      String name = interpolation.name().toLowerCase(Locale.ROOT);
      for (double q : new double[] {0.3, 0.5}) {
        rows.add(
            quantile(
                    "quantile %s %s".formatted(q, name),
                    (x, axes) -> x.quantile(q, axes[0], interpolation),
                    x -> quantile(x, q, interpolation),
                    1)
                .known("torch.quantile", "numpy.quantile"));
      }
      rows.add(
          quantile(
                  "nanQuantile " + name,
                  (x, axes) -> x.nanQuantile(0.7, axes[0], interpolation),
                  x -> quantile(x, 0.7, interpolation),
                  0)
              .known("torch.nanquantile", "numpy.nanquantile"));
    }
    rows.add(
        quantile(
                "quantile",
                (x, axes) -> x.quantile(0.8),
                x -> quantile(x, 0.8, Interpolation.LINEAR),
                0,
                1,
                2)
            .known("torch.quantile", "numpy.quantile"));
    rows.addAll(counts());
    return rows;
  }

  private static List<OpRow> withoutNaN() {
    return List.of(
        ReductionRows.reduction("nanSum", Sum.class, Tensor::nanSum, Oracle::sum, false, 0)
            .within(new Tolerance(6, 64), new Tolerance(6, 64))
            .taking(ALL)
            .giving(t -> t.isFloating() ? t : DType.INT64)
            .on(Shape.of(0, 2, 0))
            .known("torch.nansum", "numpy.nansum"),
        ReductionRows.reduction(
                "nanMean, kept,",
                Sum.class,
                (x, axes) -> x.nanMean(Axes.of(axes).kept()),
                Oracle::mean,
                true,
                0,
                2)
            .within(new Tolerance(3, 4), new Tolerance(3, 4))
            .taking(EVERY_FLOAT)
            .known("torch.nanmean", "numpy.nanmean"));
  }

  private static List<OpRow> along(int axis) {
    ToDoubleFunction<double[]> middle = x -> OrderRows.order(x, false)[(x.length - 1) / 2];
    return List.of(
        picked("median", Median.class, (x, axes) -> x.median(axis).values(), x -> middle(x), axis)
            .known("torch.median", "numpy.median"),
        picked("median place", Median.class, (x, axes) -> x.median(axis).indices(), middle, axis)
            .giving(t -> DType.INT64)
            .constant()
            .known("torch.median", ""),
        picked(
                "nanMedian",
                Median.class,
                (x, axes) -> x.nanMedian(axis).values(),
                x -> middle(x),
                axis)
            .known("torch.nanmedian", "numpy.nanmedian"),
        picked("mode", Mode.class, (x, axes) -> x.mode(axis).values(), x -> x[mode(x)], axis)
            .known("torch.mode", "scipy.stats.mode"),
        picked(
                "mode place",
                Mode.class,
                (x, axes) -> x.mode(axis).indices(),
                StatisticsRows::mode,
                axis)
            .giving(t -> DType.INT64)
            .constant()
            .known("torch.mode", ""));
  }

  private static OpRow picked(
      String name,
      Class<? extends Op> op,
      Reduction call,
      ToDoubleFunction<double[]> f,
      int... axes) {
    return ReductionRows.reduction(name, op, call, f, false, axes)
        .taking(ALL)
        .on(Shape.of(5, 19, 7))
        .atTies("goes to the one of its equals that is picked");
  }

  private static OpRow quantile(
      String name, Reduction call, ToDoubleFunction<double[]> f, int... axes) {
    return ReductionRows.reduction(name, Quantile.class, call, f, false, axes)
        .taking(EVERY_FLOAT)
        .within(new Tolerance(4, 3), new Tolerance(4, 3))
        .on(Shape.of(5, 19, 7));
  }

  private static double middle(double[] x) {
    return OrderRows.sorted(x, false)[(x.length - 1) / 2];
  }

  private static double quantile(double[] x, double q, Interpolation interpolation) {
    double[] sorted = OrderRows.sorted(x, false);
    double place = q * (x.length - 1);
    double lower = sorted[(int) Math.floor(place)];
    double upper = sorted[(int) Math.ceil(place)];
    double fraction = place - Math.floor(place);
    return switch (interpolation) {
      case LINEAR -> lower + (upper - lower) * fraction;
      case LOWER -> lower;
      case HIGHER -> upper;
      case MIDPOINT -> (lower + upper) / 2;
      case NEAREST -> sorted[(int) Math.rint(place)];
    };
  }

  /** The last place of the least of the values that are there most often. */
  private static int mode(double[] x) {
    return IntStream.range(0, x.length)
        .boxed()
        .max(
            Comparator.<Integer>comparingLong(i -> count(x, x[i]))
                .thenComparing(i -> -x[i])
                .thenComparing(i -> i))
        .orElseThrow();
  }

  private static long count(double[] x, double value) {
    return Arrays.stream(x).filter(v -> v == value).count();
  }

  private static List<OpRow> counts() {
    return List.of(
        ofAll("unique", Sort.class, in -> in.getFirst().unique().values(), StatisticsRows::values)
            .taking(ALL)
            .known("torch.unique", "numpy.unique"),
        ofAll(
                "unique counts",
                Sort.class,
                in -> in.getFirst().unique().counts(),
                x -> Arrays.stream(values(x)).map(v -> count(x, v)).toArray())
            .taking(ALL)
            .giving(t -> DType.INT64)
            .known("torch.unique", "numpy.unique"),
        ofAll(
                "unique inverse",
                Sort.class,
                in -> in.getFirst().unique().inverse().reshape(-1),
                x -> Arrays.stream(x).map(v -> Arrays.binarySearch(values(x), v)).toArray())
            .taking(ALL)
            .giving(t -> DType.INT64)
            .known("torch.unique", "numpy.unique"),
        ofAll(
                "uniqueConsecutive",
                ScatterAdd.class,
                in -> in.getFirst().uniqueConsecutive().values(),
                x ->
                    IntStream.range(0, x.length)
                        .filter(i -> i == 0 || x[i] != x[i - 1])
                        .mapToDouble(i -> x[i])
                        .toArray())
            .taking(ALL)
            .known("torch.unique_consecutive", ""),
        parts("unique parts along 0", in -> in.getFirst().unique(0).values(), true)
            .known("torch.unique", "numpy.unique"),
        parts(
                "uniqueConsecutive parts along 0",
                in -> in.getFirst().uniqueConsecutive(0).values(),
                false)
            .known("torch.unique_consecutive", ""),
        OpRow.of(
                "histogram of weights",
                ScatterAdd.class,
                in -> {
                  Tensor edges = Tensor.of(EDGES).to(in.get(0).dtype());
                  return in.get(0).histogram(edges, in.get(1)).counts();
                },
                in -> weighed(in.get(0).values(), in.get(1).values()),
                REAL,
                REAL)
            .taking(EVERY_FLOAT)
            .within(new Tolerance(8, 4), new Tolerance(8, 4))
            .on(Shape.of(2, 3, 4), Shape.of(2, 3, 4))
            .on(Shape.of(1), Shape.of(1))
            .on(Shape.of(0, 3), Shape.of(0, 3))
            .constant()
            .known("torch.histogram", "numpy.histogram"),
        ofAll(
                "histogram",
                ScatterAdd.class,
                in -> in.getFirst().histogram(5, -2.5, 2.5).counts(),
                x -> histogram(x, 5, -2.5, 2.5))
            .taking(EVERY_FLOAT)
            .known("torch.histogram", "numpy.histogram"),
        ofAll(
                "histc",
                ScatterAdd.class,
                in -> in.getFirst().histc(8, -2, 2),
                x -> histogram(x, 8, -2, 2))
            .taking(EVERY_FLOAT)
            .known("torch.histc", "numpy.histogram"),
        OpRow.of(
                "bincount",
                ScatterAdd.class,
                in -> in.getFirst().bincount(9),
                in -> bincount(in.getFirst().values(), 9),
                Operand.indexBelow(12))
            .taking(EnumSet.of(DType.INT64))
            .on(Shape.of(20))
            .on(Shape.of(1))
            .on(Shape.of(0))
            .constant()
            .known("torch.bincount", "numpy.bincount"));
  }

  private static OpRow ofAll(
      String name,
      Class<? extends Op> op,
      Function<List<Tensor>, Tensor> call,
      Function<double[], double[]> f) {
    return OpRow.of(
            name,
            op,
            call,
            in -> {
              double[] result = f.apply(in.getFirst().values());
              return new Numbers(Shape.of(result.length), result);
            },
            REAL)
        .on(Shape.of(2, 3, 4))
        .on(Shape.of(37, 19))
        .on(Shape.of(0, 3))
        .on(Shape.of(1))
        .constant();
  }

  /** Of rows that often are equal where they are whole; of fractions none are. */
  private static OpRow parts(String name, Function<List<Tensor>, Tensor> call, boolean sorted) {
    return OpRow.of(
            name,
            Gather.class,
            call,
            in -> {
              Numbers x = in.getFirst();
              int width = x.shape().elements() / Math.max(1, (int) x.shape().size(0));
              List<double[]> rows = new ArrayList<>();
              for (int i = 0; i < x.values().length / Math.max(1, width); i++) {
                rows.add(Arrays.copyOfRange(x.values(), i * width, (i + 1) * width));
              }
              if (sorted) {
                rows.sort(Arrays::compare);
              }
              List<double[]> kept = new ArrayList<>();
              for (double[] row : rows) {
                if (kept.isEmpty() || !Arrays.equals(kept.getLast(), row)) {
                  kept.add(row);
                }
              }
              double[] all = kept.stream().flatMapToDouble(Arrays::stream).toArray();
              return new Numbers(x.shape().with(0, kept.size()), all);
            },
            Operand.between(0, 1))
        .taking(ALL)
        .on(Shape.of(12, 2))
        .on(Shape.of(5, 2, 3))
        .on(Shape.of(6))
        .on(Shape.of(0, 3))
        .constant();
  }

  private static double[] values(double[] x) {
    return Arrays.stream(x).sorted().distinct().toArray();
  }

  private static double[] histogram(double[] x, int bins, double low, double high) {
    double[] counts = new double[bins];
    for (double v : x) {
      if (v >= low && v <= high) {
        counts[Math.min(bins - 1, (int) Math.floor((v - low) / (high - low) * bins))]++;
      }
    }
    return counts;
  }

  private static Numbers weighed(double[] x, double[] weights) {
    double[] sums = new double[EDGES.length - 1];
    for (int i = 0; i < x.length; i++) {
      for (int bin = 0; bin < sums.length; bin++) {
        boolean last = bin == sums.length - 1 && x[i] == EDGES[bin + 1];
        sums[bin] += (x[i] >= EDGES[bin] && x[i] < EDGES[bin + 1]) || last ? weights[i] : 0;
      }
    }
    return new Numbers(Shape.of(sums.length), sums);
  }

  private static Numbers bincount(double[] x, int least) {
    int length = (int) Math.max(least, Arrays.stream(x).max().orElse(-1) + 1);
    return Numbers.of(Shape.of(length), i -> count(x, i));
  }
}
