package org.atled.testkit;

import static org.atled.testkit.OpRow.ALL;
import static org.atled.testkit.OpRow.NUMERIC;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.atled.core.op.indexing.IndexPut;
import org.atled.core.op.indexing.MaskedScatter;
import org.atled.core.op.indexing.Scatter;
import org.atled.core.op.indexing.ScatterAdd;
import org.atled.core.op.indexing.ScatterExtremum;
import org.atled.core.op.indexing.ScatterProduct;
import org.atled.core.op.indexing.ScatterReduce;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Dispatch;
import org.atled.core.tensor.Index;
import org.atled.core.tensor.Op;
import org.atled.core.tensor.ScatterReduction;
import org.atled.core.tensor.Tensor;

/** Elements put where indices say. */
final class ScatterRows {
  private static final Operand REAL = Operand.between(-3, 3);
  private static final Operand BELOW_5 = Operand.indexBelow(5);

  private ScatterRows() {}

  static List<OpRow> rows() {
    List<OpRow> rows = new ArrayList<>();
    rows.add(scatterAddOfZeros(0, Shape.of(5, 3)));
    rows.add(scatterAddOfZeros(1, Shape.of(3, 5)));
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
            reduced(
                    "scatter's product" + suffix,
                    ScatterReduction.PROD,
                    ScatterProduct.class,
                    self,
                    a)
                .rounding(2)
                .atTies("an only zero gets the product of the others, of several none"));
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
        IndexingRows.indexed(
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
    for (boolean adds : new boolean[] {false, true}) {
      rows.add(
          moved(
                  adds ? "indexPut, accumulated" : "indexPut",
                  IndexPut.class,
                  in ->
                      in.get(0)
                          .indexPut(
                              List.of(Index.ALL, Index.of(in.get(1).sub(5))), in.get(2), adds),
                  (self, put) -> adds ? self + Oracle.sum(put) : put[put.length - 1],
                  "torch.index_put")
              .within(new Tolerance(8, 8), new Tolerance(8, 8))
              .rounding(2));
    }
    rows.add(
        OpRow.of(
                "maskedScatter",
                MaskedScatter.class,
                in -> in.get(0).maskedScatter(in.get(1), in.get(2)),
                in -> {
                  Shape shape = in.get(0).shape().broadcast(in.get(1).shape());
                  double[] y = Oracle.broadcast(in.get(0), shape).values().clone();
                  double[] set = Oracle.broadcast(in.get(1), shape).values();
                  int next = 0;
                  for (int i = 0; i < y.length; i++) {
                    y[i] = set[i] != 0 ? in.get(2).values()[next++] : y[i];
                  }
                  return new Numbers(shape, y);
                },
                REAL,
                Operand.condition(),
                REAL)
            .taking(ALL)
            .on(Shape.of(2, 3), Shape.of(2, 3), Shape.of(6))
            .on(Shape.of(2, 3), Shape.of(3), Shape.of(2, 4))
            .on(Shape.of(3), Shape.of(2, 1), Shape.of(6))
            .on(Shape.of(2, 0), Shape.scalar(), Shape.of(0))
            .known("torch.masked_scatter", "numpy.place"));
    return rows;
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
              case PROD -> Arrays.stream(v).reduce(1, (p, q) -> p * q);
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

  private static OpRow scatterAddOfZeros(int axis, Shape to) {
    return IndexingRows.indexed(
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
}
