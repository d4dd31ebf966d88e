package org.atled.testkit;

import static org.atled.testkit.OpRow.ALL;
import static org.atled.testkit.OpRow.EVERY_FLOAT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.atled.core.op.reduce.AnyAll;
import org.atled.core.op.reduce.ArgExtremum;
import org.atled.core.op.reduce.Extremum;
import org.atled.core.op.reduce.ExtremumAt;
import org.atled.core.op.reduce.LogSumExp;
import org.atled.core.op.reduce.Norm;
import org.atled.core.op.reduce.Prod;
import org.atled.core.op.reduce.Std;
import org.atled.core.op.reduce.Sum;
import org.atled.core.op.reduce.VarMean;
import org.atled.core.shape.Axes;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Moments;
import org.atled.core.tensor.Op;
import org.atled.core.tensor.Tensor;

/** From many elements to one. */
final class ReductionRows {
  private static final Operand REAL = Operand.between(-3, 3);
  private static final Operand APART_FROM_ZERO = Operand.between(-3, 3, 0);

  private ReductionRows() {}

  /** A reduction of tensors over axes. */
  @FunctionalInterface
  interface Reduction {
    Tensor apply(Tensor x, int... axes);
  }

  static List<OpRow> rows() {
    List<OpRow> rows = new ArrayList<>();
    for (int[] axes :
        List.of(new int[] {0, 1, 2}, new int[] {0}, new int[] {2}, new int[] {0, 2})) {
      rows.add(sum("sum", Tensor::sum, false, axes));
      rows.add(prod("prod", Tensor::prod, false, axes));
      rows.add(
          extremum("max", Tensor::max, Oracle::max, false, axes).known("torch.max", "numpy.max"));
      rows.add(logSumExp("logSumExp", Tensor::logSumExp, false, axes));
    }
    rows.add(sum("sum, kept,", (x, axes) -> x.sum(Axes.of(axes).kept()), true, 1));
    rows.add(prod("prod, kept,", (x, axes) -> x.prod(Axes.of(axes).kept()), true, 1));
    rows.add(
        logSumExp("logSumExp, kept,", (x, axes) -> x.logSumExp(Axes.of(axes).kept()), true, 0, 1));
    rows.add(
        extremum("max, kept,", (x, axes) -> x.max(Axes.of(axes).kept()), Oracle::max, true, 1)
            .known("torch.max", "numpy.max"));
    rows.add(
        extremum("min", Tensor::min, ReductionRows::min, false, 1, 2)
            .known("torch.min", "numpy.min"));
    rows.add(
        extremum("amax", Tensor::amax, Oracle::max, false, 0).known("torch.amax", "numpy.amax"));
    rows.add(
        extremum("amin", Tensor::amin, ReductionRows::min, false, 0)
            .known("torch.amin", "numpy.amin"));
    rows.add(
        extremum("aminmax's max", (x, axes) -> x.aminmax(axes).max(), Oracle::max, false, 1)
            .known("torch.aminmax", ""));
    rows.add(
        reduction("mean", Sum.class, Tensor::mean, Oracle::mean, false, 0, 2)
            .within(new Tolerance(3, 4), new Tolerance(3, 4))
            .taking(EVERY_FLOAT)
            .known("torch.mean", "numpy.mean"));
    rows.addAll(moments(1, 0, 2));
    rows.addAll(moments(0, 1));
    rows.addAll(deviations());
    rows.addAll(truths());
    for (int axis = 0; axis < 3; axis++) {
      rows.addAll(places(axis));
    }
    for (double p : new double[] {0, 1, 2, 3, 1.5, 0.5, -1}) {
      rows.add(norm(p, APART_FROM_ZERO, 0));
    }
    rows.add(norm(2, APART_FROM_ZERO, 0, 2));
    // Of one sign, or two of nearly the same size would be ties.
    rows.add(norm(Double.POSITIVE_INFINITY, Operand.between(-3, -0.1), 0));
    rows.add(norm(Double.NEGATIVE_INFINITY, Operand.between(-3, -0.1), 0));
    return rows;
  }

