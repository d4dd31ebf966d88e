package org.atled.core.op;

import java.util.List;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;

/** Axes as the components of a record, and the way back from a reduced shape. */
final class Axes {
  private Axes() {}

  static int[] toArray(List<Integer> axes) {
    int[] array = new int[axes.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = axes.get(i);
    }
    return array;
  }

  /** A reduced tensor with its reduced axes back in place, of size 1. */
  static Tensor restore(Tensor reduced, Shape before, List<Integer> axes) {
    return reduced.reshape(before.reduce(toArray(axes), true));
  }
}
