package org.atled.testkit;

import java.util.Arrays;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;

/** Ways in which the same numbers lie in memory. */
public enum Layout {
  /** Row-major without gaps. */
  CONTIGUOUS,
  /** The first axis runs fastest. */
  TRANSPOSED,
  /** Every second element of a longer last axis, inside longer others. */
  SLICED,
  /** Every axis is walked backwards. */
  REVERSED,
  /** The first axis with more than one element is repeated: one element, stride 0. */
  BROADCAST;

  /** The numbers that this layout can hold: for {@code BROADCAST}, equal along one axis. */
  public Numbers adapt(Numbers x) {
    int axis = repeated(x.shape());
    return this == BROADCAST && axis >= 0
        ? Oracle.broadcast(Oracle.slice(x, axis, 0, 1, 1), x.shape())
        : x;
  }

  /** A tensor of adapted numbers in this layout. */
  public Tensor lay(Numbers x, DType dtype) {
    return switch (this) {
      case CONTIGUOUS -> x.tensor(dtype);
      case TRANSPOSED -> {
        int[] reverse = reverse(x.shape().rank());
        yield Oracle.permute(x, reverse).tensor(dtype).permute(reverse);
      }
      case SLICED -> sliced(x, dtype);
      case REVERSED -> {
        Numbers backwards = x;
        for (int a = 0; a < x.shape().rank(); a++) {
          int size = (int) x.shape().size(a);
          backwards = Oracle.slice(backwards, a, size - 1, -1, size);
        }
        Tensor tensor = backwards.tensor(dtype);
        for (int a = 0; a < x.shape().rank(); a++) {
          tensor = tensor.flip(a);
        }
        yield tensor;
      }
      case BROADCAST -> {
        int axis = repeated(x.shape());
        yield axis < 0
            ? x.tensor(dtype)
            : Oracle.slice(x, axis, 0, 1, 1).tensor(dtype).broadcastTo(x.shape());
      }
    };
  }

  private static Tensor sliced(Numbers x, DType dtype) {
    int rank = x.shape().rank();
    long[] sizes = x.shape().toArray();
    for (int a = 0; a < rank; a++) {
      sizes[a] = a == rank - 1 ? 2 * sizes[a] + 1 : sizes[a] + 2;
    }
    // What lies between the elements must not matter: a number that no sample has.
    double[] values = new double[Shape.of(sizes).elements()];
    Arrays.fill(values, 77);
    Shape wide = Shape.of(sizes);
    for (int i = 0; i < x.values().length; i++) {
      int[] index = Numbers.indices(x.shape(), i);
      for (int a = 0; a < rank; a++) {
        index[a] = a == rank - 1 ? 2 * index[a] + 1 : index[a] + 1;
      }
      values[Numbers.offset(wide, index)] = x.values()[i];
    }
    Tensor tensor = new Numbers(wide, values).tensor(dtype);
    for (int a = 0; a < rank; a++) {
      long size = x.shape().size(a);
      tensor = a == rank - 1 ? tensor.slice(a, 1, 2 * size + 1, 2) : tensor.slice(a, 1, size + 1);
    }
    return tensor;
  }

  private static int repeated(Shape shape) {
    for (int a = 0; a < shape.rank(); a++) {
      if (shape.size(a) > 1) {
        return shape.isEmpty() ? -1 : a;
      }
    }
    return -1;
  }

  private static int[] reverse(int rank) {
    int[] order = new int[rank];
    for (int i = 0; i < rank; i++) {
      order[i] = rank - 1 - i;
    }
    return order;
  }
}
