package org.atled.testkit;

import static org.atled.testkit.OpRow.EVERY_FLOAT;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.atled.core.op.nn.LayerNorm;
import org.atled.core.op.nn.LogSoftmax;
import org.atled.core.op.nn.LogSoftmaxAt;
import org.atled.core.op.nn.Softmax;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Op;
import org.atled.core.tensor.Tensor;

/** Functions of whole lines: softmax and its kin, layer norm. */
final class NormalizationRows {
  private static final Operand REAL = Operand.between(-3, 3);

  private NormalizationRows() {}

  static List<OpRow> rows() {
    List<OpRow> rows = new ArrayList<>();
    for (int axis = 0; axis < 3; axis++) {
      int along = axis;
      rows.add(
          lines("softmax", Softmax.class, x -> x.softmax(along), Oracle::softmax, axis)
              .within(new Tolerance(4, 0.1), new Tolerance(8, 0.1))
              .taking(EVERY_FLOAT)
              .known("torch.softmax", "scipy.special.softmax"));
      rows.add(
          lines("logSoftmax", LogSoftmax.class, x -> x.logSoftmax(along), Oracle::logSoftmax, axis)
              .within(new Tolerance(4, 4), new Tolerance(8, 4))
              .taking(EVERY_FLOAT)
              .known("torch.log_softmax", "scipy.special.log_softmax"));
    }
    rows.add(
        IndexingRows.indexed(
                "logSoftmax at places",
                LogSoftmaxAt.class,
                (x, i) -> LogSoftmaxAt.of(x, 1, i),
                (x, i) -> Oracle.gather(Oracle.lines(x, 1, Oracle::logSoftmax), i, 1))
            .taking(EVERY_FLOAT)
            .within(new Tolerance(4, 4), new Tolerance(8, 4))
            .on(Shape.of(3, 5), Shape.of(3, 1))
            .on(Shape.of(2, 5, 3), Shape.of(2, 1, 3))
            .on(Shape.of(0, 5), Shape.of(0, 1)));
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
        .taking(EVERY_FLOAT)
        .known("torch.nn.functional.layer_norm", "");
  }

  private static Numbers layerNorm(List<Numbers> in, int axes) {
    Numbers x = in.getFirst();
    int rank = x.shape().rank();
    int line = x.shape().slice(rank - axes, rank).elements();
    Numbers lines =
        new Numbers(Shape.of(line == 0 ? 0 : x.shape().elements() / line, line), x.values());
    Numbers y =
        new Numbers(x.shape(), Oracle.lines(lines, 1, NormalizationRows::normalized).values());
    y = in.size() > 1 ? Oracle.map(y, in.get(1), (a, b) -> a * b) : y;
    return in.size() > 2 ? Oracle.map(y, in.get(2), Double::sum) : y;
  }

  private static double[] normalized(double[] x) {
    double mean = Oracle.mean(x);
    double deviation = Math.sqrt(Oracle.variance(x, 0) + 0.1);
    return Arrays.stream(x).map(v -> (v - mean) / deviation).toArray();
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
