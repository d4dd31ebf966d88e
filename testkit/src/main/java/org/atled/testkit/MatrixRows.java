package org.atled.testkit;

import static org.atled.testkit.OpRow.EVERY_FLOAT;

import java.util.List;
import org.atled.core.op.linalg.MatMul;
import org.atled.core.op.nn.Linear;
import org.atled.core.shape.Shape;

/** Products of matrices and vectors. */
final class MatrixRows {
  private static final Operand REAL = Operand.between(-2, 2);
  // A sum of k products of numbers below 2 in size: k roundings of at most 4·k.
  private static final Tolerance SHORT = new Tolerance(8, 16);

  private MatrixRows() {}

  static List<OpRow> rows() {
    return List.of(
        matmul("matmul")
            .within(SHORT, SHORT)
            .taking(EVERY_FLOAT)
            .known("torch.matmul", "numpy.matmul")
            .on(Shape.of(3, 4), Shape.of(4, 2))
            .on(Shape.of(1, 1), Shape.of(1, 1))
            .on(Shape.of(3, 0), Shape.of(0, 2))
            .on(Shape.of(0, 4), Shape.of(4, 2))
            .on(Shape.of(3, 4), Shape.of(4, 0))
            .on(Shape.of(2, 2, 3), Shape.of(2, 3, 2))
            .on(Shape.of(2, 1, 2, 3), Shape.of(3, 3, 2))
            .on(Shape.of(2, 2, 3), Shape.of(3, 2))
            .on(Shape.of(0, 2, 3), Shape.of(3, 2)),
        matmul("matmul of odd sizes")
            .within(new Tolerance(40, 16), new Tolerance(40, 16))
            .taking(EVERY_FLOAT)
            .known("torch.matmul", "numpy.matmul")
            .on(Shape.of(17, 41), Shape.of(41, 37))
            .on(Shape.of(1, 129), Shape.of(129, 5))
            .on(Shape.of(33, 3), Shape.of(3, 70)),
        linear("linear", REAL, REAL)
            .on(Shape.of(3, 4), Shape.of(2, 4))
            .on(Shape.of(4), Shape.of(2, 4))
            .on(Shape.of(1, 1), Shape.of(1, 1))
            .on(Shape.of(2, 3, 4), Shape.of(5, 4))
            .on(Shape.of(2, 1, 3, 2), Shape.of(5, 2))
            .on(Shape.of(3, 0), Shape.of(2, 0))
            .on(Shape.of(2, 3, 0), Shape.of(4, 0))
            .on(Shape.of(2, 3, 5), Shape.of(0, 5))
            .on(Shape.of(0), Shape.of(3, 0))
            .on(Shape.of(0, 4), Shape.of(2, 4))
            .on(Shape.of(3, 4), Shape.of(0, 4)),
        linear("linear with bias", REAL, REAL, REAL)
            .on(Shape.of(3, 4), Shape.of(2, 4), Shape.of(2))
            .on(Shape.of(4), Shape.of(2, 4), Shape.of(2))
            .on(Shape.of(1, 1), Shape.of(1, 1), Shape.of(1))
            .on(Shape.of(2, 3, 4), Shape.of(5, 4), Shape.of(5))
            .on(Shape.of(3, 0), Shape.of(2, 0), Shape.of(2))
            .on(Shape.of(0, 4), Shape.of(2, 4), Shape.of(2))
            .on(Shape.of(17, 23), Shape.of(37, 23), Shape.of(37)),
        OpRow.of(
                "matmul of vector and matrix",
                MatMul.class,
                in -> in.get(0).matmul(in.get(1)),
                in -> first(Oracle.matmul(row(in.get(0)), in.get(1)), in.get(1), true),
                REAL,
                REAL)
            .within(SHORT, SHORT)
            .taking(EVERY_FLOAT)
            .known("torch.matmul", "numpy.matmul")
            .on(Shape.of(4), Shape.of(4, 3))
            .on(Shape.of(4), Shape.of(2, 4, 3))
            .on(Shape.of(0), Shape.of(0, 3)),
        OpRow.of(
                "matmul of matrix and vector",
                MatMul.class,
                in -> in.get(0).matmul(in.get(1)),
                in -> first(Oracle.matmul(in.get(0), column(in.get(1))), in.get(0), false),
                REAL,
                REAL)
            .within(SHORT, SHORT)
            .taking(EVERY_FLOAT)
            .known("torch.matmul", "numpy.matmul")
            .on(Shape.of(3, 4), Shape.of(4))
            .on(Shape.of(2, 3, 4), Shape.of(4)),
        OpRow.of(
                "matmul of vectors",
                MatMul.class,
                in -> in.get(0).matmul(in.get(1)),
                in ->
                    new Numbers(
                        Shape.scalar(), Oracle.matmul(row(in.get(0)), column(in.get(1))).values()),
                REAL,
                REAL)
            .within(SHORT, SHORT)
            .taking(EVERY_FLOAT)
            .known("torch.matmul", "numpy.matmul")
            .on(Shape.of(4), Shape.of(4))
            .on(Shape.of(0), Shape.of(0))
            .on(Shape.of(1), Shape.of(1)));
  }

  private static OpRow matmul(String name) {
    return OpRow.of(
        name,
        MatMul.class,
        in -> in.get(0).matmul(in.get(1)),
        in -> Oracle.matmul(in.get(0), in.get(1)),
        REAL,
        REAL);
  }

  private static OpRow linear(String name, Operand... operands) {
    return OpRow.of(
            name,
            Linear.class,
            in ->
                in.size() == 2
                    ? in.get(0).linear(in.get(1))
                    : in.get(0).linear(in.get(1), in.get(2)),
            MatrixRows::linear,
            operands)
        .within(new Tolerance(24, 16, 2), new Tolerance(24, 16))
        .taking(EVERY_FLOAT)
        .known("torch.nn.functional.linear", "");
  }

  private static Numbers linear(List<Numbers> in) {
    Numbers x = in.get(0);
    Numbers w = in.get(1);
    boolean vector = x.shape().rank() == 1;
    Numbers product = Oracle.matmul(vector ? row(x) : x, Oracle.transposed(w));
    if (in.size() == 3) {
      product = Oracle.map(List.of(product, in.get(2)), e -> e[0] + e[1]);
    }
    return vector ? new Numbers(Shape.of(w.shape().size(0)), product.values()) : product;
  }

  private static Numbers row(Numbers x) {
    return new Numbers(Shape.of(1).concat(x.shape()), x.values());
  }

  private static Numbers column(Numbers x) {
    return new Numbers(x.shape().concat(Shape.of(1)), x.values());
  }

  /** Without the axis of size 1 that a vector was given; leading axes as the matrix has them. */
  private static Numbers first(Numbers product, Numbers matrix, boolean row) {
    Shape leading = matrix.shape().slice(0, matrix.shape().rank() - 2);
    long size = matrix.shape().size(row ? -1 : -2);
    return new Numbers(leading.concat(Shape.of(size)), product.values());
  }
}
