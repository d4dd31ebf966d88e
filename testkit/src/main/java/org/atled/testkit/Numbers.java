package org.atled.testkit;

import java.util.function.IntToDoubleFunction;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.HalfPrecision;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;
import org.atled.core.tensor.Tensor;

/**
 * Row-major doubles under a shape: what the {@link Oracle} computes with. Bools are 0 and 1.
 *
 * @param values one for each element of the shape
 */
public record Numbers(Shape shape, double[] values) {

  /** The numbers f(0), f(1), … in row-major order. */
  public static Numbers of(Shape shape, IntToDoubleFunction f) {
    double[] values = new double[shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = f.applyAsDouble(i);
    }
    return new Numbers(shape, values);
  }

  /** Reads a tensor through its strides, element by element, without asking a backend. */
  public static Numbers of(Tensor tensor) {
    Strided data = tensor.strided();
    Shape shape = tensor.shape();
    return of(
        shape,
        i -> {
          int[] index = indices(shape, i);
          int at = data.offset();
          for (int a = 0; a < index.length; a++) {
            at += index[a] * data.strides()[a];
          }
          return element(data.storage(), at);
        });
  }

  private static double element(Storage storage, int at) {
    return switch (storage) {
      case Storage.Float16 s -> s.get(at);
      case Storage.Bfloat16 s -> s.get(at);
      case Storage.Float32 s -> s.array()[at];
      case Storage.Float64 s -> s.array()[at];
      case Storage.Int32 s -> s.array()[at];
      case Storage.Int64 s -> s.array()[at];
      case Storage.Uint8 s -> s.array()[at] & 0xFF;
      case Storage.Recorded s -> throw s.noNumbers();
      case Storage.Bool s -> s.array()[at] ? 1 : 0;
    };
  }

  /** The element at a place; one index for each axis. */
  public double at(int... index) {
    return values[offset(shape, index)];
  }

  /** The numbers as a type holds them: rounded to its floats, wrapped to an integer, 0 or 1. */
  public Numbers in(DType dtype) {
    return of(
        shape,
        i ->
            switch (dtype) {
              case BOOL -> values[i] != 0 ? 1 : 0;
              case UINT8 -> (long) values[i] & 0xFF;
              case INT32 -> (int) (long) values[i];
              case INT64 -> (long) values[i];
              case FLOAT16, BFLOAT16, FLOAT32, FLOAT64 -> FloatFormat.of(dtype).round(values[i]);
            });
  }

  /** A row-major tensor of these numbers, which must be such as the type holds. */
  public Tensor tensor(DType dtype) {
    int n = values.length;
    Storage storage = Storage.zeros(dtype, n);
    for (int i = 0; i < n; i++) {
      switch (storage) {
        case Storage.Float16 s -> s.array()[i] = HalfPrecision.float16(values[i]);
        case Storage.Bfloat16 s -> s.array()[i] = HalfPrecision.bfloat16(values[i]);
        case Storage.Float32 s -> s.array()[i] = (float) values[i];
        case Storage.Float64 s -> s.array()[i] = values[i];
        case Storage.Int32 s -> s.array()[i] = (int) values[i];
        case Storage.Int64 s -> s.array()[i] = (long) values[i];
        case Storage.Uint8 s -> s.array()[i] = (byte) values[i];
        case Storage.Recorded s -> throw s.noNumbers();
        case Storage.Bool s -> s.array()[i] = values[i] != 0;
      }
    }
    return Tensor.wrap(storage, shape);
  }

  /** The index on each axis of the element that stands at a row-major place. */
  static int[] indices(Shape shape, int place) {
    int[] index = new int[shape.rank()];
    int rest = place;
    for (int a = index.length - 1; a >= 0; a--) {
      int size = (int) shape.size(a);
      index[a] = rest % size;
      rest /= size;
    }
    return index;
  }

  /** The row-major place of an element. */
  static int offset(Shape shape, int... index) {
    int at = 0;
    for (int a = 0; a < index.length; a++) {
      at = at * (int) shape.size(a) + index[a];
    }
    return at;
  }
}
