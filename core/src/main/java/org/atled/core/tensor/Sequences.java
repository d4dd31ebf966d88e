package org.atled.core.tensor;

import java.util.Arrays;
import org.atled.core.error.ArgumentException;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;

/** Tensors whose numbers follow from their places. */
final class Sequences {
  private Sequences() {}

  static Tensor arange(long start, long stop, long step) {
    if (step == 0) {
      throw new ArgumentException("arange: the step is 0.");
    }
    boolean none = step > 0 ? start >= stop : start <= stop;
    // The distance is taken without sign: it may pass 2⁶³.
    long distance = step > 0 ? stop - start : start - stop;
    long count = none ? 0 : Long.divideUnsigned(distance - 1, Math.abs(step)) + 1;
    long[] numbers = new long[length(count)];
    Arrays.setAll(numbers, i -> start + i * step);
    return Tensor.wrap(new Storage.Int64(numbers), Shape.of(numbers.length));
  }

  static Tensor arange(double start, double stop, double step) {
    double distance = (stop - start) / step;
    if (step == 0 || !Double.isFinite(distance) || !Double.isFinite(step)) {
      throw new ArgumentException(
          "arange: from %s to %s by %s: the step must not be 0, and all three finite."
              .formatted(start, stop, step));
    }
    double[] numbers = new double[length((long) Math.ceil(Math.max(0, distance)))];
    Arrays.setAll(numbers, i -> start + i * step);
    return Tensor.wrap(new Storage.Float64(numbers), Shape.of(numbers.length));
  }

  private static int length(long count) {
    return Shape.of(count < 0 ? Long.MAX_VALUE : count).elements();
  }

  static Tensor linspace(double start, double stop, int count) {
    double[] numbers = new double[count];
    for (int i = 0; i < count; i++) {
      numbers[i] =
          i == 0 ? start : i == count - 1 ? stop : start + i * ((stop - start) / (count - 1));
    }
    return Tensor.wrap(new Storage.Float64(numbers), Shape.of(count));
  }

  static Tensor eye(int rows, int columns) {
    Shape shape = Shape.of(rows, columns);
    float[] numbers = new float[shape.elements()];
    for (int i = 0; i < Math.min(rows, columns); i++) {
      numbers[i * columns + i] = 1;
    }
    return Tensor.wrap(new Storage.Float32(numbers), shape);
  }
}
