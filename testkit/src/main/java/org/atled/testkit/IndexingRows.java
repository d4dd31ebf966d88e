package org.atled.testkit;

import static org.atled.testkit.OpRow.ALL;
import static org.atled.testkit.OpRow.NUMERIC;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.atled.core.op.elementwise.Where;
import org.atled.core.op.indexing.At;
import org.atled.core.op.indexing.Gather;
import org.atled.core.op.indexing.MaskedSelect;
import org.atled.core.op.indexing.Nonzero;
import org.atled.core.op.indexing.OneHot;
import org.atled.core.op.indexing.Places;
import org.atled.core.op.indexing.Scatter;
import org.atled.core.op.indexing.ScatterAdd;
import org.atled.core.op.indexing.ScatterExtremum;
import org.atled.core.op.indexing.ScatterReduce;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Index;
import org.atled.core.tensor.Op;
import org.atled.core.tensor.ScatterReduction;
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
    rows.add(scatterAddOfZeros(0, Shape.of(5, 3)));
    rows.add(scatterAddOfZeros(1, Shape.of(3, 5)));
    selections(rows);
    scatters(rows);
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

  private static OpRow scatterAddOfZeros(int axis, Shape to) {
    return indexed(
            "scatterAdd of zeros along " + axis,
            ScatterAdd.class,
            (x, i) -> Dispatch.apply(new ScatterAdd(axis, to), x, i),
            (x, i) -> Oracle.scatterAdd(x, i, axis, to))
        .taking(NUMERIC)
        .within(new Tolerance(4, 8), new Tolerance(4, 8))
        .on(to, to)
        .on(Shape.of(2, 2), Shape.of(2, 2))
        .on(Shape.of(0, 0), Shape.of(0, 0))
        .on(Shape.of(1, 1), Shape.of(1, 1));
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

  private static void scatters(List<OpRow> rows) {
    for (int axis = 0; axis < 2; axis++) {
      int a = axis;
      rows.add(
          scattered(
                  "scatter along " + axis,
                  Scatter.class,
                  in -> in.get(0).scatter(a, in.get(1), in.get(2)),
                  (in, put) -> put[put.length - 1],
                  a)
              .taking(ALL)
              .atTies("of equal targets the last source gets it")
              .known("torch.scatter", "numpy.put_along_axis"));
      rows.add(
          scattered(
                  "scatterAdd along " + axis,
                  ScatterReduce.class,
                  in -> in.get(0).scatterAdd(a, in.get(1), in.get(2)),
                  (in, put) -> in + Oracle.sum(put),
                  a)
              .within(new Tolerance(8, 8), new Tolerance(8, 8))
              .rounding(2)
              .known("torch.scatter_add", "numpy.add.at"));
      for (boolean self : new boolean[] {true, false}) {
        String suffix = " along " + axis + (self ? "" : " without self");
        rows.add(
            reduced("scatter's sum" + suffix, ScatterReduction.SUM, ScatterReduce.class, self, a)
                .rounding(2));
        rows.add(
            reduced("scatter's mean" + suffix, ScatterReduction.MEAN, ScatterReduce.class, self, a)
                .taking(OpRow.EVERY_FLOAT));
        rows.add(
            reduced("scatter's max" + suffix, ScatterReduction.MAX, ScatterExtremum.class, self, a)
                .taking(ALL)
                .atTies("equals share it"));
        rows.add(
            reduced("scatter's min" + suffix, ScatterReduction.MIN, ScatterExtremum.class, self, a)
                .taking(ALL)
                .atTies("equals share it"));
      }
    }
    rows.add(
        moved(
                "indexAdd",
                ScatterReduce.class,
                in -> in.get(0).indexAdd(1, in.get(1), in.get(2)),
                (self, put) -> self + Oracle.sum(put),
                "torch.index_add")
            .within(new Tolerance(8, 8), new Tolerance(8, 8))
            .rounding(2));
    rows.add(
        moved(
                "indexCopy",
                Scatter.class,
                in -> in.get(0).indexCopy(1, in.get(1), in.get(2)),
                (self, put) -> put[put.length - 1],
                "torch.index_copy")
            .taking(ALL));
    rows.add(
        indexed(
                "indexFill",
                Scatter.class,
                (x, i) -> x.indexFill(1, i, 1),
                (x, i) ->
                    Oracle.at(
                        x.shape(),
                        p -> Arrays.stream(i.values()).anyMatch(v -> v == p[1]) ? 1 : x.at(p)))
            .on(Shape.of(2, 5), Shape.of(3))
            .on(Shape.of(2, 5), Shape.of(0))
            .known("torch.index_fill", ""));
    for (boolean adds : new boolean[] {false, true}) {
      rows.add(
          OpRow.of(
                  adds ? "put, accumulated" : "put",
                  adds ? ScatterReduce.class : Scatter.class,
                  in -> in.get(0).put(in.get(1).sub(5), in.get(2), adds),
                  in -> {
                    double[] y = in.get(0).values().clone();
                    for (int i = 0; i < in.get(1).values().length; i++) {
                      int to = (int) in.get(1).values()[i] - 5 + y.length;
                      y[to] = (adds ? y[to] : 0) + in.get(2).values()[i];
                    }
                    return new Numbers(in.get(0).shape(), y);
                  },
                  REAL,
                  BELOW_5,
                  REAL)
              .taking(NUMERIC)
              .within(new Tolerance(8, 8), new Tolerance(8, 8))
              .rounding(2)
              .on(Shape.of(2, 3), Shape.of(2, 4), Shape.of(8))
              .on(Shape.of(5), Shape.of(0), Shape.of(0))
              .known("torch.Tensor.put", "numpy.put"));
    }
  }

  /** What becomes of an element where some others are put. */
  private interface Join {
    double of(double self, double[] put);
  }

  private static OpRow reduced(
      String name, ScatterReduction reduction, Class<? extends Op> op, boolean self, int axis) {
    Function<double[], Double> join =
        v ->
            switch (reduction) {
              case SUM -> Oracle.sum(v);
              case MEAN -> Oracle.sum(v) / v.length;
              case MAX -> Oracle.max(v);
              case MIN -> -Oracle.max(Arrays.stream(v).map(e -> -e).toArray());
            };
    return scattered(
            name,
            op,
            in -> in.get(0).scatterReduce(axis, in.get(1), in.get(2), reduction, self),
            (own, put) -> {
              double[] all = put;
              if (self) {
                all = Arrays.copyOf(put, put.length + 1);
                all[put.length] = own;
              }
              return join.apply(all);
            },
            axis)
        .within(new Tolerance(8, 8), new Tolerance(8, 8))
        .known("torch.scatter_reduce", "");
  }

  private static OpRow scattered(
      String name,
      Class<? extends Op> op,
      Function<List<Tensor>, Tensor> call,
      Join join,
      int axis) {
    Shape to = axis == 0 ? Shape.of(5, 3) : Shape.of(3, 5);
    return OpRow.of(
            name,
            op,
            call,
            in -> {
              Numbers x = in.get(0);
              Numbers index = in.get(1);
              return Oracle.at(
                  x.shape(),
                  p -> {
                    double[] put =
                        IntStream.range(0, index.values().length)
                            .mapToObj(e -> Numbers.indices(index.shape(), e))
                            .filter(e -> e[1 - axis] == p[1 - axis] && index.at(e) == p[axis])
                            .mapToDouble(e -> in.get(2).at(e))
                            .toArray();
                    return put.length == 0 ? x.at(p) : join.of(x.at(p), put);
                  });
            },
            REAL,
            BELOW_5,
            REAL)
        .taking(NUMERIC)
        .on(to, Shape.of(3, 3), Shape.of(3, 4))
        .on(to, Shape.of(2, 2), Shape.of(2, 2))
        .on(to, Shape.of(0, 0), Shape.of(0, 0))
        .on(to, Shape.of(1, 1), Shape.of(1, 1));
  }

  private static OpRow moved(
      String name,
      Class<? extends Op> op,
      Function<List<Tensor>, Tensor> call,
      Join join,
      String pytorch) {
    return OpRow.of(
            name,
            op,
            call,
            in ->
                Oracle.at(
                    in.get(0).shape(),
                    p -> {
                      double[] put =
                          IntStream.range(0, in.get(1).values().length)
                              .filter(i -> in.get(1).values()[i] == p[1])
                              .mapToDouble(i -> in.get(2).at(p[0], i))
                              .toArray();
                      return put.length == 0 ? in.get(0).at(p) : join.of(in.get(0).at(p), put);
                    }),
            REAL,
            BELOW_5,
            REAL)
        .taking(NUMERIC)
        .on(Shape.of(2, 5), Shape.of(6), Shape.of(2, 6))
        .on(Shape.of(2, 5), Shape.of(0), Shape.of(2, 0))
        .on(Shape.of(1, 5), Shape.of(1), Shape.of(1, 1))
        .known(pytorch, "");
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

  private static OpRow indexed(
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
