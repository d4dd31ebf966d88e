package org.atled.testkit;

import static org.atled.testkit.OpRow.ALL;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.IntStream;
import org.atled.core.op.elementwise.Where;
import org.atled.core.op.indexing.At;
import org.atled.core.op.indexing.Gather;
import org.atled.core.op.indexing.MaskedSelect;
import org.atled.core.op.indexing.Nonzero;
import org.atled.core.op.indexing.OneHot;
import org.atled.core.op.indexing.Places;
import org.atled.core.op.indexing.SparseRows;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Index;
import org.atled.core.tensor.Op;
import org.atled.core.tensor.Tensor;

/** Elements by indices and masks. */
final class IndexingRows {
  private static final Operand REAL = Operand.between(-3, 3);
  private static final Operand BELOW_5 = Operand.indexBelow(5);

  private IndexingRows() {}

  static List<OpRow> rows() {
    List<OpRow> rows = new ArrayList<>();
    rows.add(gather(0, Shape.of(5, 3)));
    rows.add(gather(1, Shape.of(3, 5)));
    selections(rows);
    masks(rows);
    terms(rows);
    rows.add(
        OpRow.of(
                "places",
                Places.class,
                in -> Dispatch.apply(new Places(Shape.of(3, 5), 1, 7), in.getFirst().sub(5)),
                in -> Oracle.map(in.getFirst(), i -> 7 * i),
                BELOW_5)
            .giving(t -> DType.INT64)
            .constant()
            .on(Shape.of(2, 3))
            .on(Shape.of(0))
            .on(Shape.scalar()));
    rows.add(
        OpRow.of(
                "oneHot",
                OneHot.class,
                in -> in.getFirst().oneHot(5),
                in ->
                    Oracle.at(
                        in.getFirst().shape().concat(Shape.of(5)),
                        i ->
                            in.getFirst().at(Arrays.copyOf(i, i.length - 1)) == i[i.length - 1]
                                ? 1
                                : 0),
                BELOW_5)
            .giving(t -> DType.INT64)
            .constant()
            .on(Shape.of(2, 3))
            .on(Shape.of(0))
            .on(Shape.scalar())
            .known("torch.nn.functional.one_hot", ""));
    return rows;
  }

  private static OpRow gather(int axis, Shape from) {
    return indexed(
            "gather along " + axis,
            Gather.class,
            (x, i) -> x.gather(axis, i),
            (x, i) -> Oracle.gather(x, i, axis))
        .on(from, from)
        .on(from, Shape.of(2, 2))
        .on(from, Shape.of(0, 0))
        .on(from, Shape.of(1, 1))
        .known("torch.gather", "numpy.take_along_axis");
  }

