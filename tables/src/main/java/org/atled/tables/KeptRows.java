package org.atled.tables;

import java.util.AbstractList;
import java.util.RandomAccess;

/** Rows of equally many numbers, in the heap or, where they take too much of it, beside it. */
final class KeptRows extends AbstractList<double[]> implements RandomAccess {
  private final Longs bits;
  private int width;
  private int count;

  KeptRows(Scratch scratch) {
    this.bits = new Longs(scratch);
  }

  /** Adds a row at the end. */
  void keep(double[] row) {
    for (double number : row) {
      bits.add(Double.doubleToRawLongBits(number));
    }
    width = row.length;
    count++;
  }

  @Override
  public double[] get(int index) {
    double[] row = new double[width];
    long first = (long) index * width;
    for (int i = 0; i < width; i++) {
      row[i] = Double.longBitsToDouble(bits.get(first + i));
    }
    return row;
  }

  @Override
  public int size() {
    return count;
  }
}
