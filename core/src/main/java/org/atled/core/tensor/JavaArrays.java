package org.atled.core.tensor;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;

/** Between Java arrays, nested or not, and storages. */
final class JavaArrays {
  private JavaArrays() {}

  /** A storage of the elements of an array of rank 1, copied if asked. */
  static Storage storage(Object array, boolean copy) {
    return switch (array) {
      case float[] a -> new Storage.Float32(copy ? a.clone() : a);
      case double[] a -> new Storage.Float64(copy ? a.clone() : a);
      case int[] a -> new Storage.Int32(copy ? a.clone() : a);
      case long[] a -> new Storage.Int64(copy ? a.clone() : a);
      case byte[] a -> new Storage.Uint8(copy ? a.clone() : a);
      case boolean[] a -> new Storage.Bool(copy ? a.clone() : a);
      default ->
          throw new TypeException(
              "Tensor.of takes arrays of float, double, int, long, byte or boolean, not "
                  + array.getClass().getSimpleName()
                  + ".");
    };
  }

  static Tensor toTensor(Object array) {
    List<Long> sizes = new ArrayList<>();
    Class<?> element = array.getClass();
    Object level = array;
    boolean empty = false;
    while (element.isArray()) {
      int length = empty ? 0 : Array.getLength(level);
      sizes.add((long) length);
      element = element.getComponentType();
      empty |= length == 0;
      if (element.isArray() && !empty) {
        level = Array.get(level, 0);
      }
    }
    if (!element.isPrimitive()) {
      storage(array, false);
    }
    Shape shape = Shape.of(sizes.stream().mapToLong(Long::longValue).toArray());
    Object flat = Array.newInstance(element, shape.elements());
    flatten(array, shape, 0, flat, 0);
    return Tensor.wrap(storage(flat, false), shape);
  }

  private static int flatten(Object array, Shape shape, int axis, Object flat, int at) {
    int length = Array.getLength(array);
    if (length != shape.size(axis)) {
      throw new ShapeException(
          "Tensor.of: the array is ragged: along axis "
              + axis
              + " one part has "
              + length
              + " elements where the first has "
              + shape.size(axis)
              + ".");
    }
    if (axis == shape.rank() - 1) {
      System.arraycopy(array, 0, flat, at, length);
      return at + length;
    }
    int next = at;
    for (int i = 0; i < length; i++) {
      next = flatten(Array.get(array, i), shape, axis + 1, flat, next);
    }
    return next;
  }

  /** A Java array of the shape's rank with the row-major elements; rank 0 gives one of length 1. */
  static Object nested(Storage storage, Shape shape) {
    return shape.rank() <= 1 ? storage.array() : nested(storage.array(), shape, 0, new int[1]);
  }

  private static Object nested(Object flat, Shape shape, int axis, int[] at) {
    Class<?> element = flat.getClass().getComponentType();
    int length = (int) shape.size(axis);
    if (axis == shape.rank() - 1) {
      Object row = Array.newInstance(element, length);
      System.arraycopy(flat, at[0], row, 0, length);
      at[0] += length;
      return row;
    }
    int[] lengths = new int[shape.rank() - axis];
    lengths[0] = length;
    Object rows = Array.newInstance(element, lengths);
    for (int i = 0; i < length; i++) {
      Array.set(rows, i, nested(flat, shape, axis + 1, at));
    }
    return rows;
  }
}
