package org.atled.testkit;

import static org.atled.testkit.OpRow.EVERY_FLOAT;
import static org.atled.testkit.OpRow.NUMERIC;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.atled.core.op.linalg.Addmm;
import org.atled.core.op.linalg.Bmm;
import org.atled.core.op.linalg.Cross;
import org.atled.core.op.linalg.Dot;
import org.atled.core.op.linalg.Kron;
import org.atled.core.op.linalg.MatrixNorm;
import org.atled.core.op.linalg.MatrixPower;
import org.atled.core.op.linalg.Outer;
import org.atled.core.op.linalg.QuantizedMatMul;
import org.atled.core.op.linalg.Trace;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Op;
import org.atled.core.tensor.Tensor;

/** What is made of products of vectors and matrices. */
final class ProductRows {
  private static final Operand REAL = Operand.between(-2, 2);
  private static final Tolerance SUM = new Tolerance(8, 16);
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private ProductRows() {}

  static List<OpRow> rows() {
    List<OpRow> rows = new ArrayList<>();
    rows.add(
        row("dot", Dot.class, in -> in.get(0).dot(in.get(1)), in -> Oracle.einsum("i,i->", in), 2)
            .taking(NUMERIC)
            .known("torch.dot", "numpy.dot")
            .on(Shape.of(7), Shape.of(7))
            .on(Shape.of(1), Shape.of(1))
            .on(Shape.of(0), Shape.of(0)));
    rows.add(
        row(
                "outer",
                Outer.class,
                in -> in.get(0).outer(in.get(1)),
                in -> Oracle.einsum("i,j->ij", in),
                2)
            .taking(NUMERIC)
            .known("torch.outer", "numpy.outer")
            .on(Shape.of(3), Shape.of(4))
            .on(Shape.of(1), Shape.of(1))
            .on(Shape.of(0), Shape.of(4)));
    rows.add(
        row(
                "bmm",
                Bmm.class,
                in -> in.get(0).bmm(in.get(1)),
                in -> Oracle.matmul(in.get(0), in.get(1)),
                2)
            .known("torch.bmm", "numpy.matmul")
            .on(Shape.of(2, 2, 3), Shape.of(2, 3, 2))
            .on(Shape.of(1, 1, 1), Shape.of(1, 1, 1))
            .on(Shape.of(0, 2, 3), Shape.of(0, 3, 2))
            .on(Shape.of(2, 2, 0), Shape.of(2, 0, 3)));
    rows.add(quantized());
    addmm(rows, 1, 1);
    addmm(rows, 0.5, -2);
    addmm(rows, 0, 1);
    rows.add(
        row("kron", Kron.class, in -> in.get(0).kron(in.get(1)), ProductRows::kron, 2)
            .taking(NUMERIC)
            .known("torch.kron", "numpy.kron")
            .on(Shape.of(2, 3), Shape.of(3, 2))
            .on(Shape.of(3), Shape.of(2, 2))
            .on(Shape.of(2, 1, 2), Shape.of(3))
            .on(Shape.scalar(), Shape.of(3))
            .on(Shape.of(1), Shape.of(1))
            .on(Shape.of(2, 0), Shape.of(2, 3)));
    rows.add(
        row("trace", Trace.class, in -> in.getFirst().trace(), ProductRows::trace, 1)
            .taking(OpRow.ALL)
            .giving(t -> t.isFloating() ? t : DType.INT64)
            .known("torch.trace", "numpy.trace")
            .on(Shape.of(3, 3))
            .on(Shape.of(2, 4))
            .on(Shape.of(4, 2))
            .on(Shape.of(1, 1))
            .on(Shape.of(0, 3)));
    for (int exponent : new int[] {0, 1, 2, 3, 6}) {
      rows.add(power(exponent));
    }
    for (int axis : new int[] {-1, 0}) {
      rows.add(
          row(
                  "cross along " + axis,
                  Cross.class,
                  in -> in.get(0).cross(in.get(1), axis),
                  in ->
                      axis == 0
                          ? turned(cross(turned(in.get(0)), turned(in.get(1))))
                          : cross(in.get(0), in.get(1)),
                  2)
              .within(new Tolerance(4, 4, 3), new Tolerance(4, 4))
              .taking(NUMERIC)
              .known("torch.linalg.cross", "numpy.cross")
              .on(Shape.of(3, 3), Shape.of(3, 3))
              .on(
                  axis == 0 ? Shape.of(3, 2) : Shape.of(2, 3),
                  axis == 0 ? Shape.of(3, 1) : Shape.of(1, 3)));
    }
    norm(rows, OptionalDouble.empty(), REAL);
    for (double order : new double[] {1, -1, INFINITY, -INFINITY}) {
      norm(rows, OptionalDouble.of(order), Operand.between(-2, 2, 0));
    }
    return rows;
  }