  private static double min(double[] x) {
    return -Oracle.max(negated(x));
  }

  private static double[] negated(double[] x) {
    return Arrays.stream(x).map(v -> -v).toArray();
  }

  private static List<OpRow> places(int axis) {
    return List.of(
        at("maxAt", x -> x.maxAt(axis).values(), Oracle::max, axis).known("torch.max", "numpy.max"),
        at("minAt", x -> x.minAt(axis).values(), ReductionRows::min, axis)
            .known("torch.min", "numpy.min"),
        index("maxAt index", (x, axes) -> x.maxAt(axis).indices(), Oracle::argmax, axis)
            .of(ExtremumAt.class)
            .known("torch.max", "numpy.argmax"),
        index("argmax", (x, axes) -> x.argmax(axis), Oracle::argmax, axis)
            .known("torch.argmax", "numpy.argmax"),
        index("argmin", (x, axes) -> x.argmin(axis), x -> Oracle.argmax(negated(x)), axis)
            .known("torch.argmin", "numpy.argmin"));
  }

  private static List<OpRow> truths() {
    ToDoubleFunction<double[]> count = x -> Arrays.stream(x).filter(v -> v != 0).count();
    return Stream.of(
            reduction("any", AnyAll.class, Tensor::any, x -> sign(count, x), false, 0)
                .giving(ReductionRows::truth)
                .known("torch.any", "numpy.any"),
            reduction(
                    "any, kept,",
                    AnyAll.class,
                    (x, axes) -> x.any(Axes.of(axes).kept()),
                    x -> sign(count, x),
                    true,
                    0,
                    2)
                .giving(ReductionRows::truth)
                .known("torch.any", "numpy.any"),
            reduction(
                    "all",
                    AnyAll.class,
                    Tensor::all,
                    x -> count.applyAsDouble(x) == x.length ? 1 : 0,
                    false,
                    1)
                .giving(ReductionRows::truth)
                .known("torch.all", "numpy.all"),
            reduction("countNonzero", Sum.class, Tensor::countNonzero, count, false, 0, 2)
                .giving(t -> DType.INT64)
                .known("torch.count_nonzero", "numpy.count_nonzero"))
        .map(row -> row.taking(ALL).on(Shape.of(0, 2, 0)).on(Shape.of(2, 37, 41)).constant())
        .toList();
  }

  private static double sign(ToDoubleFunction<double[]> f, double[] x) {
    return Math.signum(f.applyAsDouble(x));
  }

  private static DType truth(DType type) {
    return type == DType.UINT8 ? DType.UINT8 : DType.BOOL;
  }

  private static OpRow norm(double p, Operand operand, int... axes) {
    OpRow row =
        OpRow.of(
                "norm of %s over %s".formatted(p, Arrays.toString(axes)),
                Norm.class,
                in -> in.getFirst().norm(p, axes),
                in -> Oracle.reduce(in.getFirst(), x -> norm(p, x), false, axes),
                operand)
            .on(Shape.of(2, 3, 4))
            .on(Shape.of(5, 19, 7))
            .on(Shape.of(1, 1, 1))
            .taking(EVERY_FLOAT)
            .within(new Tolerance(16, 1), new Tolerance(16, 1))
            .atTies("0 at 0; shared equally by equal extremes")
            .known("torch.linalg.vector_norm", "numpy.linalg.norm");
    return p == 0 ? row.constant() : row;
  }

  private static double norm(double p, double[] x) {
    double[] sizes = Arrays.stream(x).map(Math::abs).toArray();
    if (Double.isInfinite(p)) {
      return p > 0 ? Oracle.max(sizes) : min(sizes);
    }
    double[] powers =
        Arrays.stream(sizes).map(v -> v == 0 && p == 0 ? 0 : StrictMath.pow(v, p)).toArray();
    return p == 0 ? Oracle.sum(powers) : StrictMath.pow(Oracle.sum(powers), 1 / p);
  }

