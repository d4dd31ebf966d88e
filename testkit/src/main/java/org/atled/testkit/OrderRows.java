package org.atled.testkit;

import static org.atled.testkit.OpRow.ALL;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.atled.core.op.order.KthValue;
import org.atled.core.op.order.SearchSorted;
import org.atled.core.op.order.Sort;
import org.atled.core.op.order.TopK;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Op;
import org.atled.core.tensor.Tensor;

/** Elements by size. */
final class OrderRows {
  private static final int K = 2;

  private OrderRows() {}

  static List<OpRow> rows() {
    List<OpRow> rows = new ArrayList<>();
    for (int axis = 0; axis < 3; axis++) {
      int a = axis;
      rows.add(
          values("sort", Sort.class, x -> x.sort(a).values(), x -> sorted(x, false), a)
              .known("torch.sort", "numpy.sort"));
      rows.add(
          values("sort down", Sort.class, x -> x.sort(a, true).values(), x -> sorted(x, true), a)
              .known("torch.sort", ""));
      rows.add(
          places("argsort", Sort.class, x -> x.argsort(a), x -> order(x, false), a)
              .known("torch.argsort", "numpy.argsort"));
    }
    rows.add(
        values("topK", TopK.class, x -> x.topK(K, 1).values(), x -> first(sorted(x, true)), 1)
            .known("torch.topk", ""));
    rows.add(
        values(
                "topK least",
                TopK.class,
                x -> x.topK(K, 2, false).values(),
                x -> first(sorted(x, false)),
                2)
            .known("torch.topk", ""));
    rows.add(
        places(
                "topK places",
                TopK.class,
                x -> x.topK(K, 1).indices(),
                x -> first(order(x, true)),
                1)
            .known("torch.topk", ""));
    for (int axis = 0; axis < 2; axis++) {
      int a = axis;
      rows.add(
          ReductionRows.reduction(
                  "kthValue",
                  KthValue.class,
                  (x, axes) -> x.kthValue(1, a).values(),
                  x -> sorted(x, false)[0],
                  false,
                  axis)
              .taking(ALL)
              .atTies("goes to the one that a stable sort has there")
              .known("torch.kthvalue", "numpy.partition"));
      rows.add(
          ReductionRows.reduction(
                  "kthValue place",
                  KthValue.class,
                  (x, axes) -> x.kthValue((int) x.shape().size(a), a).indices(),
                  x -> order(x, false)[x.length - 1],
                  false,
                  axis)
              .taking(ALL)
              .giving(t -> DType.INT64)
              .constant()
              .known("torch.kthvalue", "numpy.argpartition"));
    }
    for (boolean right : new boolean[] {false, true}) {
      rows.add(searchSorted(right));
    }
    return rows;
  }

  /** In a sequence that is sorted first. */
  private static OpRow searchSorted(boolean right) {
    return OpRow.of(
            "searchSorted" + (right ? " right" : ""),
            SearchSorted.class,
            in -> in.get(0).sort(-1).values().searchSorted(in.get(1), right),
            in -> searchSorted(in.get(0), in.get(1), right),
            Operand.between(-3, 3),
            Operand.between(-4, 4))
        .taking(ALL)
        .giving(t -> DType.INT64)
        .on(Shape.of(5), Shape.of(2, 3))
        .on(Shape.of(7), Shape.scalar())
        .on(Shape.of(2, 19), Shape.of(2, 37))
        .on(Shape.of(1), Shape.of(1))
        .on(Shape.of(0), Shape.of(3))
        .on(Shape.of(3), Shape.of(0, 2))
        .constant()
        .known("torch.searchsorted", "numpy.searchsorted");
  }

  private static Numbers searchSorted(Numbers sequence, Numbers values, boolean right) {
    int n = (int) sequence.shape().size(-1);
    int m = values.shape().rank() == 0 ? 1 : (int) values.shape().size(-1);
    return Numbers.of(
        values.shape(),
        i -> {
          int start = sequence.shape().rank() == 1 ? 0 : i / m * n;
          double v = values.values()[i];
          return IntStream.range(start, start + n)
              .mapToDouble(e -> sequence.values()[e])
              .filter(e -> right ? e <= v : e < v)
              .count();
        });
  }

  private static OpRow values(
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
            Operand.between(-3, 3))
        .taking(ALL)
        .on(Shape.of(2, 3, 4))
        .on(Shape.of(5, 19, 7))
        .on(Shape.of(3, 2, 2))
        .atTies("goes to where the element stood");
  }

  private static OpRow places(
      String name,
      Class<? extends Op> op,
      UnaryOperator<Tensor> call,
      UnaryOperator<double[]> f,
      int axis) {
    return values(name, op, call, f, axis).giving(t -> DType.INT64).constant();
  }

  private static double[] first(double[] x) {
    return Arrays.copyOf(x, K);
  }

  static double[] sorted(double[] x, boolean descending) {
    double[] order = order(x, descending);
    return Arrays.stream(order).map(i -> x[(int) i]).toArray();
  }

  /**
   * Places, stable: {@code Double.compare} has NaN last and −0 before 0, which do not occur here.
   */
  static double[] order(double[] x, boolean descending) {
    Comparator<Integer> up = Comparator.comparingDouble(i -> x[i]);
    return IntStream.range(0, x.length)
        .boxed()
        .sorted(descending ? up.reversed() : up)
        .mapToDouble(i -> i)
        .toArray();
  }
}
