package org.atled.formats.npy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.core.error.CaptureException;
import org.atled.core.error.FormatException;
import org.atled.core.error.TypeException;
import org.atled.core.spi.Strided;
import org.atled.core.tensor.Tensor;
import org.atled.formats.bytes.ByteReader;
import org.atled.formats.bytes.Unreadable;
import org.atled.formats.file.AtomicFile;

/**
 * NumPy's file of several named arrays ({@code numpy.savez}, {@code numpy.savez_compressed}): a zip
 * archive of npy files. Names keep their order, and the same arrays give the same bytes.
 */
public final class Npz {
  private static final String SUFFIX = ".npy";

  /** The first moment that a zip archive can name; the time of writing would change the bytes. */
  private static final LocalDateTime NO_TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

  private Npz() {}

  /**
   * Reads all arrays, each into a row-major tensor.
   *
   * <pre>{@code
   * SequencedMap<String, Tensor> arrays = Npz.read(Path.of("data.npz"));
   * Tensor x = Npz.read(Path.of("data.npz"), "x");   // this one alone
   * }</pre>
   *
   * @throws FormatException if the file is of another kind or damaged, an entry is not an npy file,
   *     or an entry inflates to more than it says
   * @throws AtledException if the file cannot be read
   */
  public static SequencedMap<String, Tensor> read(Path file) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      SequencedMap<String, Tensor> arrays = new LinkedHashMap<>();
      entries(zip, file).forEach((name, entry) -> arrays.put(name, read(zip, entry, file)));
      return Collections.unmodifiableSequencedMap(arrays);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  /**
   * Reads one array.
   *
   * @throws ArgumentException if there is none of that name; it lists those there are
   */
  public static Tensor read(Path file, String name) {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      SequencedMap<String, ZipEntry> entries = entries(zip, file);
      ZipEntry entry = entries.get(name);
      if (entry == null) {
        throw new ArgumentException(
            file + " holds no array \"" + name + "\"; it holds " + entries.keySet() + ".");
      }
      return read(zip, entry, file);
    } catch (IOException e) {
      throw failure(file, e);
    }
  }

  private static SequencedMap<String, ZipEntry> entries(ZipFile zip, Path file) throws IOException {
    SequencedMap<String, ZipEntry> entries = new LinkedHashMap<>();
    long compressed = 0;
    for (ZipEntry entry : Collections.list(zip.entries())) {
      if (!entry.getName().endsWith(SUFFIX)) {
        throw new FormatException(
            file,
            -1,
            "the entry \"" + entry.getName() + "\" is no npy file; an npz file holds only those.");
      }
      String name = entry.getName().substring(0, entry.getName().length() - SUFFIX.length());
      if (entries.putIfAbsent(name, entry) != null) {
        throw new FormatException(file, -1, "the entry \"" + entry.getName() + "\" stands twice.");
      }
      compressed += entry.getCompressedSize();
      if (compressed > Files.size(file)) {
        // Entries that share their bytes are how a small archive inflates to a huge one.
        throw new FormatException(
            file, -1, "its entries take more bytes together than the file has; it is damaged.");
      }
    }
    return entries;
  }

  private static Tensor read(ZipFile zip, ZipEntry entry, Path file) {
    String name = file + "!" + entry.getName();
    long size = entry.getSize();
    long most =
        entry.getMethod() == ZipEntry.STORED
            ? entry.getCompressedSize()
            : entry.getCompressedSize() * ByteReader.MAX_INFLATION;
    if (size > most) {
      throw new FormatException(
          name,
          -1,
          "the entry promises "
              + size
              + " bytes, but its "
              + entry.getCompressedSize()
              + " compressed bytes give at most "
              + most
              + ".");
    }
    CRC32 crc = new CRC32();
    try (ByteReader in =
        new ByteReader(
            name,
            new CheckedInputStream(zip.getInputStream(entry), crc),
            0,
            size,
            "the entry ends at byte " + size)) {
      Tensor array = Npy.read(in);
      if (crc.getValue() != entry.getCrc()) {
        throw new FormatException(name, -1, "its checksum does not match; the file is damaged.");
      }
      return array;
    } catch (IOException e) {
      throw failure(Path.of(name), e);
    }
  }

  private static AtledException failure(Path file, IOException e) {
    return e instanceof ZipException
        ? new FormatException(
            file,
            -1,
            "it is not a zip archive, as an npz file is, or damaged: " + e.getMessage() + ".")
        : Unreadable.because(file, e);
  }

  /**
   * Writes or replaces a file, uncompressed, whole or not at all: the numbers of the moment,
   * whatever the layouts.
   *
   * <pre>{@code
   * var arrays = new LinkedHashMap<>(Map.of("x", x));
   * Npz.write(Path.of("data.npz"), arrays);          // numpy.load("data.npz")["x"]
   * }</pre>
   *
   * @throws TypeException for a BFLOAT16 tensor
   * @throws CaptureException inside a captured step, where there are no numbers to write
   * @throws AtledException naming the path and the way out, if it cannot be written
   */
  public static void write(Path file, SequencedMap<String, Tensor> arrays) {
    write(file, arrays, ZipEntry.STORED);
  }

  /** Like {@link #write}, with each array deflated. */
  public static void writeCompressed(Path file, SequencedMap<String, Tensor> arrays) {
    write(file, arrays, ZipEntry.DEFLATED);
  }

  private static void write(Path file, SequencedMap<String, Tensor> arrays, int method) {
    SequencedMap<String, Strided> data = new LinkedHashMap<>();
    arrays.forEach((name, array) -> {
      if (!StandardCharsets.UTF_8.newEncoder().canEncode(name)
          || name.length() > 0xFFFF / 3 - SUFFIX.length()) {
        throw new ArgumentException(
            "An array in "
                + file
                + " has a name that is too long or not Unicode text; shorten it.");
      }
      Strided numbers = array.read("Npz.write");
      Npy.check(numbers, "Npz.write, array \"" + name + "\"");
      data.put(name, numbers);
    });
    AtomicFile.write(
        file,
        out -> {
          ZipOutputStream zip = new ZipOutputStream(out);
          for (Map.Entry<String, Strided> array : data.entrySet()) {
            zip.putNextEntry(entry(array.getKey(), array.getValue(), method));
            Npy.write(zip, array.getValue());
            zip.closeEntry();
          }
          zip.finish();
        });
  }

  private static ZipEntry entry(String name, Strided data, int method) throws IOException {
    ZipEntry entry = new ZipEntry(name + SUFFIX);
    entry.setTimeLocal(NO_TIME);
    entry.setMethod(method);
    if (method == ZipEntry.STORED) {
      // A stored entry says its size and checksum before its bytes.
      CheckedOutputStream check =
          new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
      Npy.write(check, data);
      entry.setCrc(check.getChecksum().getValue());
      entry.setSize(
          NpyHeader.bytes(data.dtype(), data.shape()).length
              + (long) data.elements() * data.dtype().bytes());
    }
    return entry;
  }
}
