package org.atled.cpu;

import org.atled.core.spi.Kernel;

/** Multiplies two matrices that lie anywhere in memory, on the caller's thread. */
@FunctionalInterface
public interface MatrixProduct {
  /**
   * {@code c[i, j] = Σₚ a[i, p]·b[p, j]} as one chain of fused multiply-adds for each element, from
   * +0 and p ascending; each matrix has the strides of its two axes, of any value.
   *
   * @param a the Java array of the left matrix, m × k
   * @param b the Java array of the right matrix, k × n
   * @param c the Java array of the result, m × n, which is overwritten
   * @param k at most {@link Kernel.Gemm#CHUNK}
   */
  void multiply(Matrix a, Matrix b, Matrix c, int m, int k, int n);

  /**
   * A matrix in memory: element (i, j) stands at {@code at + i·rowStride + j·columnStride}.
   *
   * @param array {@code float[]} or {@code double[]}
   */
  record Matrix(Object array, int at, int rowStride, int columnStride) {
    /** The part that begins at row i, column j. */
    public Matrix from(int i, int j) {
      return new Matrix(array, at + i * rowStride + j * columnStride, rowStride, columnStride);
    }

    public Matrix transposed() {
      return new Matrix(array, at, columnStride, rowStride);
    }
  }
}
