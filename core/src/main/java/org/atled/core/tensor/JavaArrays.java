package org.atled.core.tensor;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
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
        level = part(level, 0, sizes.size() - 1);
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
              + "; all must be equally long.");
    }
    if (axis == shape.rank() - 1) {
      System.arraycopy(array, 0, flat, at, length);
      return at + length;
    }
    int next = at;
    for (int i = 0; i < length; i++) {
      next = flatten(part(array, i, axis), shape, axis + 1, flat, next);
    }
    return next;
  }

  private static Object part(Object array, int index, int axis) {
    Object part = Array.get(array, index);
    if (part == null) {
      throw new ShapeException(
          "Tensor.of: along axis " + axis + " part " + index + " is null; it must be an array.");
    }
    return part;
  }

  /** A Java array of the shape's rank with the row-major elements; rank 0 gives one of length 1. */
  static Object nested(Storage storage, Shape shape) {
    Object flat = storage.array();
    if (shape.rank() <= 1) {
      return flat;
    }
    int[] lengths = Arrays.stream(shape.toArray()).mapToInt(Math::toIntExact).toArray();
    Object rows = Array.newInstance(flat.getClass().getComponentType(), lengths);
    fill(rows, lengths, 0, flat, 0);
    return rows;
  }

  /** Fills a nested array from a flat one; returns where in the flat one it stopped. */
  private static int fill(Object rows, int[] lengths, int axis, Object flat, int from) {
    if (axis == lengths.length - 1) {
      System.arraycopy(flat, from, rows, 0, lengths[axis]);
      return from + lengths[axis];
    }
    int next = from;
    for (int i = 0; i < lengths[axis]; i++) {
      next = fill(Array.get(rows, i), lengths, axis + 1, flat, next);
    }
    return next;
  }
}
