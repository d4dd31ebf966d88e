package org.atled.formats.npy;

import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;

/** Column-major elements, the first index running fastest, put into row-major order. */
final class FortranOrder {
  private FortranOrder() {}

  static Storage toRowMajor(Storage columnMajor, Shape shape) {
    if (shape.rank() < 2 || shape.isEmpty()) {
      return columnMajor;
    }
    Storage rowMajor = Storage.zeros(columnMajor.dtype(), columnMajor.length());
    long[] sizes = shape.toArray();
    int[] strides = new int[sizes.length];
    int stride = 1;
    for (int axis = 0; axis < sizes.length; axis++) {
      strides[axis] = stride;
      stride *= (int) sizes[axis];
    }
    int[] index = new int[sizes.length];
    int from = 0;
    for (int to = 0; to < rowMajor.length(); to++) {
      // Copies one element of whichever type the arrays have.
      System.arraycopy(columnMajor.array(), from, rowMajor.array(), to, 1);
      for (int axis = sizes.length - 1; axis >= 0; axis--) {
        from += strides[axis];
        if (++index[axis] < sizes[axis]) {
          break;
        }
        from -= strides[axis] * index[axis];
        index[axis] = 0;
      }
    }
    return rowMajor;
  }
}
