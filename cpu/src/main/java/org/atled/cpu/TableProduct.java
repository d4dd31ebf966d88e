package org.atled.cpu;

import java.util.ArrayList;
import java.util.List;
import org.atled.cpu.MatrixProduct.Matrix;

/** Multiplies by a matrix whose rows lie anywhere in one array, as windows on an image do. */
public interface TableProduct {
  /**
   * How many rows the next strip of the left matrix has, of so many that are left. Strips are
   * packed one after another, in each the elements of a column side by side. The first of several
   * strips are cut alike by themselves: heights never grow.
   */
  int strip(int left);

  /** Where the strips of so many rows begin. */
  default int[] tops(int rows) {
    List<Integer> tops = new ArrayList<>();
    for (int i = 0; i < rows; i += strip(rows - i)) {
      tops.add(i);
    }
    return tops.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Packs columns of a strip, from {@code at} on: {@code to[at + p·rows + r] = strip[r, p]}. */
  void pack(Matrix strip, int rows, int columns, Object to, int at);

  /** Columns are computed in units: rows of c must have room for whole ones. */
  int unit();

  /**
   * The columns of the right matrix: runs of neighbours.
   *
   * @param starts where each run begins behind a row's beginning
   * @param length of each run
   */
  record Columns(int[] starts, int length) {
    /** Neighbours from the rows' beginnings on. */
    public static Columns of(int count) {
      return new Columns(new int[] {0}, count);
    }

    /** Of all runs. */
    public int count() {
      return starts.length * length;
    }
  }

  /**
   * {@code c[cAt + i·cStep + j] = Σₚ a(i, p)·b[bAt + table[p] + column j]} for i below m and all
   * columns, as one chain of fused multiply-adds from +0, p ascending below k. Up to a unit of
   * elements behind each run of a row may be read, so they must exist.
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
      Columns columns,
      Object c,
      int cAt,
      int cStep);

  /**
   * Packs a right matrix of k rows and n columns into {@code k·(n rounded up to units)} elements.
   */
  void packRight(Matrix b, int k, int n, Object to, int at);

  /**
   * {@code c[cAt + i·cStep + j] = Σₚ a[aAt + i·aStep + p]·b[p, j]} for i below m and j below n
   * rounded up to units, as one chain of fused multiply-adds from +0, p ascending below k.
   *
   * @param b as {@link #packRight} packed it from {@code bAt} on
   */
  void multiplyPacked(
      Object a,
      int aAt,
      int aStep,
      int m,
      int k,
      int n,
      Object b,
      int bAt,
      Object c,
      int cAt,
      int cStep);
}
