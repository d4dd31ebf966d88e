package org.atled.testkit;

import static org.atled.testkit.OpRow.ALL;
import static org.atled.testkit.OpRow.EVERY_FLOAT;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.atled.core.op.scan.CumExtremum;
import org.atled.core.op.scan.CumProd;
import org.atled.core.op.scan.CumSum;
import org.atled.core.op.scan.LogCumSumExp;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Indexed;
import org.atled.core.tensor.Op;
import org.atled.core.tensor.Tensor;

/** Along an axis, each result from all elements up to its place. */
final class ScanRows {
  private ScanRows() {}

  static List<OpRow> rows() {
    List<OpRow> rows = new ArrayList<>();
    Tolerance several = new Tolerance(8, 8);
    for (int axis = 0; axis < 3; axis++) {
      int along = axis;
      rows.add(
          scan("cumSum", CumSum.class, x -> x.cumSum(along), Double::sum, axis)
              .giving(ScanRows::wide)
              .within(several, several)
              .known("torch.cumsum", "numpy.cumsum"));
      rows.add(
          scan("cumProd", CumProd.class, x -> x.cumProd(along), (a, b) -> a * b, axis)
              .giving(ScanRows::wide)
              .within(several, several)
              .known("torch.cumprod", "numpy.cumprod"));
      rows.add(
          scan("cumMax", CumExtremum.class, x -> x.cumMax(along), Math::max, axis)
              .atTies("goes to the last of equal greatest elements")
              .known("torch.cummax", "numpy.maximum.accumulate"));
      rows.add(
          scan("cumMin", CumExtremum.class, x -> x.cumMin(along), Math::min, axis)
              .atTies("goes to the last of equal least elements")
              .known("torch.cummin", "numpy.minimum.accumulate"));
      rows.add(places("cumMax", x -> x.cumMaxAt(along), Math::max, axis).known("torch.cummax", ""));
      rows.add(places("cumMin", x -> x.cumMinAt(along), Math::min, axis).known("torch.cummin", ""));
      rows.add(
          scan(
                  "logCumSumExp",
                  LogCumSumExp.class,
                  x -> x.logCumSumExp(along),
                  ScanRows::logAddExp,
                  axis)
              .taking(EVERY_FLOAT)
              .within(several, several)
              .known("torch.logcumsumexp", "numpy.logaddexp.accumulate"));
    }
    return rows;
  }

  private static double logAddExp(double a, double b) {
    return a == b
        ? a + StrictMath.log(2)
        : Math.max(a, b) + StrictMath.log1p(StrictMath.exp(-Math.abs(a - b)));
  }

  private static DType wide(DType type) {
    return type.isFloating() ? type : DType.INT64;
  }

  private static OpRow scan(
      String name,
      Class<? extends Op> op,
      UnaryOperator<Tensor> call,
      DoubleBinaryOperator step,
      int axis) {
    return OpRow.of(
            name + " along " + axis,
            op,
            in -> call.apply(in.getFirst()),
            in -> Oracle.lines(in.getFirst(), axis, line -> running(line, step)),
            Operand.between(-2, 2))
        .taking(ALL)
        .on(Shape.of(2, 3, 4))
        .on(Shape.of(5, 19, 7))
        .on(Shape.of(2, 0, 3))
        .on(Shape.of(1, 1, 1));
  }

  /** Where the running extremes stand: of equal ones the last. */
  private static OpRow places(
      String name, Function<Tensor, Indexed> call, DoubleBinaryOperator step, int axis) {
    return OpRow.of(
            name + " places along " + axis,
            CumExtremum.class,
            in -> call.apply(in.getFirst()).indices(),
            in -> Oracle.lines(in.getFirst(), axis, line -> places(line, running(line, step))),
            Operand.between(-2, 2))
        .taking(ALL)
        .giving(t -> DType.INT64)
        .on(Shape.of(2, 3, 4))
        .on(Shape.of(5, 19, 7))
        .on(Shape.of(1, 1, 1))
        .constant();
  }

  private static double[] places(double[] line, double[] extremes) {
    double[] places = new double[line.length];
    for (int i = 0; i < line.length; i++) {
      places[i] = line[i] == extremes[i] ? i : places[i - 1];
    }
    return places;
  }

  private static double[] running(double[] line, DoubleBinaryOperator step) {
    double[] running = line.clone();
    for (int i = 1; i < running.length; i++) {
      running[i] = step.applyAsDouble(running[i - 1], running[i]);
    }
    return running;
  }
}
