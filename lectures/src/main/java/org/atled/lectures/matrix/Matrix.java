package org.atled.lectures.matrix;

import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.IntUnaryOperator;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.random.Draws;
import org.atled.core.shape.DType;

/**
 * A matrix over rows of a plain Java array, {@code float[][]} or {@code double[][]}, so that the
 * hand-derived rungs read like their formulas and are written once for both types.
 *
 * <p>What costs time, the product, is a loop of its own in each type ({@link FloatMatrix}, {@link
 * DoubleMatrix}): a float32 product multiplies and adds floats. All else goes element by element
 * through a double and is rounded when it is stored, which for one addition, subtraction,
 * multiplication or division of two floats gives the very float that float arithmetic gives
 * (Figueroa, "When is double rounding innocuous?", 1995).
 *
 * <p>Operations make new matrices; only {@link #set} and {@link #subtract} change one.
 */
public sealed interface Matrix permits FloatMatrix, DoubleMatrix {
  /** FLOAT32 or FLOAT64. */
  DType dtype();

  int rows();

  int columns();

  double get(int row, int column);

  /** Rounds the value to this matrix's type. */
  void set(int row, int column, double value);

  /**
   * The matrix product: C[i, j] = Σₖ A[i, k] · B[k, j], for A [n, m] and B [m, p].
   *
   * @throws ShapeException if the columns of this are not as many as the rows of b
   */
  Matrix times(Matrix b);

  /** The matrix on these rows: a change of one is a change of the other. */
  static Matrix of(double[][] rows) {
    return new DoubleMatrix(rows, checkedColumns(rows.length, i -> rows[i].length));
  }

  /** The matrix on these rows: a change of one is a change of the other. */
  static Matrix of(float[][] rows) {
    return new FloatMatrix(rows, checkedColumns(rows.length, i -> rows[i].length));
  }

  /**
   * Zeros.
   *
   * @throws TypeException if the type is neither FLOAT32 nor FLOAT64
   */
  static Matrix zeros(DType dtype, int rows, int columns) {
    return switch (dtype) {
      case FLOAT32 -> new FloatMatrix(new float[rows][columns], columns);
      case FLOAT64 -> new DoubleMatrix(new double[rows][columns], columns);
      case INT32, INT64, UINT8, BOOL, FLOAT16, BFLOAT16 ->
          throw new TypeException("A matrix holds float32 or float64, not " + dtype + ".");
    };
  }

  /** A float64 matrix of one column. */
  static Matrix column(double... values) {
    return row(values).transposed();
  }

  /** A float64 matrix of one row. */
  static Matrix row(double... values) {
    return of(new double[][] {values.clone()});
  }

  /** The identity. */
  static Matrix identity(DType dtype, int size) {
    Matrix one = zeros(dtype, size, size);
    for (int i = 0; i < size; i++) {
      one.set(i, i, 1);
    }
    return one;
  }

  /** Row by row drawn from N(0, σ²). */
  static Matrix normal(DType dtype, int rows, int columns, double sigma, Draws draws) {
    return zeros(dtype, rows, columns).map(unused -> sigma * draws.normal());
  }

  /** Row by row drawn from U(from, to). */
  static Matrix uniform(DType dtype, int rows, int columns, double from, double to, Draws draws) {
    return zeros(dtype, rows, columns).map(unused -> draws.uniform(from, to));
  }

  /**
   * A row for each example with 1 at its class: I[i, yᵢ] = 1.
   *
   * @throws ArgumentException if a number is that of no class
   */
  static Matrix oneHot(DType dtype, int[] y, int classes) {
    Labels.check("One-hot", y, classes);
    Matrix one = zeros(dtype, y.length, classes);
    for (int i = 0; i < y.length; i++) {
      one.set(i, y[i], 1);
    }
    return one;
  }

  /** Zeros of this type. */
  default Matrix zeros(int rows, int columns) {
    return zeros(dtype(), rows, columns);
  }

  default Matrix copy() {
    return map(value -> value);
  }

  /** The same numbers in a type, rounded if need be; always a copy. */
  default Matrix to(DType target) {
    return zeros(target, rows(), columns()).zip(this, (zero, value) -> value);
  }

  /** f of each element, row by row. */
  default Matrix map(DoubleUnaryOperator f) {
    Matrix result = zeros(rows(), columns());
    for (int i = 0; i < rows(); i++) {
      for (int j = 0; j < columns(); j++) {
        result.set(i, j, f.applyAsDouble(get(i, j)));
      }
    }
    return result;
  }

