package org.atled.testkit;

import static org.atled.testkit.OpRow.ALL;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.atled.core.op.structure.Broadcast;
import org.atled.core.op.structure.Concat;
import org.atled.core.op.structure.Permute;
import org.atled.core.op.structure.Reshape;
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
            .on(Shape.of(1, 1))
            .known("torch.flatten", "numpy.ravel"));
    for (int[] order : List.of(new int[] {2, 0, 1}, new int[] {0, 2, 1}, new int[] {2, 1, 0})) {
      rows.add(
          unary(
                  "permute " + Arrays.toString(order),
                  Permute.class,
                  x -> x.permute(order),
                  x -> Oracle.permute(x, order))
              .on(Shape.of(2, 3, 4))
              .on(Shape.of(0, 3, 1))
              .on(Shape.of(1, 1, 1))
              .known("torch.permute", "numpy.transpose"));
    }
    rows.add(slice("slice from 1 to 3", x -> x.slice(1, 1, 3), 1, 1, 2));
    rows.add(slice("slice by 2", x -> x.slice(1, 0, 5, 2), 0, 2, 3));
    rows.add(slice("slice backwards by 2", x -> x.slice(1, -1, 0, -2), 4, -2, 2));
    rows.add(slice("flip", x -> x.flip(1), 4, -1, 5).known("torch.flip", "numpy.flip"));
    rows.add(slice("slice to nothing", x -> x.slice(1, 3, 3), 0, 1, 0));
    rows.add(
        unary("broadcastTo", Broadcast.class, x -> x.broadcastTo(3, 2, 4), StructureRows::wide)
            .on(Shape.of(2, 1))
            .on(Shape.of(4))
            .on(Shape.of(3, 1, 1))
            .on(Shape.scalar())
            .known("torch.broadcast_to", "numpy.broadcast_to"));
    rows.add(
        unary(
                "broadcastTo of nothing",
                Broadcast.class,
                x -> x.broadcastTo(0, 2),
                x -> Oracle.broadcast(x, Shape.of(0, 2)))
            .on(Shape.of(1, 2))
            .on(Shape.scalar())
            .known("torch.broadcast_to", "numpy.broadcast_to"));
    rows.add(
        unary(
                "select",
                Slice.class,
                x -> x.select(1, -1),
                x -> Oracle.reduce(x, line -> line[line.length - 1], false, 1))
            .on(Shape.of(2, 3, 2))
            .on(Shape.of(1, 1))
            .known("torch.select", "numpy.take"));
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
              .on(Shape.of(1, 1), Shape.of(1, 1), Shape.of(1, 1))
              .known("torch.cat", "numpy.concatenate"));
    }
    rows.add(sumOfParts());
    rows.add(
        moved("movedim", x -> x.movedim(0, 2), 1, 2, 0).known("torch.movedim", "numpy.moveaxis"));
    rows.add(
        moved("movedim of two", x -> x.movedim(new int[] {2, 0}, new int[] {0, -1}), 2, 1, 0)
            .known("torch.movedim", "numpy.moveaxis"));
    rows.add(
        moved("transpose", x -> x.transpose(-1, 0), 2, 1, 0)
            .known("torch.transpose", "numpy.swapaxes"));
    rows.add(
        unary(
                "expand",
                Broadcast.class,
                x -> x.expand(4, -1, 3),
                x -> Oracle.broadcast(x, Shape.of(4, x.shape().size(0), 3)))
            .on(Shape.of(2, 1))
            .on(Shape.of(0, 3))
            .known("torch.Tensor.expand", ""));
    rows.add(
        unary(
                "unflatten",
                Reshape.class,
                x -> x.unflatten(1, 2, -1),
                x -> new Numbers(Shape.of(x.shape().size(0), 2, 3), x.values()))
            .on(Shape.of(2, 6))
            .on(Shape.of(0, 6))
            .known("torch.unflatten", ""));
    rows.add(
        unary("squeeze", Reshape.class, x -> x.squeeze(), x -> new Numbers(Shape.of(3), x.values()))
            .on(Shape.of(1, 3, 1))
            .on(Shape.of(3))
            .known("torch.squeeze", "numpy.squeeze"));
    rows.add(
        unary(
                "unsqueeze",
                Reshape.class,
                x -> x.unsqueeze(-1),
                x -> new Numbers(x.shape().concat(Shape.of(1)), x.values()))
            .on(Shape.of(2, 3))
            .on(Shape.scalar())
            .known("torch.unsqueeze", "numpy.expand_dims"));
    for (int quarters = 1; quarters <= 3; quarters++) {
      int q = quarters;
      rows.add(
          unary(
                  "rot90 by " + q,
                  Slice.class,
                  x -> x.rot90(q, 0, 1),
                  x -> StructureRows.turned(x, q))
              .on(Shape.of(2, 3, 2))
              .on(Shape.of(1, 3))
              .on(Shape.of(0, 3))
              .known("torch.rot90", "numpy.rot90"));
    }
    rows.add(
        OpRow.of(
                "stack along 1",
                Concat.class,
                in -> Structure.stack(1, in.get(0), in.get(1)),
                in ->
                    Oracle.at(
                        Shape.of(in.get(0).shape().size(0), 2, in.get(0).shape().size(1)),
                        i -> in.get(i[1]).at(i[0], i[2])),
                REAL,
                REAL)
            .taking(ALL)
            .on(Shape.of(2, 3), Shape.of(2, 3))
            .on(Shape.of(0, 3), Shape.of(0, 3))
            .on(Shape.of(1, 1), Shape.of(1, 1))
            .known("torch.stack", "numpy.stack"));
    for (int part = 0; part < 2; part++) {
      int p = part;
      rows.add(
          unary(
                  "meshgrid " + part,
                  Broadcast.class,
                  x -> {
                    Tensor other = Tensor.arange(2);
                    Tensor[] both = p == 0 ? new Tensor[] {x, other} : new Tensor[] {other, x};
                    return Structure.meshgrid(both).get(p);
                  },
                  x -> {
                    int n = x.values().length;
                    Shape shape = p == 0 ? Shape.of(n, 2) : Shape.of(2, n);
                    return Oracle.at(shape, i -> x.values()[i[p]]);
                  })
              .on(Shape.of(3))
              .on(Shape.of(0))
              .on(Shape.scalar())
              .known("torch.meshgrid", "numpy.meshgrid"));
    }
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
        .on(Shape.of(2, 3, 1, 4))
        .known("torch.reshape", "numpy.reshape");
  }

  private static Numbers flattened(Numbers x) {
    long rest = x.shape().slice(1, x.shape().rank()).elements();
    return new Numbers(Shape.of(x.shape().size(0), rest), x.values());
  }

  private static OpRow moved(String name, UnaryOperator<Tensor> call, int... order) {
    return unary(name, Permute.class, call, x -> Oracle.permute(x, order))
        .on(Shape.of(2, 3, 4))
        .on(Shape.of(1, 1, 1))
        .on(Shape.of(0, 3, 1));
  }

  /** A quarter counterclockwise takes the last column to the first row. */
  private static Numbers turned(Numbers x, int quarters) {
    Numbers y = x;
    for (int q = 0; q < quarters; q++) {
      Numbers from = y;
      long[] sizes = y.shape().toArray();
      long columns = sizes[1];
      sizes[1] = sizes[0];
      sizes[0] = columns;
      y =
          Oracle.at(
              Shape.of(sizes),
              i -> {
                int[] at = i.clone();
                at[0] = i[1];
                at[1] = (int) columns - 1 - i[0];
                return from.at(at);
              });
    }
    return y;
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
