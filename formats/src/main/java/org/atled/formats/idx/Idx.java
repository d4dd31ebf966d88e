package org.atled.formats.idx;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.atled.core.error.AtledException;
import org.atled.core.error.FormatException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.formats.bytes.ByteReader;
import org.atled.formats.bytes.Encoding;
import org.atled.formats.bytes.Unreadable;

/**
 * Reads IDX files, in which MNIST and its kin come: two zero bytes, a byte for the type, a byte for
 * the rank, the sizes as big-endian 32-bit numbers, then the elements row-major and big-endian
 * (LeCun, Cortes, Burges, "The MNIST database", section "File formats").
 *
 * <p>Unsigned bytes become UINT8; signed bytes, shorts and ints INT32; floats FLOAT32; doubles
 * FLOAT64.
 */
public final class Idx {
  private Idx() {}

  /**
   * Reads a file, gzipped or plain, which its first bytes tell, into a row-major tensor. Offsets in
   * messages count inflated bytes.
   *
   * <pre>{@code
   * Tensor images = Idx.read(Path.of("train-images-idx3-ubyte.gz"));   // uint8 [60000, 28, 28]
   * Tensor x = images.to(DType.FLOAT32).div(255);
   * }</pre>
   *
   * @throws FormatException if it is of another kind or damaged, holds less than its header
   *     promises, or more
   * @throws AtledException if the file cannot be read
   */
  public static Tensor read(Path file) {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      return read(in, file.toString(), Files.size(file));
    } catch (IOException e) {
      throw Unreadable.because(file, e);
    }
  }

  /** Reads the bytes of a file, gzipped or plain. */
  public static Tensor read(byte[] bytes, String name) {
    try (InputStream in = new ByteArrayInputStream(bytes)) {
      return read(in, name, bytes.length);
    } catch (IOException e) {
      throw new AtledException("Cannot read " + name + ": " + e.getMessage() + ".", e);
    }
  }

  private static Tensor read(InputStream in, String name, long size) throws IOException {
    try (ByteReader reader = ByteReader.inflating(name, in, size)) {
      return read(reader);
    }
  }

  private static Tensor read(ByteReader in) {
    byte[] magic = in.bytes(4, "the magic number of an IDX file");
    if (magic[0] != 0 || magic[1] != 0) {
      throw in.error(0, "an IDX file starts with two zero bytes; this is another kind of file.");
    }
    Encoding encoding =
        switch (magic[2]) {
          case 0x08 -> Encoding.UINT8;
          case 0x09 -> Encoding.INT8;
          case 0x0B -> Encoding.INT16;
          case 0x0C -> Encoding.INT32;
          case 0x0D -> Encoding.FLOAT32;
          case 0x0E -> Encoding.FLOAT64;
          default ->
              throw in.error(
                  2,
                  String.format(
                      "0x%02X is no type of an IDX file; they are 08, 09, 0B, 0C, 0D and 0E.",
                      magic[2]));
        };
    int rank = magic[3] & 0xFF;
    ByteBuffer header = ByteBuffer.wrap(in.bytes(4 * rank, "the list of " + rank + " sizes"));
    long[] sizes = new long[rank];
    for (int i = 0; i < rank; i++) {
      sizes[i] = Integer.toUnsignedLong(header.getInt());
    }
    Shape shape = shape(in, sizes);
    String what = "an array of shape " + shape;
    var storage = encoding.read(in, shape.elements(), ByteOrder.BIG_ENDIAN, what);
    in.expectEnd(what);
    return Tensor.wrap(storage, shape);
  }

  private static Shape shape(ByteReader in, long[] sizes) {
    try {
      return Shape.of(sizes);
    } catch (ShapeException e) {
      throw in.error(4, e.getMessage());
    }
  }
}
