package org.atled.testkit;

import static org.atled.testkit.OpRow.ALL;
import static org.atled.testkit.OpRow.NUMERIC;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.atled.core.op.structure.Broadcast;
import org.atled.core.op.structure.Concat;
import org.atled.core.op.indexing.Gather;
import org.atled.core.op.structure.Permute;
import org.atled.core.op.structure.Reshape;
import org.atled.core.op.indexing.ScatterAdd;
import org.atled.core.op.structure.Slice;
import org.atled.core.op.structure.SumOfParts;
import org.atled.core.shape.Range;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Op;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;

/** Other arrangements of the same elements. */
final class StructureRows {
  private static final Operand REAL = Operand.between(-3, 3);

  private StructureRows() {}

  static List<OpRow> rows() {
    List<OpRow> rows = new ArrayList<>();
    rows.add(reshape(Shape.of(4, 6)));
    rows.add(reshape(Shape.of(2, 3, 1, 2, 2)));
    rows.add(reshape(Shape.of(24)));
    rows.add(
        unary("flatten", Reshape.class, x -> x.flatten(1), StructureRows::flattened)
            .on(Shape.of(2, 3, 4))
            .on(Shape.of(2, 0, 4))
            .on(Shape.of(1, 1)));
    for (int[] order : List.of(new int[] {2, 0, 1}, new int[] {0, 2, 1}, new int[] {2, 1, 0})) {
      rows.add(
          unary(
                  "permute " + Arrays.toString(order),
                  Permute.class,
                  x -> x.permute(order),
                  x -> Oracle.permute(x, order))
              .on(Shape.of(2, 3, 4))
              .on(Shape.of(0, 3, 1))
              .on(Shape.of(1, 1, 1)));
    }
    rows.add(slice("slice from 1 to 3", x -> x.slice(1, 1, 3), 1, 1, 2));
    rows.add(slice("slice by 2", x -> x.slice(1, 0, 5, 2), 0, 2, 3));
    rows.add(slice("slice backwards by 2", x -> x.slice(1, -1, 0, -2), 4, -2, 2));
    rows.add(slice("flip", x -> x.flip(1), 4, -1, 5));
    rows.add(slice("slice to nothing", x -> x.slice(1, 3, 3), 0, 1, 0));
    rows.add(
        unary("broadcast", Broadcast.class, x -> x.broadcastTo(3, 2, 4), StructureRows::wide)
            .on(Shape.of(2, 1))
            .on(Shape.of(4))
            .on(Shape.of(3, 1, 1))
            .on(Shape.scalar()));
    rows.add(
        unary(
                "broadcast to nothing",
                Broadcast.class,
                x -> x.broadcastTo(0, 2),
                x -> Oracle.broadcast(x, Shape.of(0, 2)))
            .on(Shape.of(1, 2))
            .on(Shape.scalar()));
    rows.add(
        unary(
                "select",
                Slice.class,
                x -> x.select(1, -1),
                x -> Oracle.reduce(x, line -> line[line.length - 1], false, 1))
            .on(Shape.of(2, 3, 2))
            .on(Shape.of(1, 1)));
    for (int axis = 0; axis < 2; axis++) {
      int along = axis;
      long[] longer = {2, 3};
      longer[axis] = 5;
      long[] empty = {2, 3};
      empty[axis] = 0;
      rows.add(
          OpRow.of(
                  "concat along " + axis,
                  Concat.class,
                  in -> Structure.concat(along, in.toArray(Tensor[]::new)),
                  in -> Oracle.concat(along, in),
                  REAL,
                  REAL,
                  REAL)
              .taking(ALL)
              .on(Shape.of(2, 3), Shape.of(longer), Shape.of(2, 3))
              .on(Shape.of(empty), Shape.of(2, 3), Shape.of(empty))
              .on(Shape.of(1, 1), Shape.of(1, 1), Shape.of(1, 1)));
    }
    rows.add(gather(0, Shape.of(5, 3)));
    rows.add(gather(1, Shape.of(3, 5)));
    rows.add(scatterAdd(0, Shape.of(5, 3)));
    rows.add(scatterAdd(1, Shape.of(3, 5)));
    rows.add(
        OpRow.of(
                "rows",
                Gather.class,
                in -> in.get(0).rows(in.get(1)),
                in ->
                    Oracle.at(
                        Shape.of(in.get(1).shape().size(0), 3),
                        i -> in.get(0).at((int) in.get(1).at(i[0]), i[1])),
                REAL,
                Operand.indexBelow(4))
            .taking(ALL)
            .on(Shape.of(4, 3), Shape.of(6))
            .on(Shape.of(4, 3), Shape.of(0)));
    rows.add(sumOfParts());
    return rows;
  }

