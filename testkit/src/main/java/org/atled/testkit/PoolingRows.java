package org.atled.testkit;

import static org.atled.testkit.OpRow.EVERY_FLOAT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.atled.core.op.nn.AdaptivePool;
import org.atled.core.op.nn.AvgPool;
import org.atled.core.op.nn.MaxPool;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Op;
import org.atled.core.tensor.Pooling;
import org.atled.core.tensor.Sliding;
import org.atled.core.tensor.Tensor;

/** Poolings. */
final class PoolingRows {
  private static final Operand REAL = Operand.between(-2, 2);

  /** Sums of a few dozen products. */
  private static final Tolerance SUM = new Tolerance(8, 8, 3);

  private static final String FUNCTIONAL = "torch.nn.functional.";

  private PoolingRows() {}

  static List<OpRow> rows() {
    List<OpRow> rows = new ArrayList<>();
    Pooling three = Pooling.of(3).withStride(2).withPadding(1);
    Pooling flat = Pooling.of(2, 3).withStride(1, 2).ceilMode();
    Pooling gaps = Pooling.of(2).withStride(1).withDilation(2);
    rows.add(
        pool("maxPool1d", MaxPool.class, x -> x.maxPool1d(three), x -> max(x, three))
            .on(Shape.of(2, 2, 7))
            .on(Shape.of(1, 1, 1))
            .on(Shape.of(0, 1, 4)));
    rows.add(
        pool("maxPool2d", MaxPool.class, x -> x.maxPool2d(flat), x -> max(x, flat))
            .on(Shape.of(1, 2, 3, 6))
            .on(Shape.of(2, 1, 2, 3)));
    rows.add(
        pool("maxPool3d", MaxPool.class, x -> x.maxPool3d(gaps), x -> max(x, gaps))
            .on(Shape.of(1, 1, 3, 4, 3)));
    rows.add(
        pool("avgPool1d", AvgPool.class, x -> x.avgPool1d(three, true), x -> mean(x, three, true))
            .on(Shape.of(2, 2, 7))
            .on(Shape.of(1, 1, 1)));
    rows.add(
        pool("avgPool2d", AvgPool.class, x -> x.avgPool2d(flat, true), x -> mean(x, flat, true))
            .on(Shape.of(1, 2, 3, 6)));
    rows.add(
        pool(
                "avgPool2d without padding",
                AvgPool.class,
                x -> x.avgPool2d(three.ceilMode(), false),
                x -> mean(x, three.ceilMode(), false))
            .on(Shape.of(1, 2, 3, 6)));
    Pooling uneven =
        new Pooling(List.of(2L), Sliding.byOne().withPadding(List.of(0L), List.of(1L)), false);
    rows.add(
        pool(
                "avgPool1d after uneven padding",
                AvgPool.class,
                x -> x.avgPool1d(uneven, true),
                x -> mean(x, uneven, true))
            .on(Shape.of(1, 2, 3)));
    rows.add(
        pool(
                "avgPool1d with gaps",
                AvgPool.class,
                x -> x.avgPool1d(gaps.withPadding(1), false),
                x -> mean(x, gaps.withPadding(1), false))
            .on(Shape.of(1, 2, 4)));
    rows.add(
        pool(
                "avgPool3d",
                AvgPool.class,
                x -> x.avgPool3d(Pooling.of(2, 1, 2), true),
                x -> mean(x, Pooling.of(2, 1, 2), true))
            .on(Shape.of(1, 2, 2, 3, 3)));
    rows.add(
        OpRow.of(
                "adaptiveAvgPool",
                AdaptivePool.class,
                in -> in.getFirst().adaptiveAvgPool(2, 3),
                in -> adaptive(in.getFirst(), 2, 3, false),
                REAL)
            .taking(EVERY_FLOAT)
            .within(SUM, SUM)
            .on(Shape.of(1, 2, 4, 5))
            .on(Shape.of(2, 1, 1, 2))
            .known(FUNCTIONAL + "adaptive_avg_pool2d", ""));
    rows.add(
        OpRow.of(
                "adaptiveMaxPool",
                AdaptivePool.class,
                in -> in.getFirst().adaptiveMaxPool(2, 3),
                in -> adaptive(in.getFirst(), 2, 3, true),
                REAL)
            .taking(EVERY_FLOAT)
            .on(Shape.of(1, 2, 4, 5))
            .on(Shape.of(2, 1, 1, 2))
            .atTies("the first")
            .known(FUNCTIONAL + "adaptive_max_pool2d", ""));
    return rows;
  }