  private static void selections(List<OpRow> rows) {
    rows.add(
        indexed(
                "rows",
                Gather.class,
                Tensor::rows,
                (x, i) ->
                    Oracle.at(Shape.of(i.shape().size(0), 3), p -> x.at((int) i.at(p[0]), p[1])))
            .on(Shape.of(5, 3), Shape.of(6))
            .on(Shape.of(5, 3), Shape.of(0))
            .known("torch.index_select", "numpy.take"));
    rows.add(
        indexed(
                "sparseRows",
                SparseRows.class,
                Tensor::sparseRows,
                (x, i) ->
                    Oracle.at(Shape.of(i.shape().size(0), 3), p -> x.at((int) i.at(p[0]), p[1])))
            .on(Shape.of(5, 3), Shape.of(6))
            .on(Shape.of(5, 3), Shape.of(0))
            .known("torch.nn.functional.embedding", "numpy.take"));
    rows.add(
        indexed(
                "indexSelect along 1",
                Gather.class,
                (x, i) -> x.indexSelect(1, i),
                (x, i) -> along(x, i, 1))
            .on(Shape.of(2, 5, 2), Shape.of(6))
            .on(Shape.of(0, 5), Shape.of(2))
            .on(Shape.of(2, 5), Shape.of(0))
            .on(Shape.of(3, 5), Shape.scalar())
            .known("torch.index_select", "numpy.take"));
    rows.add(
        indexed(
                "takeAlongDim",
                Gather.class,
                (x, i) -> x.takeAlongDim(1, i),
                (x, i) ->
                    Oracle.at(
                        Shape.of(x.shape().size(0), i.shape().size(1), i.shape().size(2)),
                        p -> x.at(p[0], (int) i.at(0, p[1], p[2]), 0)))
            .on(Shape.of(2, 5, 1), Shape.of(1, 3, 2))
            .known("torch.take_along_dim", "numpy.take_along_axis"));
    rows.add(
        indexed(
                "take",
                At.class,
                (x, i) -> x.take(i.sub(2)),
                (x, i) ->
                    Oracle.map(i, p -> x.values()[Math.floorMod((int) p - 2, x.values().length)]))
            .on(Shape.of(2, 3), Shape.of(2, 2))
            .on(Shape.of(3), Shape.scalar())
            .on(Shape.of(3), Shape.of(0))
            .known("torch.take", "numpy.take"));
    rows.add(
        indexed(
                "take along 1",
                At.class,
                (x, i) -> x.take(1, i.sub(2)),
                (x, i) ->
                    Oracle.at(
                        Shape.of(x.shape().size(0)).concat(i.shape()).concat(Shape.of(2)),
                        p ->
                            x.at(
                                p[0],
                                Math.floorMod((int) i.at(p[1], p[2]) - 2, (int) x.shape().size(1)),
                                p[3])))
            .on(Shape.of(2, 3, 2), Shape.of(2, 2))
            .known("", "numpy.take"));
  }

  private static Numbers along(Numbers x, Numbers index, int axis) {
    return Oracle.at(
        x.shape().with(axis, index.shape().elements()),
        p -> {
          int[] from = p.clone();
          from[axis] = (int) index.values()[p[axis]];
          return x.at(from);
        });
  }

  private static void masks(List<OpRow> rows) {
    rows.add(
        masked(
                "maskedSelect",
                MaskedSelect.class,
                Tensor::maskedSelect,
                (x, m) -> {
                  Shape shape = x.shape().broadcast(m.shape());
                  double[] from = Oracle.broadcast(x, shape).values();
                  double[] set = Oracle.broadcast(m, shape).values();
                  return vector(
                      IntStream.range(0, from.length)
                          .filter(i -> set[i] != 0)
                          .mapToDouble(i -> from[i])
                          .toArray());
                })
            .on(Shape.of(2, 3), Shape.of(2, 3))
            .on(Shape.of(2, 3), Shape.of(3))
            .on(Shape.of(3), Shape.of(2, 1))
            .on(Shape.of(2, 0), Shape.scalar())
            .known("torch.masked_select", "numpy.extract"));
    rows.add(
        masked(
                "maskedFill",
                Where.class,
                (x, m) -> x.maskedFill(m, 1),
                (x, m) -> Oracle.map(x, m, (v, set) -> set != 0 ? 1 : v))
            .on(Shape.of(2, 3), Shape.of(2, 3))
            .on(Shape.of(2, 3), Shape.of(3))
            .on(Shape.of(0, 3), Shape.of(3))
            .on(Shape.scalar(), Shape.scalar())
            .known("torch.masked_fill", "numpy.putmask"));
    rows.add(
        OpRow.of(
                "nonzero",
                Nonzero.class,
                in -> in.getFirst().nonzero(),
                in -> {
                  Numbers x = in.getFirst();
                  int[] set =
                      IntStream.range(0, x.values().length)
                          .filter(i -> x.values()[i] != 0)
                          .toArray();
                  return Oracle.at(
                      Shape.of(set.length, x.shape().rank()),
                      p -> Numbers.indices(x.shape(), set[p[0]])[p[1]]);
                },
                Operand.between(-1.4, 1.4))
            .taking(ALL)
            .giving(t -> DType.INT64)
            .constant()
            .on(Shape.of(3, 4))
            .on(Shape.of(0, 2))
            .on(Shape.scalar())
            .known("torch.nonzero", "numpy.argwhere"));
    rows.add(
        masked(
                "at a mask",
                At.class,
                (x, m) -> x.at(Index.ALL, Index.of(m)),
                (x, m) -> {
                  int[] set =
                      IntStream.range(0, m.values().length)
                          .filter(i -> m.values()[i] != 0)
                          .toArray();
                  return Oracle.at(
                      Shape.of(x.shape().size(0), set.length),
                      p -> {
                        int[] at = Numbers.indices(m.shape(), set[p[1]]);
                        return x.at(p[0], at[0], at[1]);
                      });
                })
            .on(Shape.of(2, 3, 2), Shape.of(3, 2))
            .on(Shape.of(0, 3, 2), Shape.of(3, 2)));
  }

