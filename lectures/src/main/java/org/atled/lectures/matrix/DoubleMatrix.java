package org.atled.lectures.matrix;

import java.util.Arrays;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;

/** A matrix on rows of doubles. */
final class DoubleMatrix implements Matrix {
  private final double[][] values;
  private final int columns;

  DoubleMatrix(double[][] values, int columns) {
    this.values = values;
    this.columns = columns;
  }

  @Override
  public DType dtype() {
    return DType.FLOAT64;
  }

  @Override
  public int rows() {
    return values.length;
  }

  @Override
  public int columns() {
    return columns;
  }

  @Override
  public double get(int row, int column) {
    return values[row][column];
  }

  @Override
  public void set(int row, int column, double value) {
    values[row][column] = value;
  }

  @Override
  public Matrix times(Matrix b) {
    double[][] right = checked(this, b).values;
    double[][] product = new double[rows()][b.columns()];
    for (int i = 0; i < product.length; i++) {
      for (int k = 0; k < columns; k++) {
        addRow(product[i], values[i][k], right[k]);
      }
    }
    return new DoubleMatrix(product, b.columns());
  }

  /** sum ← sum + factor · row: whole rows lie in memory as the processor likes to read them. */
  private static void addRow(double[] sum, double factor, double[] row) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] += factor * row[j];
    }
  }

  private static DoubleMatrix checked(Matrix a, Matrix b) {
    checkProduct(a, b);
    return (DoubleMatrix) b;
  }

  /** Whether two matrices have a product. */
  static void checkProduct(Matrix a, Matrix b) {
    if (a.columns() != b.rows()) {
      throw new ShapeException(
          "Matrix product "
              + a.shape()
              + " · "
              + b.shape()
              + ": the left one has "
              + a.columns()
              + " columns but the right one "
              + b.rows()
              + " rows; they must be as many, transpose one or swap them.");
    }
    if (a.dtype() != b.dtype()) {
      throw new TypeException(
          "Matrix product of "
              + a.dtype()
              + " and "
              + b.dtype()
              + ": both must be of one type, convert one of them with to().");
    }
  }

  @Override
  public String toString() {
    return "Matrix" + shape() + " " + Arrays.deepToString(values);
  }
}
