package org.atled.testkit;

import static org.atled.testkit.OpRow.ALL;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
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
      rows.add(values("sort", Sort.class, x -> x.sort(a).values(), x -> sorted(x, false), a));
      rows.add(
          values("sort down", Sort.class, x -> x.sort(a, true).values(), x -> sorted(x, true), a));
      rows.add(places("argsort", Sort.class, x -> x.argsort(a), x -> order(x, false), a));
    }
    rows.add(
        values("topK", TopK.class, x -> x.topK(K, 1).values(), x -> first(sorted(x, true)), 1));
    rows.add(
        values(
            "topK least",
            TopK.class,
            x -> x.topK(K, 2, false).values(),
            x -> first(sorted(x, false)),
            2));
    rows.add(
        places(
            "topK places", TopK.class, x -> x.topK(K, 1).indices(), x -> first(order(x, true)), 1));
    return rows;
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

  private static double[] sorted(double[] x, boolean descending) {
    double[] order = order(x, descending);
    return Arrays.stream(order).map(i -> x[(int) i]).toArray();
  }

  /**
   * Places, stable: {@code Double.compare} has NaN last and −0 before 0, which do not occur here.
   */
  private static double[] order(double[] x, boolean descending) {
    Comparator<Integer> up = Comparator.comparingDouble(i -> x[i]);
    return IntStream.range(0, x.length)
        .boxed()
        .sorted(descending ? up.reversed() : up)
        .mapToDouble(i -> i)
        .toArray();
  }
}