  private static Numbers vector(double[] values) {
    return new Numbers(Shape.of(values.length), values);
  }

  private static void terms(List<OpRow> rows) {
    rows.add(
        OpRow.of(
                "at numbers and ranges",
                At.class,
                in -> in.getFirst().at("1, ..., None, ::-2"),
                in -> Oracle.at(Shape.of(3, 1, 3), p -> in.getFirst().at(1, p[0], 4 - 2 * p[2])),
                REAL)
            .taking(ALL)
            .on(Shape.of(2, 3, 5)));
    rows.add(
        picked(
            "at one index",
            (x, i) -> x.at(Index.ALL, Index.of(i.sub(5))),
            Shape.of(5, 2, 3, 5),
            (x, i, p) -> x.at(p[0], (int) i.at(p[1], p[2]), p[3])));
    rows.add(
        picked(
            "at two indices",
            (x, i) -> x.at(Index.ALL, Index.of(i), Index.of(i)),
            Shape.of(5, 2, 3),
            (x, i, p) -> x.at(p[0], (int) i.at(p[1], p[2]), (int) i.at(p[1], p[2]))));
    rows.add(
        picked(
            "at two indices apart",
            (x, i) -> x.at(Index.of(i.sub(5)), Index.ALL, Index.of(i.select(0, 0))),
            Shape.of(2, 3, 5),
            (x, i, p) -> x.at((int) i.at(p[0], p[1]), p[2], (int) i.at(0, p[1]))));
    rows.add(
        picked(
            "at a number and an index",
            (x, i) -> x.at(Index.at(-1), Index.to(2), Index.of(i)),
            Shape.of(2, 2, 3),
            (x, i, p) -> x.at(4, p[0], (int) i.at(p[1], p[2]))));
  }

  private interface Pick {
    double at(Numbers x, Numbers index, int[] place);
  }

  /** On x of [5, 5, 5] and an index of [2, 3]. */
  private static OpRow picked(String name, BinaryOperator<Tensor> call, Shape shape, Pick pick) {
    return indexed(name, At.class, call, (x, i) -> Oracle.at(shape, p -> pick.at(x, i, p)))
        .on(Shape.of(5, 5, 5), Shape.of(2, 3));
  }

  /** On a tensor and indices below 5. */
  static OpRow indexed(
      String name,
      Class<? extends Op> op,
      BinaryOperator<Tensor> call,
      BinaryOperator<Numbers> reference) {
    return row(name, op, call, reference, BELOW_5);
  }

  private static OpRow masked(
      String name,
      Class<? extends Op> op,
      BinaryOperator<Tensor> call,
      BinaryOperator<Numbers> reference) {
    return row(name, op, call, reference, Operand.condition());
  }

  private static OpRow row(
      String name,
      Class<? extends Op> op,
      BinaryOperator<Tensor> call,
      BinaryOperator<Numbers> reference,
      Operand second) {
    return OpRow.of(
            name,
            op,
            in -> call.apply(in.get(0), in.get(1)),
            in -> reference.apply(in.get(0), in.get(1)),
            REAL,
            second)
        .taking(ALL);
  }
}