  private static OpRow pool(
      String name,
      Class<? extends Op> operation,
      UnaryOperator<Tensor> call,
      UnaryOperator<Numbers> reference) {
    boolean greatest = operation == MaxPool.class;
    String rank = name.substring(7, 9);
    OpRow row =
        OpRow.of(
                name,
                operation,
                in -> call.apply(in.getFirst()),
                in -> reference.apply(in.getFirst()),
                REAL)
            .taking(EVERY_FLOAT)
            .known(FUNCTIONAL + (greatest ? "max_pool" : "avg_pool") + rank, "");
    return greatest ? row.atTies("the first") : row.within(SUM, SUM);
  }

  private static Numbers max(Numbers x, Pooling pooling) {
    return pooled(
        x,
        pooling,
        (at, window) ->
            taps(pooling, window.length)
                .mapToDouble(tap ->
                    ConvolutionRows.seen(
                        x, at[0], at[1], window, tap, pooling.sliding(), Double.NEGATIVE_INFINITY))
                .max()
                .orElseThrow());
  }

  private static Numbers mean(Numbers x, Pooling pooling, boolean counting) {
    Sliding sliding = pooling.sliding();
    return pooled(
        x,
        pooling,
        (at, window) -> {
          double sum =
              taps(pooling, window.length)
                  .mapToDouble(
                      tap -> ConvolutionRows.seen(x, at[0], at[1], window, tap, sliding, 0))
                  .sum();
          double count =
              taps(pooling, window.length)
                  .filter(tap -> counts(x, window, tap, sliding, counting))
                  .count();
          return sum / count;
        });
  }

  private static boolean counts(
      Numbers x, int[] window, int[] tap, Sliding sliding, boolean counting) {
    for (int i = 0; i < window.length; i++) {
      long at = window[i] * sliding.stride(i) + tap[i] * sliding.dilation(i) - sliding.before(i);
      long size = x.shape().size(2 + i);
      long before = counting ? sliding.before(i) : 0;
      long after = counting ? sliding.after(i) : 0;
      if (at < -before || at >= size + after) {
        return false;
      }
    }
    return true;
  }

  private static Stream<int[]> taps(Pooling pooling, int axes) {
    Shape kernel = Shape.of(IntStream.range(0, axes).mapToLong(pooling::kernel).toArray());
    return IntStream.range(0, kernel.elements()).mapToObj(k -> Numbers.indices(kernel, k));
  }

  @FunctionalInterface
  private interface Window {
    double of(int[] at, int[] window);
  }

  private static Numbers pooled(Numbers x, Pooling pooling, Window window) {
    int axes = x.shape().rank() - 2;
    Sliding sliding = pooling.sliding();
    Shape shape = x.shape();
    for (int i = 0; i < axes; i++) {
      long size = shape.size(2 + i);
      double room =
          size + sliding.before(i) + sliding.after(i) - sliding.reach(i, pooling.kernel(i));
      double steps = room / sliding.stride(i);
      long count = (long) (pooling.ceil() ? Math.ceil(steps) : Math.floor(steps)) + 1;
      if ((count - 1) * sliding.stride(i) >= size + sliding.before(i)) {
        count--;
      }
      shape = shape.with(2 + i, count);
    }
    return Oracle.at(shape, at -> window.of(at, Arrays.copyOfRange(at, 2, at.length)));
  }

  private static Numbers adaptive(Numbers x, int rows, int columns, boolean greatest) {
    long h = x.shape().size(2);
    long w = x.shape().size(3);
    return Oracle.at(
        x.shape().with(2, rows).with(3, columns),
        at -> {
          double sum = 0;
          double most = Double.NEGATIVE_INFINITY;
          int count = 0;
          for (long i = at[2] * h / rows; i < Math.ceilDiv((at[2] + 1) * h, rows); i++) {
            for (long j = at[3] * w / columns; j < Math.ceilDiv((at[3] + 1) * w, columns); j++) {
              double number = x.at(at[0], at[1], (int) i, (int) j);
              sum += number;
              most = Math.max(most, number);
              count++;
            }
          }
          return greatest ? most : sum / count;
        });
  }
}
