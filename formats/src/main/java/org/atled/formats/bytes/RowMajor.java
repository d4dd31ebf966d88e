package org.atled.formats.bytes;

import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;

/** Elements of any layout put into row-major order, the last index running fastest. */
public final class RowMajor {
  private RowMajor() {}

  /** A new storage of the elements that a window shows, as many as its sizes say. */
  public static Storage storage(Strided data) {
    Storage rowMajor = Storage.zeros(data.dtype(), data.elements());
    int[] sizes = data.sizes();
    int[] strides = data.strides();
    int[] index = new int[sizes.length];
    int from = data.offset();
    for (int to = 0; to < rowMajor.length(); to++) {
      // Copies one element of whichever type the arrays have.
      System.arraycopy(data.storage().array(), from, rowMajor.array(), to, 1);
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