  private static OpRow reshape(Shape shape) {
    return unary(
            "reshape to " + shape,
            Reshape.class,
            x -> x.reshape(shape),
            x -> new Numbers(shape, x.values()))
        .on(Shape.of(2, 3, 4))
        .on(Shape.of(6, 4))
        .on(Shape.of(1, 24))
        .on(Shape.of(2, 3, 1, 4));
  }

  private static Numbers flattened(Numbers x) {
    long rest = x.shape().slice(1, x.shape().rank()).elements();
    return new Numbers(Shape.of(x.shape().size(0), rest), x.values());
  }

  private static Numbers wide(Numbers x) {
    return Oracle.broadcast(x, Shape.of(3, 2, 4));
  }

  private static OpRow slice(
      String name, UnaryOperator<Tensor> call, int start, int step, int count) {
    return unary(name, Slice.class, call, x -> Oracle.slice(x, 1, start, step, count))
        .on(Shape.of(2, 5, 2))
        .on(Shape.of(0, 5))
        .on(Shape.of(3, 5));
  }

  private static OpRow gather(int axis, Shape from) {
    return OpRow.of(
            "gather along " + axis,
            Gather.class,
            in -> in.get(0).gather(axis, in.get(1)),
            in -> Oracle.gather(in.get(0), in.get(1), axis),
            REAL,
            Operand.indexBelow(5))
        .taking(ALL)
        .on(from, from)
        .on(from, Shape.of(2, 2))
        .on(from, Shape.of(0, 0))
        .on(from, Shape.of(1, 1));
  }

  private static OpRow scatterAdd(int axis, Shape to) {
    return OpRow.of(
            "scatterAdd along " + axis,
            ScatterAdd.class,
            in -> Dispatch.apply(new ScatterAdd(axis, to), in.get(0), in.get(1)),
            in -> Oracle.scatterAdd(in.get(0), in.get(1), axis, to),
            REAL,
            Operand.indexBelow(5))
        .taking(NUMERIC)
        .within(new Tolerance(4, 8), new Tolerance(4, 8))
        .on(to, to)
        .on(Shape.of(2, 2), Shape.of(2, 2))
        .on(Shape.of(0, 0), Shape.of(0, 0))
        .on(Shape.of(1, 1), Shape.of(1, 1));
  }

  /** Two slices that overlap, one of them backwards. */
  private static OpRow sumOfParts() {
    Shape shape = Shape.of(2, 5);
    List<Range> ranges = List.of(new Range(1, 0, 2, 3), new Range(1, 4, -1, 2));
    return OpRow.of(
            "sumOfParts",
            SumOfParts.class,
            in -> Dispatch.apply(new SumOfParts(shape, ranges), in.toArray(Tensor[]::new)),
            in ->
                Oracle.at(
                    shape,
                    i -> {
                      int row = i[0];
                      double first = i[1] % 2 == 0 ? in.get(0).at(row, i[1] / 2) : 0;
                      double second = i[1] >= 3 ? in.get(1).at(row, 4 - i[1]) : 0;
                      return first + second;
                    }),
            REAL,
            REAL)
        .on(Shape.of(2, 3), Shape.of(2, 2));
  }

  private static OpRow unary(
      String name,
      Class<? extends Op> op,
      UnaryOperator<Tensor> call,
      UnaryOperator<Numbers> reference) {
    return OpRow.of(
            name, op, in -> call.apply(in.getFirst()), in -> reference.apply(in.getFirst()), REAL)
        .taking(ALL);
  }
}
