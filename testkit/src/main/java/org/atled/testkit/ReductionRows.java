package org.atled.testkit;

import static org.atled.testkit.OpRow.ALL;
import static org.atled.testkit.OpRow.EVERY_FLOAT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.atled.core.op.nn.LayerNorm;
import org.atled.core.op.nn.LogSoftmax;
import org.atled.core.op.nn.Softmax;
import org.atled.core.op.reduce.ArgExtremum;
import org.atled.core.op.reduce.Extremum;
import org.atled.core.op.reduce.ExtremumAt;
import org.atled.core.op.reduce.Sum;
import org.atled.core.op.reduce.VarMean;
import org.atled.core.shape.Axes;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Moments;
import org.atled.core.tensor.Op;
import org.atled.core.tensor.Tensor;

/** From many elements to one, and functions of whole lines. */
final class ReductionRows {
  private static final Operand REAL = Operand.between(-3, 3);

  private ReductionRows() {}

  /** A reduction of tensors over axes. */
  @FunctionalInterface
  private interface Reduction {
    Tensor apply(Tensor x, int... axes);
  }

  static List<OpRow> rows() {
    List<OpRow> rows = new ArrayList<>();
    for (int[] axes :
        List.of(new int[] {0, 1, 2}, new int[] {0}, new int[] {2}, new int[] {0, 2})) {
      rows.add(sum("sum", Tensor::sum, false, axes));
      rows.add(extremum("max", Tensor::max, Oracle::max, false, axes));
    }
    rows.add(sum("sum, kept,", (x, axes) -> x.sum(Axes.of(axes).kept()), true, 1));
    rows.add(
        extremum("max, kept,", (x, axes) -> x.max(Axes.of(axes).kept()), Oracle::max, true, 1));
    rows.add(extremum("min", Tensor::min, x -> -Oracle.max(negated(x)), false, 1, 2));
    rows.add(
        reduction("mean", Sum.class, Tensor::mean, ReductionRows::mean, false, 0, 2)
            .within(new Tolerance(3, 4), new Tolerance(3, 4))
            .taking(EVERY_FLOAT));
    rows.addAll(moments(1, 0, 2));
    rows.addAll(moments(0, 1));
    for (int axis = 0; axis < 3; axis++) {
      int along = axis;
      rows.add(at("maxAt", x -> x.maxAt(along).values(), Oracle::max, axis));
      rows.add(at("minAt", x -> x.minAt(along).values(), x -> -Oracle.max(negated(x)), axis));
      rows.add(
          index("maxAt index", (x, axes) -> x.maxAt(along).indices(), Oracle::argmax, axis)
              .of(ExtremumAt.class));
      rows.add(index("argmax", (x, axes) -> x.argmax(along), Oracle::argmax, axis));
      rows.add(index("argmin", (x, axes) -> x.argmin(along), x -> Oracle.argmax(negated(x)), axis));
      rows.add(
          lines("softmax", Softmax.class, x -> x.softmax(along), Oracle::softmax, axis)
              .within(new Tolerance(4, 0.1), new Tolerance(8, 0.1))
              .taking(EVERY_FLOAT));
      rows.add(
          lines("logSoftmax", LogSoftmax.class, x -> x.logSoftmax(along), Oracle::logSoftmax, axis)
              .within(new Tolerance(4, 4), new Tolerance(8, 4))
              .taking(EVERY_FLOAT));
    }
    for (int axes = 1; axes <= 2; axes++) {
      int last = axes;
      rows.add(
          layerNorm("layerNorm of " + axes, axes, in -> in.get(0).layerNorm(last, 0.1), REAL)
              .on(Shape.of(2, 3, 4))
              .on(Shape.of(5, 19, 7))
              .on(Shape.of(2, 3, 0))
              .on(Shape.of(0, 3, 2)));
    }
    rows.add(
        layerNorm("layerNorm by weight", 1, in -> in.get(0).layerNorm(in.get(1), 0.1), REAL, REAL)
            .on(Shape.of(3, 4), Shape.of(4))
            .on(Shape.of(2, 2, 3), Shape.of(3))
            .on(Shape.of(3, 0), Shape.of(0)));
    rows.add(
        layerNorm(
                "layerNorm by weight and bias",
                2,
                in -> in.get(0).layerNorm(in.get(1), in.get(2), 0.1),
                REAL,
                REAL,
                REAL)
            .on(Shape.of(3, 2, 4), Shape.of(2, 4), Shape.of(2, 4))
            .on(Shape.of(2, 4), Shape.of(2, 4), Shape.of(2, 4))
            .on(Shape.of(37, 19, 3), Shape.of(19, 3), Shape.of(19, 3)));
    return rows;
  }

  private static OpRow layerNorm(
      String name, int axes, Function<List<Tensor>, Tensor> call, Operand... operands) {
    return OpRow.of(name, LayerNorm.class, call, in -> layerNorm(in, axes), operands)
        .within(new Tolerance(16, 4), new Tolerance(16, 4))
        .taking(EVERY_FLOAT);
  }

