package org.atled.cli;

import java.nio.file.Path;
import java.util.Arrays;
import org.atled.core.error.FormatException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;
import org.atled.core.tensor.Tensor;
import org.atled.formats.ArrayData;
import org.atled.formats.npy.Npy;

/**
 * Examples from an npy file as a model takes them.
 *
 * @param shape of the whole array
 * @param values row-major
 */
record InputFile(Path file, Shape shape, float[] values) {
  private static final float WHITE = 255;

  /**
   * Reads it. Unsigned bytes are taken for pixels and divided by 255, as in training; all other
   * numbers stay as they are.
   *
   * @throws FormatException if it is no npy file, is damaged or holds NaN or an infinity
   */
  static InputFile read(Path file) {
    return of(Npy.read(file), file);
  }

  /**
   * Reads the bytes of one.
   *
   * @param name stands for the file in messages
   */
  static InputFile read(byte[] bytes, Path name) {
    return of(Npy.read(bytes, name.toString()), name);
  }

  private static InputFile of(ArrayData data, Path file) {
    float[] values =
        data.storage() instanceof Storage.Uint8 pixels
            ? scaled(pixels.array())
            : Tensor.wrap(data.storage(), data.shape()).to(DType.FLOAT32).toFloats();
    for (int i = 0; i < values.length; i++) {
      if (!Float.isFinite(values[i])) {
        throw new FormatException(
            file,
            -1,
            "the number at "
                + place(data.shape(), i)
                + " is "
                + values[i]
                + "; replace all that are not finite, or leave their examples out.");
      }
    }
    return new InputFile(file, data.shape(), values);
  }

  /** The whole array. */
  Tensor all() {
    return Tensor.wrap(new Storage.Float32(values), shape);
  }

  /** Examples from one (inclusive) to another (exclusive). */
  Tensor examples(int from, int to) {
    int each = values.length / (int) shape.size(0);
    float[] some = Arrays.copyOfRange(values, from * each, to * each);
    Shape one = shape.slice(1, shape.rank());
    return Tensor.wrap(new Storage.Float32(some), Shape.of(to - from).concat(one));
  }

  private static float[] scaled(byte[] pixels) {
    float[] values = new float[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      values[i] = (pixels[i] & 0xFF) / WHITE;
    }
    return values;
  }

  /** {@code [0, 13]}. */
  private static String place(Shape shape, int flat) {
    long[] place = new long[shape.rank()];
    long rest = flat;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      place[axis] = rest % shape.size(axis);
      rest /= shape.size(axis);
    }
    return Arrays.toString(place);
  }
}