  private static OpRow row(
      String name,
      Class<? extends Op> operation,
      Function<List<Tensor>, Tensor> call,
      Function<List<Numbers>, Numbers> reference,
      int operands) {
    Operand[] real = new Operand[operands];
    Arrays.fill(real, REAL);
    return OpRow.of(name, operation, call, reference, real).within(SUM, SUM).taking(EVERY_FLOAT);
  }

  /** Few rows, and more than are multiplied byte by byte. */
  private static OpRow quantized() {
    Operand bytes = new Operand(Optional.of(DType.UINT8), 0, 255);
    return OpRow.of(
            "quantizedMatmul",
            QuantizedMatMul.class,
            in -> in.get(0).quantizedMatmul(in.get(1), in.get(2)),
            ProductRows::quantized,
            REAL,
            bytes,
            Operand.between(0.001, 0.02))
        .within(new Tolerance(24, 16, 2), new Tolerance(24, 16))
        .taking(EVERY_FLOAT)
        .known("torch._weight_int8pack_mm", "")
        .on(Shape.of(3, 4), Shape.of(4, 2), Shape.of(2))
        .on(Shape.of(4), Shape.of(4, 2), Shape.of(2))
        .on(Shape.of(1, 1), Shape.of(1, 1), Shape.of(1))
        .on(Shape.of(2, 1, 19), Shape.of(19, 37), Shape.of(37))
        .on(Shape.of(5, 3, 4), Shape.of(4, 2), Shape.of(2))
        .on(Shape.of(2, 4), Shape.of(3, 4, 2), Shape.of(6))
        .on(Shape.of(9, 4), Shape.of(3, 4, 2), Shape.of(6))
        .on(Shape.of(3, 0), Shape.of(0, 2), Shape.of(2))
        .on(Shape.of(0, 4), Shape.of(4, 2), Shape.of(2))
        .on(Shape.of(3, 4), Shape.of(4, 0), Shape.of(0));
  }

  private static Numbers quantized(List<Numbers> in) {
    Numbers x = in.get(0);
    boolean vector = x.shape().rank() == 1;
    Numbers rows = vector ? new Numbers(Shape.of(1).concat(x.shape()), x.values()) : x;
    Numbers w = Oracle.map(List.of(matrix(in.get(1))), e -> e[0] - 128);
    Numbers y = Oracle.map(List.of(Oracle.matmul(rows, w), in.get(2)), e -> e[0] * e[1]);
    return vector ? new Numbers(in.get(2).shape(), y.values()) : y;
  }

  /** Panels [p, in, w] side by side. */
  private static Numbers matrix(Numbers bytes) {
    if (bytes.shape().rank() == 2) {
      return bytes;
    }
    int inputs = Math.toIntExact(bytes.shape().size(1));
    int width = Math.toIntExact(bytes.shape().size(2));
    int outputs = Math.toIntExact(bytes.shape().size(0)) * width;
    double[] all = new double[inputs * outputs];
    for (int at = 0; at < all.length; at++) {
      int row = at / width % inputs;
      all[row * outputs + at / (width * inputs) * width + at % width] = bytes.values()[at];
    }
    return new Numbers(Shape.of(inputs, outputs), all);
  }

  private static void addmm(List<OpRow> rows, double beta, double alpha) {
    String by = " by %s and %s".formatted(beta, alpha);
    Function<List<Numbers>, Numbers> reference =
        in ->
            Oracle.map(
                Oracle.matmul(in.get(1), in.get(2)), in.get(0), (p, x) -> beta * x + alpha * p);
    rows.add(
        row(
                "addmm" + by,
                Addmm.class,
                in -> in.get(0).addmm(in.get(1), in.get(2), beta, alpha),
                reference,
                3)
            .rounding(4)
            .known("torch.addmm", "")
            .on(Shape.of(3, 2), Shape.of(3, 4), Shape.of(4, 2))
            .on(Shape.of(2), Shape.of(3, 4), Shape.of(4, 2))
            .on(Shape.of(1, 1), Shape.of(1, 1), Shape.of(1, 1))
            .on(Shape.of(3, 2), Shape.of(3, 0), Shape.of(0, 2)));
    rows.add(
        row(
                "baddbmm" + by,
                Addmm.class,
                in -> in.get(0).baddbmm(in.get(1), in.get(2), beta, alpha),
                reference,
                3)
            .rounding(4)
            .known("torch.baddbmm", "")
            .on(Shape.of(2, 2, 2), Shape.of(2, 2, 3), Shape.of(2, 3, 2))
            .on(Shape.of(1, 2, 1), Shape.of(2, 2, 3), Shape.of(2, 3, 2)));
  }