  private static Numbers layerNorm(List<Numbers> in, int axes) {
    Numbers x = in.getFirst();
    int rank = x.shape().rank();
    int line = x.shape().slice(rank - axes, rank).elements();
    Numbers lines =
        new Numbers(Shape.of(line == 0 ? 0 : x.shape().elements() / line, line), x.values());
    Numbers y = new Numbers(x.shape(), Oracle.lines(lines, 1, ReductionRows::normalized).values());
    y = in.size() > 1 ? Oracle.map(y, in.get(1), (a, b) -> a * b) : y;
    return in.size() > 2 ? Oracle.map(y, in.get(2), Double::sum) : y;
  }

  private static double[] normalized(double[] x) {
    double mean = mean(x);
    double deviation = Math.sqrt(variance(x, 0) + 0.1);
    return Arrays.stream(x).map(v -> (v - mean) / deviation).toArray();
  }

  private static double[] negated(double[] x) {
    return Arrays.stream(x).map(v -> -v).toArray();
  }

  private static double mean(double[] x) {
    return Oracle.sum(x) / x.length;
  }

  /** Each result of varMean alone, and both in one number. */
  private static List<OpRow> moments(double correction, int... axes) {
    Tolerance tolerance = new Tolerance(8, 8);
    return Stream.of(
            reductionOfMany(
                "variance − " + correction,
                VarMean.class,
                (x, a) -> x.varMean(Axes.of(a), correction).variance(),
                x -> variance(x, correction),
                false,
                axes),
            reductionOfMany(
                "varMean's mean",
                VarMean.class,
                (x, a) -> x.varMean(Axes.of(a).kept(), correction).mean(),
                ReductionRows::mean,
                true,
                axes),
            reductionOfMany(
                "variance × mean",
                VarMean.class,
                (x, a) -> {
                  Moments both = x.varMean(Axes.of(a), correction);
                  return both.variance().mul(both.mean());
                },
                x -> variance(x, correction) * mean(x),
                false,
                axes))
        .map(row -> row.within(tolerance.rounding(3), tolerance).taking(EVERY_FLOAT))
        .toList();
  }

  private static double variance(double[] x, double correction) {
    double mean = mean(x);
    double[] squares = Arrays.stream(x).map(v -> (v - mean) * (v - mean)).toArray();
    return Oracle.sum(squares) / Math.max(0, x.length - correction);
  }

  private static OpRow at(
      String name, UnaryOperator<Tensor> call, ToDoubleFunction<double[]> f, int axis) {
    return reduction(name, ExtremumAt.class, (x, axes) -> call.apply(x), f, false, axis)
        .taking(ALL)
        .on(Shape.of(2, 37, 41))
        .atTies("goes to the first of equal extremes");
  }

  private static OpRow sum(String name, Reduction call, boolean keep, int... axes) {
    return reduction(name, Sum.class, call, Oracle::sum, keep, axes)
        .taking(ALL)
        .giving(t -> t.isFloating() ? t : DType.INT64)
        .within(new Tolerance(6, 64), new Tolerance(6, 64))
        .on(Shape.of(0, 2, 0))
        .on(Shape.of(5, 2, 0))
        .on(Shape.of(2, 37, 41));
  }

  private static OpRow extremum(
      String name, Reduction call, ToDoubleFunction<double[]> f, boolean keep, int... axes) {
    return reduction(name, Extremum.class, call, f, keep, axes)
        .taking(ALL)
        .on(Shape.of(2, 37, 41))
        .atTies("shared equally by equal extremes");
  }

  private static OpRow index(String name, Reduction call, ToDoubleFunction<double[]> f, int axis) {
    return reduction(name, ArgExtremum.class, call, f, false, axis)
        .taking(ALL)
        .giving(t -> DType.INT64)
        .on(Shape.of(2, 37, 41))
        .constant();
  }

  private static OpRow reduction(
      String name,
      Class<? extends Op> op,
      Reduction call,
      ToDoubleFunction<double[]> f,
      boolean keep,
      int... axes) {
    return reductionOfMany(name, op, call, f, keep, axes).on(Shape.of(1, 1, 1));
  }

  /** Without the case of one element, of which there is no unbiased variance. */
  private static OpRow reductionOfMany(
      String name,
      Class<? extends Op> op,
      Reduction call,
      ToDoubleFunction<double[]> f,
      boolean keep,
      int... axes) {
    return OpRow.of(
            name + " over " + Arrays.toString(axes),
            op,
            in -> call.apply(in.getFirst(), axes),
            in -> Oracle.reduce(in.getFirst(), f, keep, axes),
            REAL)
        .on(Shape.of(2, 3, 4));
  }

  private static OpRow lines(
      String name,
      Class<? extends Op> op,
      UnaryOperator<Tensor> call,
      UnaryOperator<double[]> f,
      int axis) {
    return OpRow.of(
            name + " along " + axis,
            op,
            in -> call.apply(in.getFirst()),
            in -> Oracle.lines(in.getFirst(), axis, f),
            REAL)
        .on(Shape.of(2, 3, 4))
        .on(Shape.of(5, 19, 7))
        .on(Shape.of(2, 0, 3))
        .on(Shape.of(1, 1, 1));
  }
}
