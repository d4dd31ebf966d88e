package org.atled.cpu;

import org.atled.core.spi.Strided;

/**
 * A window on an array with the five axes of a batch of volumes: images and signals have sizes of 1
 * along the first of their spatial axes.
 */
record Volume(Object array, int offset, int[] sizes, int[] strides) {
  static final int AXES = 3;

  /** Of [a, b, axes..] with one to three further axes. */
  static Volume of(Strided s) {
    int[] sizes = new int[2 + AXES];
    int[] strides = new int[2 + AXES];
    int spatial = s.rank() - 2;
    for (int axis = 0; axis < sizes.length; axis++) {
      int from = axis < 2 ? axis : axis - AXES + spatial;
      boolean exists = axis < 2 || from >= 2;
      sizes[axis] = exists ? s.sizes()[from] : 1;
      strides[axis] = exists ? s.strides()[from] : 0;
    }
    return new Volume(s.storage().array(), s.offset(), sizes, strides);
  }

  /** The size of a spatial axis. */
  int size(int axis) {
    return sizes[2 + axis];
  }

  int stride(int axis) {
    return strides[2 + axis];
  }

  /** Where the first element of a channel of an example stands. */
  int at(int example, int channel) {
    return offset + example * strides[0] + channel * strides[1];
  }

  /** How far an element stands behind the first of its channel. */
  int within(int z, int y, int x) {
    return z * strides[2] + y * strides[3] + x * strides[4];
  }
}