  private static OpRow power(int exponent) {
    OpRow row =
        row(
                "matrixPower " + exponent,
                MatrixPower.class,
                in -> in.getFirst().matrixPower(exponent),
                in -> power(in.getFirst(), exponent),
                1)
            .within(new Tolerance(64, 256, 4), new Tolerance(64, 256))
            .known("torch.linalg.matrix_power", "numpy.linalg.matrix_power")
            .on(Shape.of(3, 3))
            .on(Shape.of(2, 2, 2))
            .on(Shape.of(1, 1))
            .on(Shape.of(2, 0, 0));
    return exponent == 0 ? row.taking(OpRow.ALL) : row;
  }

  private static Numbers power(Numbers x, int exponent) {
    Numbers power = Oracle.at(x.shape(), i -> i[i.length - 1] == i[i.length - 2] ? 1 : 0);
    for (int i = 0; i < exponent; i++) {
      power = Oracle.matmul(power, x);
    }
    return power;
  }

  private static Numbers kron(List<Numbers> in) {
    int rank = Math.max(in.get(0).shape().rank(), in.get(1).shape().rank());
    Numbers a = widened(in.get(0), rank);
    Numbers b = widened(in.get(1), rank);
    long[] sizes = new long[rank];
    Arrays.setAll(sizes, i -> a.shape().size(i) * b.shape().size(i));
    return Oracle.at(
        Shape.of(sizes),
        index -> {
          int[] outer = new int[rank];
          int[] inner = new int[rank];
          for (int i = 0; i < rank; i++) {
            outer[i] = index[i] / (int) b.shape().size(i);
            inner[i] = index[i] % (int) b.shape().size(i);
          }
          return a.at(outer) * b.at(inner);
        });
  }

  private static Numbers widened(Numbers x, int rank) {
    long[] ones = new long[rank - x.shape().rank()];
    Arrays.fill(ones, 1);
    return new Numbers(Shape.of(ones).concat(x.shape()), x.values());
  }

  private static Numbers trace(List<Numbers> in) {
    Numbers x = in.getFirst();
    int length = (int) Math.min(x.shape().size(0), x.shape().size(1));
    double[] diagonal = new double[length];
    Arrays.setAll(diagonal, i -> x.at(i, i));
    return new Numbers(Shape.scalar(), new double[] {Oracle.sum(diagonal)});
  }

  /** Of matrices whose rows are vectors. */
  private static Numbers cross(Numbers a, Numbers b) {
    Shape shape = a.shape().broadcast(b.shape());
    Numbers left = Oracle.broadcast(a, shape);
    Numbers right = Oracle.broadcast(b, shape);
    return Oracle.at(
        shape,
        index -> {
          int row = index[0];
          int next = (index[1] + 1) % 3;
          int last = (index[1] + 2) % 3;
          return left.at(row, next) * right.at(row, last)
              - left.at(row, last) * right.at(row, next);
        });
  }

  private static Numbers turned(Numbers x) {
    return Oracle.transposed(x);
  }

  private static void norm(List<OpRow> rows, OptionalDouble order, Operand operand) {
    String name = order.isEmpty() ? "of Frobenius" : "by " + order.getAsDouble();
    OpRow row =
        OpRow.of(
                "matrixNorm " + name,
                MatrixNorm.class,
                in ->
                    order.isEmpty()
                        ? in.getFirst().matrixNorm()
                        : in.getFirst().matrixNorm(order.getAsDouble()),
                in -> norm(in.getFirst(), order),
                operand)
            .within(SUM, SUM)
            .taking(EVERY_FLOAT)
            .atTies(order.isEmpty() ? "0 at 0" : "shared among equal sums")
            .known("torch.linalg.matrix_norm", "numpy.linalg.norm")
            .on(Shape.of(3, 4))
            .on(Shape.of(2, 2, 3))
            .on(Shape.of(1, 1));
    rows.add(order.isEmpty() ? row.on(Shape.of(2, 0, 3)) : row.on(Shape.of(0, 2, 3)));
  }

  private static Numbers norm(Numbers x, OptionalDouble order) {
    int rank = x.shape().rank();
    if (order.isEmpty()) {
      return Oracle.reduce(
          x,
          e -> Math.sqrt(Oracle.sum(Arrays.stream(e).map(v -> v * v).toArray())),
          false,
          rank - 2,
          rank - 1);
    }
    boolean alongRows = Double.isInfinite(order.getAsDouble());
    Numbers sums =
        Oracle.reduce(
            Oracle.map(x, Math::abs), Oracle::sum, false, alongRows ? rank - 1 : rank - 2);
    ToDoubleFunction<double[]> choice =
        order.getAsDouble() > 0 ? Oracle::max : e -> Arrays.stream(e).min().orElseThrow();
    return Oracle.reduce(sums, choice, false, rank - 2);
  }
}
