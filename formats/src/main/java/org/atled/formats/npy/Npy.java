package org.atled.formats.npy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.atled.core.error.AtledException;
import org.atled.core.error.FormatException;
import org.atled.core.spi.Storage;
import org.atled.formats.ArrayData;
import org.atled.formats.bytes.ByteReader;
import org.atled.formats.bytes.Encoding;
import org.atled.formats.bytes.Unreadable;
import org.atled.formats.file.AtomicFile;

/**
 * NumPy's file of one array ({@code numpy.save}, {@code numpy.load}), versions 1.0, 2.0 and 3.0.
 *
 * <p>Read: b1 becomes BOOL; u1 UINT8; i1, i2, u2 and i4 INT32; i8 INT64; f2 and f4 FLOAT32; f8
 * FLOAT64; in either byte order, row-major or Fortran order. Written: row-major, little-endian, in
 * version 1.0, the same bytes that NumPy writes.
 */
public final class Npy {
  private Npy() {}

  /**
   * Reads a file.
   *
   * @throws FormatException if it is of another kind or damaged, holds less than its header
   *     promises, or more, or has elements of another type
   * @throws AtledException if the file cannot be read
   */
  public static ArrayData read(Path file) {
    try (ByteReader in = ByteReader.open(file)) {
      return read(in);
    } catch (IOException e) {
      throw Unreadable.because(file, e);
    }
  }

  /**
   * Reads the bytes of a file.
   *
   * @param name stands for the file in messages
   */
  public static ArrayData read(byte[] bytes, String name) {
    return read(ByteReader.of(bytes, name));
  }

  static ArrayData read(ByteReader in) {
    NpyHeader header = NpyHeader.read(in);
    String what = "an array of shape " + header.shape();
    Storage storage = header.encoding().read(in, header.shape().elements(), header.order(), what);
    in.expectEnd(what);
    return new ArrayData(
        header.shape(),
        header.fortranOrder() ? FortranOrder.toRowMajor(storage, header.shape()) : storage);
  }

  /**
   * Writes or replaces a file, whole or not at all.
   *
   * @throws AtledException naming the path and the way out, if it cannot be written
   */
  public static void write(Path file, ArrayData array) {
    AtomicFile.write(file, out -> write(out, array));
  }

  /** The bytes of a file. */
  public static byte[] bytes(ArrayData array) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      write(out, array);
    } catch (IOException e) {
      throw new UncheckedIOException("An array in memory took no bytes.", e);
    }
    return out.toByteArray();
  }

  static void write(OutputStream out, ArrayData array) throws IOException {
    out.write(NpyHeader.bytes(array.dtype(), array.shape()));
    Encoding.write(array.storage(), out);
  }
}
