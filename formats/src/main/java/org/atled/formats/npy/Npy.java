package org.atled.formats.npy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.atled.core.error.AtledException;
import org.atled.core.error.CaptureException;
import org.atled.core.error.FormatException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.spi.Storage;
import org.atled.core.spi.Strided;
import org.atled.core.tensor.Tensor;
import org.atled.formats.bytes.ByteReader;
import org.atled.formats.bytes.Encoding;
import org.atled.formats.bytes.RowMajor;
import org.atled.formats.bytes.Unreadable;
import org.atled.formats.file.AtomicFile;

/**
 * NumPy's file of one array ({@code numpy.save}, {@code numpy.load}), versions 1.0, 2.0 and 3.0.
 *
 * <p>Read: b1 becomes BOOL; u1 UINT8; i1, i2, u2 and i4 INT32; i8 INT64; f2 FLOAT16; f4 FLOAT32; f8
 * FLOAT64; in either byte order, row-major or Fortran order. Written: a tensor of any layout and of
 * any type but BFLOAT16, which NumPy does not have, as row-major, little-endian elements in version
 * 1.0, the same bytes that NumPy writes.
 */
public final class Npy {
  private Npy() {}

  /**
   * Reads a file into a row-major tensor.
   *
   * <pre>{@code
   * Tensor x = Npy.read(Path.of("x.npy"));   // numpy.save("x.npy", x)
   * Tensor y = x.mean(0);
   * }</pre>
   *
   * @throws FormatException if it is of another kind or damaged, holds less than its header
   *     promises, or more, or has elements of another type
   * @throws AtledException if the file cannot be read
   */
  public static Tensor read(Path file) {
    try (ByteReader in = ByteReader.open(file)) {
      return read(in);
    } catch (IOException e) {
      throw Unreadable.because(file, e);
    }
  }

  /**
   * The shape of a file's array, without a look at its elements.
   *
   * @throws FormatException if its header is damaged
   */
  public static Shape shape(Path file) {
    try (ByteReader in = ByteReader.open(file)) {
      return NpyHeader.read(in).shape();
    } catch (IOException e) {
      throw Unreadable.because(file, e);
    }
  }

  /**
   * Floats of a file, mapped into memory.
   *
   * @param values row-major, as long as anybody has them
   */
  public record Mapped(MemorySegment values, Shape shape) {}

  /**
   * Maps a file of float32, which may be larger than the heap, and than memory: nothing is read
   * before somebody looks at it.
   *
   * @throws FormatException if it is damaged, or its numbers do not lie as they are computed with
   */
  public static Mapped mapped(Path file) {
    long start;
    NpyHeader header;
    try (ByteReader in = ByteReader.open(file)) {
      header = NpyHeader.read(in);
      start = in.offset();
    } catch (IOException e) {
      throw Unreadable.because(file, e);
    }
    if (header.encoding() != Encoding.FLOAT32
        || header.order() != ByteOrder.nativeOrder()
        || header.fortranOrder()) {
      throw new FormatException(
          file,
          -1,
          "only float32 in rows can be mapped into memory; save it by numpy.save(file,"
              + " numpy.ascontiguousarray(x, 'f4')), or read it whole.");
    }
    long bytes = (long) header.shape().elements() * Float.BYTES;
    try (FileChannel channel = FileChannel.open(file)) {
      if (channel.size() != start + bytes) {
        throw new FormatException(
            file,
            -1,
            "has %s bytes of numbers but its shape %s needs %s; it is damaged."
                .formatted(channel.size() - start, header.shape(), bytes));
      }
      MemorySegment values =
          channel.map(FileChannel.MapMode.READ_ONLY, start, bytes, Arena.ofAuto());
      return new Mapped(values, header.shape());
    } catch (IOException e) {
      throw Unreadable.because(file, e);
    }
  }

  /**
   * Reads the bytes of a file.
   *
   * @param name stands for the file in messages
   */
  public static Tensor read(byte[] bytes, String name) {
    return read(ByteReader.of(bytes, name));
  }

  static Tensor read(ByteReader in) {
    NpyHeader header = NpyHeader.read(in);
    String what = "an array of shape " + header.shape();
    Storage storage = header.encoding().read(in, header.shape().elements(), header.order(), what);
    in.expectEnd(what);
    return Tensor.wrap(
        header.fortranOrder() ? fromFortranOrder(storage, header.shape()) : storage,
        header.shape());
  }

  /** Column-major elements are those of the transposed array, row-major. */
  private static Storage fromFortranOrder(Storage storage, Shape shape) {
    long[] sizes = shape.toArray();
    int last = sizes.length - 1;
    int[] reversed = IntStream.rangeClosed(0, last).map(axis -> last - axis).toArray();
    Shape transposed = Shape.of(Arrays.stream(reversed).mapToLong(axis -> sizes[axis]).toArray());
    return RowMajor.storage(Strided.rowMajor(storage, transposed).permute(reversed));
  }

  /**
   * Writes or replaces a file, whole or not at all: the numbers of the moment, whatever the layout.
   *
   * <pre>{@code
   * Npy.write(Path.of("w.npy"), layer.weight().value());
   * Npy.write(Path.of("wt.npy"), layer.weight().value().mT());
   * }</pre>
   *
   * @throws TypeException for a BFLOAT16 tensor
   * @throws CaptureException inside a captured step, where there are no numbers to write
   * @throws AtledException naming the path and the way out, if it cannot be written
   */
  public static void write(Path file, Tensor tensor) {
    Strided data = tensor.read("Npy.write");
    check(data, "Npy.write");
    AtomicFile.write(file, out -> write(out, data));
  }

  /**
   * Writes or replaces a file of float32 [rows, width], row by row: not all need be in memory.
   *
   * @param row gives the numbers of each, from 0 on
   * @throws AtledException naming the path and the way out, if it cannot be written
   */
  public static void write(Path file, int rows, int width, IntFunction<float[]> row) {
    byte[] header = NpyHeader.bytes(DType.FLOAT32, Shape.of(rows, width));
    ByteBuffer bytes = ByteBuffer.allocate(width * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    AtomicFile.write(
        file,
        out -> {
          out.write(header);
          for (int i = 0; i < rows; i++) {
            bytes.asFloatBuffer().put(row.apply(i));
            out.write(bytes.array());
          }
        });
  }

  /**
   * The bytes of a file.
   *
   * @throws TypeException for a BFLOAT16 tensor
   * @throws CaptureException inside a captured step, where there are no numbers to write
   */
  public static byte[] bytes(Tensor tensor) {
    Strided data = tensor.read("Npy.bytes");
    check(data, "Npy.bytes");
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      write(out, data);
    } catch (IOException e) {
      throw new UncheckedIOException("An array in memory took no bytes.", e);
    }
    return out.toByteArray();
  }

  /**
   * Finds out before anything is written whether the format has the type.
   *
   * @param how for messages what writes it
   */
  static void check(Strided data, String how) {
    if (data.dtype() == DType.BFLOAT16) {
      throw new TypeException(
          how
              + ": NumPy has no bfloat16 to write bfloat16"
              + data.shape()
              + " as; write to(DType.FLOAT32), which loses nothing, or a safetensors file.");
    }
  }

  static void write(OutputStream out, Strided data) throws IOException {
    out.write(NpyHeader.bytes(data.dtype(), data.shape()));
    Encoding.write(data, out);
  }
}
