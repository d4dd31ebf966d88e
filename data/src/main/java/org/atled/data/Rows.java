package org.atled.data;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Path;
import java.util.Arrays;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;
import org.atled.core.tensor.Tensor;
import org.atled.formats.npy.Npy;

/**
 * Numbers of many examples, an example after the other, in one Java array or outside the heap. They
 * are not copied and must not be changed afterwards.
 */
public sealed interface Rows {
  /** How many examples there are. */
  int count();

  /** The shape of one example. */
  Shape each();

  /** In which numbers they come. */
  Scale scale();

  /** The examples with these numbers as one tensor [B, each]; the numbers are taken as checked. */
  Tensor gather(int[] examples);

  /**
   * The examples of an npy file of float32, mapped into memory and read when they are asked for, so
   * that it may be larger than the heap.
   *
   * @throws org.atled.core.error.FormatException if it cannot be mapped
   */
  static Rows mapped(Path npy) {
    Npy.Mapped mapped = Npy.mapped(npy);
    long[] sizes = mapped.shape().toArray();
    if (sizes.length == 0) {
      throw new ArgumentException(npy + " holds one number and no examples.");
    }
    return new Outside(mapped.values(), Shape.of(Arrays.copyOfRange(sizes, 1, sizes.length)));
  }

  /** Floats, given as FLOAT32. */
  record Floats(float[] values, Shape each) implements Rows {
    public Floats {
      checkWhole(values.length, each);
    }

    @Override
    public int count() {
      return values.length / each.elements();
    }

    @Override
    public Scale scale() {
      float least = Float.POSITIVE_INFINITY;
      float greatest = Float.NEGATIVE_INFINITY;
      for (float value : values) {
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
      }
      return new Scale(1, least, greatest);
    }

    @Override
    public Tensor gather(int[] examples) {
      int length = each.elements();
      float[] batch = new float[Math.multiplyExact(examples.length, length)];
      for (int i = 0; i < examples.length; i++) {
        System.arraycopy(values, examples[i] * length, batch, i * length, length);
      }
      return Tensor.wrap(new Storage.Float32(batch), batched(examples.length, each));
    }
  }

  /**
   * Floats outside the heap, such as those of a file that is mapped into memory, in the order of
   * bytes of this machine; given as FLOAT32.
   */
  record Outside(MemorySegment values, Shape each) implements Rows {
    private static final int BLOCK = 1 << 16;

    public Outside {
      if (each.isEmpty() || values.byteSize() % ((long) Float.BYTES * each.elements()) != 0) {
        throw new ArgumentException(
            values.byteSize() + " bytes are not a whole number of examples of shape " + each + ".");
      }
    }

    @Override
    public int count() {
      return (int) (values.byteSize() / Float.BYTES / each.elements());
    }

    @Override
    public Scale scale() {
      float least = Float.POSITIVE_INFINITY;
      float greatest = Float.NEGATIVE_INFINITY;
      long all = (long) count() * each.elements();
      for (long from = 0; from < all; from += BLOCK) {
        for (float value : some(from, (int) Math.min(BLOCK, all - from))) {
          least = Math.min(least, value);
          greatest = Math.max(greatest, value);
        }
      }
      return new Scale(1, least, greatest);
    }

    /** Numbers from this one on. */
    float[] some(long from, int count) {
      float[] some = new float[count];
      MemorySegment.copy(
          values, ValueLayout.JAVA_FLOAT_UNALIGNED, from * Float.BYTES, some, 0, count);
      return some;
    }

    @Override
    public Tensor gather(int[] examples) {
      int length = each.elements();
      float[] batch = new float[Math.multiplyExact(examples.length, length)];
      for (int i = 0; i < examples.length; i++) {
        long at = (long) examples[i] * length * Float.BYTES;
        MemorySegment.copy(values, ValueLayout.JAVA_FLOAT_UNALIGNED, at, batch, i * length, length);
      }
      return Tensor.wrap(new Storage.Float32(batch), batched(examples.length, each));
    }
  }

  /**
   * Unsigned bytes such as pixels, a quarter of the memory of floats, given as FLOAT32 in [0, 1]:
   * byte / 255.
   */
  record Bytes(byte[] values, Shape each) implements Rows {
    public Bytes {
      checkWhole(values.length, each);
    }

    @Override
    public int count() {
      return values.length / each.elements();
    }

    @Override
    public Scale scale() {
      int least = Scale.WHITE;
      int greatest = 0;
      long sum = 0;
      for (byte value : values) {
        least = Math.min(least, value & 0xFF);
        greatest = Math.max(greatest, value & 0xFF);
        sum += value & 0xFF;
      }
      float white = Scale.WHITE;
      double mean = values.length == 0 ? Double.NaN : sum / 255.0 / values.length;
      return new Scale(Scale.WHITE, least / white, greatest / white, mean);
    }

    @Override
    public Tensor gather(int[] examples) {
      int length = each.elements();
      float[] batch = new float[Math.multiplyExact(examples.length, length)];
      for (int i = 0; i < examples.length; i++) {
        int from = examples[i] * length;
        for (int j = 0; j < length; j++) {
          batch[i * length + j] = (values[from + j] & 0xFF) / (float) Scale.WHITE;
        }
      }
      return Tensor.wrap(new Storage.Float32(batch), batched(examples.length, each));
    }
  }

  /** Class numbers from 0, one an example, given as INT64. */
  record Labels(long[] values) implements Rows {
    @Override
    public int count() {
      return values.length;
    }

    @Override
    public Shape each() {
      return Shape.scalar();
    }

    @Override
    public Scale scale() {
      return Scale.unknown();
    }

    @Override
    public Tensor gather(int[] examples) {
      long[] batch = Arrays.stream(examples).mapToLong(i -> values[i]).toArray();
      return Tensor.wrap(new Storage.Int64(batch), Shape.of(examples.length));
    }
  }

  private static void checkWhole(int values, Shape each) {
    if (each.isEmpty()) {
      throw new ShapeException("One example of shape " + each + " has no elements.");
    }
    if (values % each.elements() != 0) {
      throw new ArgumentException(
          "Examples of shape "
              + each
              + " have "
              + each.elements()
              + " values each, but "
              + values
              + " values are not a whole number of them.");
    }
  }

  private static Shape batched(int size, Shape each) {
    long[] sizes = new long[each.rank() + 1];
    sizes[0] = size;
    System.arraycopy(each.toArray(), 0, sizes, 1, each.rank());
    return Shape.of(sizes);
  }
}