  private static List<OpRow> deviations() {
    Tolerance tolerance = new Tolerance(8, 8);
    return Stream.of(
            reductionOfMany("var", VarMean.class, Tensor::var, x -> Oracle.variance(x, 1), false, 2)
                .known("torch.var", "numpy.var"),
            reductionOfMany(
                    "std", Std.class, Tensor::std, x -> Math.sqrt(Oracle.variance(x, 1)), false, 2)
                .known("torch.std", "numpy.std"),
            reductionOfMany(
                    "std − 0, kept,",
                    Std.class,
                    (x, axes) -> x.std(Axes.of(axes).kept(), 0),
                    x -> Math.sqrt(Oracle.variance(x, 0)),
                    true,
                    0,
                    2)
                .known("torch.std", "numpy.std"))
        .map(row -> row.within(tolerance, tolerance).taking(EVERY_FLOAT))
        .map(row -> row.atTies("0 where all elements are equal"))
        .toList();
  }

  /** Each result of varMean alone, and both in one number. */
  private static List<OpRow> moments(double correction, int... axes) {
    Tolerance tolerance = new Tolerance(8, 8);
    return Stream.of(
            reductionOfMany(
                "varMean's variance − " + correction,
                VarMean.class,
                (x, a) -> x.varMean(Axes.of(a), correction).variance(),
                x -> Oracle.variance(x, correction),
                false,
                axes),
            reductionOfMany(
                "varMean's mean",
                VarMean.class,
                (x, a) -> x.varMean(Axes.of(a).kept(), correction).mean(),
                Oracle::mean,
                true,
                axes),
            reductionOfMany(
                "varMean's variance × mean",
                VarMean.class,
                (x, a) -> {
                  Moments both = x.varMean(Axes.of(a), correction);
                  return both.variance().mul(both.mean());
                },
                x -> Oracle.variance(x, correction) * Oracle.mean(x),
                false,
                axes))
        .map(row -> row.within(tolerance.rounding(3), tolerance).taking(EVERY_FLOAT))
        .map(row -> row.known("torch.var_mean", "numpy.var"))
        .toList();
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
        .on(Shape.of(2, 37, 41))
        .known("torch.sum", "numpy.sum");
  }

  private static OpRow prod(String name, Reduction call, boolean keep, int... axes) {
    return OpRow.of(
            name + " over " + Arrays.toString(axes),
            Prod.class,
            in -> call.apply(in.getFirst(), axes),
            in ->
                Oracle.reduce(
                    in.getFirst(), x -> Arrays.stream(x).reduce(1, (a, b) -> a * b), keep, axes),
            Operand.between(-1.5, 1.5))
        .taking(ALL)
        .giving(t -> t.isFloating() ? t : DType.INT64)
        .within(16, 16)
        .on(Shape.of(2, 3, 4))
        .on(Shape.of(0, 2, 0))
        .on(Shape.of(5, 2, 0))
        .on(Shape.of(1, 1, 1))
        .on(Shape.of(2, 7, 3))
        .known("torch.prod", "numpy.prod");
  }

  private static OpRow logSumExp(String name, Reduction call, boolean keep, int... axes) {
    return reduction(
            name,
            LogSumExp.class,
            call,
            x -> StrictMath.log(Oracle.sum(Arrays.stream(x).map(StrictMath::exp).toArray())),
            keep,
            axes)
        .taking(ALL)
        .giving(t -> t.isFloating() ? t : DType.FLOAT32)
        .within(new Tolerance(8, 4), new Tolerance(8, 4))
        .on(Shape.of(0, 2, 0))
        .on(Shape.of(2, 37, 41))
        .known("torch.logsumexp", "scipy.special.logsumexp");
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

  static OpRow reduction(
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
}
