package org.atled.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.core.op.loss.BinaryCrossEntropyWithLogits;
import org.atled.core.op.loss.CrossEntropy;
import org.atled.core.op.loss.MseLoss;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;

/** From outputs and targets to one number. */
final class LossRows {
  private static final Operand REAL = Operand.between(-3, 3);
  private static final Tolerance SUM = new Tolerance(8, 4);

  private LossRows() {}

  static List<OpRow> rows() {
    List<OpRow> rows = new ArrayList<>();
    for (DType type : List.of(DType.INT64, DType.INT32)) {
      Operand classes = new Operand(Optional.of(type), 0, 2);
      rows.add(
          OpRow.of(
                  "crossEntropy with " + type,
                  CrossEntropy.class,
                  in -> in.get(0).crossEntropy(in.get(1)),
                  LossRows::crossEntropy,
                  REAL,
                  classes)
              .within(SUM, SUM)
              .on(Shape.of(4, 3), Shape.of(4))
              .on(Shape.of(2, 3, 2), Shape.of(2, 2))
              .on(Shape.of(37, 19), Shape.of(37))
              .on(Shape.of(1, 3), Shape.of(1))
              .on(Shape.of(0, 3), Shape.of(0)));
      rows.add(
          OpRow.of(
                  "binaryCrossEntropyWithLogits of classes with " + type,
                  BinaryCrossEntropyWithLogits.class,
                  in -> in.get(0).binaryCrossEntropyWithLogits(in.get(1)),
                  in -> logistic(in.get(0), in.get(1)),
                  REAL,
                  new Operand(Optional.of(type), 0, 1))
              .within(SUM, SUM)
              .on(Shape.of(5, 1), Shape.of(5))
              .on(Shape.of(2, 3), Shape.of(2, 3)));
    }
    rows.add(
        sameShapes(
            OpRow.of(
                "binaryCrossEntropyWithLogits",
                BinaryCrossEntropyWithLogits.class,
                in -> in.get(0).binaryCrossEntropyWithLogits(in.get(1)),
                in -> logistic(in.get(0), in.get(1)),
                REAL,
                Operand.between(0, 1))));
    rows.add(
        sameShapes(
            OpRow.of(
                "mseLoss",
                MseLoss.class,
                in -> in.get(0).mseLoss(in.get(1)),
                in -> mean(Oracle.map(in.get(0), in.get(1), (y, t) -> (y - t) * (y - t))),
                REAL,
                REAL)));
    return rows;
  }

  private static OpRow sameShapes(OpRow row) {
    return row.within(SUM, SUM)
        .on(Shape.of(2, 3), Shape.of(2, 3))
        .on(Shape.of(2, 37, 41), Shape.of(2, 37, 41))
        .on(Shape.scalar(), Shape.scalar())
        .on(Shape.of(2, 0), Shape.of(2, 0));
  }

  private static Numbers crossEntropy(List<Numbers> in) {
    Numbers classes = in.get(1);
    long[] sizes = in.get(0).shape().toArray();
    sizes[1] = 1;
    Numbers column = new Numbers(Shape.of(sizes), classes.values());
    Numbers logarithms = Oracle.lines(in.get(0), 1, Oracle::logSoftmax);
    return mean(Oracle.map(Oracle.gather(logarithms, column, 1), y -> -y));
  }

  private static Numbers logistic(Numbers z, Numbers t) {
    Numbers targets = new Numbers(z.shape(), t.values());
    return mean(
        Oracle.map(
            z,
            targets,
            (x, y) -> y * SpecialFunctions.softplus(-x) + (1 - y) * SpecialFunctions.softplus(x)));
  }

  private static Numbers mean(Numbers x) {
    double[] values = {Oracle.sum(x.values()) / x.values().length};
    return new Numbers(Shape.scalar(), values);
  }
}
