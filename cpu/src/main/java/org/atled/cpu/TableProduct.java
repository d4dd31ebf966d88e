package org.atled.cpu;

import org.atled.cpu.MatrixProduct.Matrix;

/** Multiplies by a matrix whose rows lie anywhere in one array, as windows on an image do. */
public interface TableProduct {
  /**
   * How many rows the next strip of the left matrix has, of so many that are left. Strips are
   * packed one after another, in each the elements of a column side by side. The first of several
   * strips are cut alike by themselves: heights never grow.
   */
  int strip(int left);

  /** Packs columns of a strip, from {@code at} on: {@code to[at + p·rows + r] = strip[r, p]}. */
  void pack(Matrix strip, int rows, int columns, Object to, int at);

  /** Columns are computed in units: rows of b and c must have room for whole ones. */
  int unit();

  /**
   * {@code c[cAt + i·cStep + j] = Σₚ a(i, p)·b[bAt + table[p] + j]} for i below m and j below n, as
   * one chain of fused multiply-adds from +0, p ascending below k.
   *
   * @param a float[] or double[], packed in strips from {@code aAt} on
   */
  void multiply(
      Object a,
      int aAt,
      int m,
      int k,
      Object b,
      int bAt,
      int[] table,
      Object c,
      int cAt,
      int cStep,
      int n);
}