  /**
   * f of each pair of elements in the same place, in this matrix's type. A matrix b of one row
   * stands for all rows, one of one column for all columns.
   *
   * @throws ShapeException if the shapes do not fit
   */
  default Matrix zip(Matrix b, DoubleBinaryOperator f) {
    if ((b.rows() != rows() && b.rows() != 1) || (b.columns() != columns() && b.columns() != 1)) {
      throw new ShapeException(
          "Matrices of "
              + shape()
              + " and "
              + b.shape()
              + " do not go together element by element; they must have the same shape, or the"
              + " second one row or one column.");
    }
    Matrix result = zeros(rows(), columns());
    for (int i = 0; i < rows(); i++) {
      for (int j = 0; j < columns(); j++) {
        double other = b.get(b.rows() == 1 ? 0 : i, b.columns() == 1 ? 0 : j);
        result.set(i, j, f.applyAsDouble(get(i, j), other));
      }
    }
    return result;
  }

  /** A + B; a B of one row or one column is added to all. */
  default Matrix plus(Matrix b) {
    return zip(b, (x, y) -> x + y);
  }

  /** A − B. */
  default Matrix minus(Matrix b) {
    return zip(b, (x, y) -> x - y);
  }

  /** A ⊙ B, the product element by element (Hadamard's). */
  default Matrix hadamard(Matrix b) {
    return zip(b, (x, y) -> x * y);
  }

  /** c · A. */
  default Matrix times(double c) {
    return map(x -> c * x);
  }

  /** A / c. */
  default Matrix dividedBy(double c) {
    return map(x -> x / c);
  }

  /** Aᵀ. */
  default Matrix transposed() {
    Matrix result = zeros(columns(), rows());
    for (int i = 0; i < rows(); i++) {
      for (int j = 0; j < columns(); j++) {
        result.set(j, i, get(i, j));
      }
    }
    return result;
  }

  /** Σᵢ A[i, j]: the sum of all rows, [1, columns]; added in double. */
  default Matrix sumOfRows() {
    Matrix result = zeros(1, columns());
    for (int j = 0; j < columns(); j++) {
      double sum = 0;
      for (int i = 0; i < rows(); i++) {
        sum += get(i, j);
      }
      result.set(0, j, sum);
    }
    return result;
  }

  /** Σⱼ A[i, j]: the sum of all columns, [rows, 1]; added in double. */
  default Matrix sumOfColumns() {
    return transposed().sumOfRows().transposed();
  }

  /** Σᵢⱼ A[i, j], added in double. */
  default double sum() {
    return sumOfColumns().sumOfRows().get(0, 0);
  }

  /** The rows from … to − 1; a copy. */
  default Matrix rows(int from, int to) {
    int[] chosen = new int[to - from];
    Arrays.setAll(chosen, i -> from + i);
    return take(chosen);
  }

  /** The rows with these numbers, in this order; a copy. */
  default Matrix take(int... chosen) {
    Matrix result = zeros(chosen.length, columns());
    for (int i = 0; i < chosen.length; i++) {
      for (int j = 0; j < columns(); j++) {
        result.set(i, j, get(chosen[i], j));
      }
    }
    return result;
  }

  /** A ← A − c · B, in place: a step of gradient descent. */
  default void subtract(double c, Matrix b) {
    checkSameShape(b);
    for (int i = 0; i < rows(); i++) {
      for (int j = 0; j < columns(); j++) {
        set(i, j, get(i, j) - c * b.get(i, j));
      }
    }
  }

  /** max |A[i, j] − B[i, j]|: how far two matrices are apart. */
  default double distance(Matrix b) {
    checkSameShape(b);
    double most = 0;
    for (int i = 0; i < rows(); i++) {
      for (int j = 0; j < columns(); j++) {
        most = Math.max(most, Math.abs(get(i, j) - b.get(i, j)));
      }
    }
    return most;
  }

  /** The elements, row by row; a copy. */
  default double[] toDoubles() {
    double[] all = new double[rows() * columns()];
    for (int i = 0; i < rows(); i++) {
      for (int j = 0; j < columns(); j++) {
        all[i * columns() + j] = get(i, j);
      }
    }
    return all;
  }

  /** Two-dimensional rows in double; a copy. */
  default double[][] toArray() {
    double[][] all = new double[rows()][columns()];
    for (int i = 0; i < rows(); i++) {
      for (int j = 0; j < columns(); j++) {
        all[i][j] = get(i, j);
      }
    }
    return all;
  }

  /** {@code [3, 4]}. */
  default String shape() {
    return "[" + rows() + ", " + columns() + "]";
  }

  private void checkSameShape(Matrix b) {
    if (rows() != b.rows() || columns() != b.columns()) {
      throw new ShapeException(
          "Matrices of " + shape() + " and " + b.shape() + " meet; they must have the same shape.");
    }
  }

  private static int checkedColumns(int rows, IntUnaryOperator length) {
    int columns = rows == 0 ? 0 : length.applyAsInt(0);
    for (int i = 0; i < rows; i++) {
      if (length.applyAsInt(i) != columns) {
        throw new ShapeException(
            "Row "
                + i
                + " has "
                + length.applyAsInt(i)
                + " numbers but row 0 has "
                + columns
                + "; all rows of a matrix are equally long.");
      }
    }
    return columns;
  }
}
