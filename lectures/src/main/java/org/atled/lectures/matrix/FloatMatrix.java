package org.atled.lectures.matrix;

import java.util.Arrays;
import org.atled.core.shape.DType;

/** A matrix on rows of floats. */
final class FloatMatrix implements Matrix {
  private final float[][] values;
  private final int columns;

  FloatMatrix(float[][] values, int columns) {
    this.values = values;
    this.columns = columns;
  }

  @Override
  public DType dtype() {
    return DType.FLOAT32;
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
    values[row][column] = (float) value;
  }

  @Override
  public Matrix times(Matrix b) {
    float[][] right = checked(this, b).values;
    float[][] product = new float[rows()][b.columns()];
    for (int i = 0; i < product.length; i++) {
      for (int k = 0; k < columns; k++) {
        addRow(product[i], values[i][k], right[k]);
      }
    }
    return new FloatMatrix(product, b.columns());
  }

  /** sum ← sum + factor · row: whole rows lie in memory as the processor likes to read them. */
  private static void addRow(float[] sum, float factor, float[] row) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] += factor * row[j];
    }
  }

  private static FloatMatrix checked(Matrix a, Matrix b) {
    DoubleMatrix.checkProduct(a, b);
    return (FloatMatrix) b;
  }

  @Override
  public String toString() {
    return "Matrix" + shape() + " " + Arrays.deepToString(values);
  }
}
