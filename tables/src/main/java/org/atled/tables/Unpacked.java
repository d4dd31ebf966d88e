package org.atled.tables;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.atled.core.error.FormatException;
import org.atled.formats.bytes.Gunzip;

/** The text of a file that may be packed, or be no text at all. */
final class Unpacked {
  private static final int HEAD = 512;
  private static final int TAR_MAGIC = 257;

  /**
   * How files begin that are no text.
   *
   * @param isA what they are
   * @param way out
   */
  private record Kind(String magic, String isA, String way) {}

  private static final String SAVE = "save its sheet as CSV, and name that file";
  private static final String UNPACK = "unpack it first";
  private static final List<Kind> KINDS =
      List.of(
          new Kind("\u00D0\u00CF\u0011\u00E0", "an old Excel workbook", SAVE),
          new Kind("\u00FD7zXZ", "an xz archive", UNPACK + ": xz -dk FILE"),
          new Kind("BZh", "a bzip2 archive", UNPACK + ": bunzip2 -k FILE"),
          new Kind("\u0028\u00B5\u002F\u00FD", "a zstd archive", UNPACK + ": zstd -d FILE"),
          new Kind("7z\u00BC\u00AF", "a 7z archive", UNPACK),
          new Kind("Rar!", "a rar archive", UNPACK),
          new Kind("PAR1", "a Parquet file", "write it as CSV, as pandas does with to_csv"),
          new Kind("ARROW1", "an Arrow file", "write it as CSV, as pandas does with to_csv"),
          new Kind("\u0089HDF", "an HDF5 file", "write its table as CSV"),
          new Kind("SQLite format 3", "a SQLite database", "write a table of it as CSV"),
          new Kind("\u0093NUMPY", "a NumPy array", "write it as CSV, as numpy.savetxt does"),
          new Kind("%PDF", "a PDF", "find its table as CSV"),
          new Kind("\u0089PNG", "a picture", "name a CSV file"));

  private Unpacked() {}

  /**
   * The bytes of the table: inflated if they are gzip, or the one file of a zip.
   *
   * @throws FormatException if they are no text, saying what they are
   */
  static InputStream of(InputStream bytes, Path file) throws IOException {
    BufferedInputStream in = new BufferedInputStream(bytes, 1 << 16);
    byte[] head = head(in);
    if (head.length > 1 && Gunzip.startsWithMagic(head[0] & 0xFF, head[1] & 0xFF)) {
      BufferedInputStream inflated = new BufferedInputStream(new Gunzip(in), 1 << 16);
      refuse(head(inflated), file);
      return inflated;
    }
    if (text(head, 0).startsWith("PK\u0003\u0004")) {
      return new OfZip(new ZipInputStream(in), file);
    }
    refuse(head, file);
    return in;
  }

  private static byte[] head(InputStream in) throws IOException {
    in.mark(HEAD);
    byte[] head = in.readNBytes(HEAD);
    in.reset();
    return head;
  }

  private static String text(byte[] head, int from) {
    return from >= head.length
        ? ""
        : new String(head, from, head.length - from, StandardCharsets.ISO_8859_1);
  }

  private static void refuse(byte[] head, Path file) {
    String text = text(head, 0);
    Optional<Kind> kind =
        text(head, TAR_MAGIC).startsWith("ustar")
            ? Optional.of(new Kind("", "a tar archive", UNPACK + ": tar xf FILE"))
            : KINDS.stream().filter(one -> text.startsWith(one.magic)).findFirst();
    kind.ifPresent(found -> {
      throw isNoTable(file, found.isA, found.way);
    });
    String start = text.stripLeading().toLowerCase(Locale.ROOT);
    if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
      throw isNoTable(file, "a web page", "download the CSV file itself");
    }
    if (start.startsWith("@relation")) {
      throw isNoTable(file, "an ARFF file", "write it as CSV");
    }
    if (start.startsWith("{\"") || start.startsWith("[{")) {
      throw isNoTable(file, "JSON", "write it as CSV");
    }
  }

  private static FormatException isNoTable(Path file, String isA, String way) {
    return new FormatException(
        file,
        -1,
        "is " + isA + ", which is not read; " + way.replace("FILE", file.toString()) + ".");
  }

  /** The one file of a zip. */
  private static final class OfZip extends FilterInputStream {
    private final ZipInputStream zip;
    private final Path file;
    private final String name;
    private boolean ended;

    OfZip(ZipInputStream zip, Path file) throws IOException {
      super(zip);
      this.zip = zip;
      this.file = file;
      this.name =
          next()
              .orElseThrow(() -> isNoTable(file, "a zip without a file in it", "name a CSV file"));
    }

    /** The next file, if there is one, at whose bytes the zip then stands. */
    private Optional<String> next() throws IOException {
      for (ZipEntry e = zip.getNextEntry(); e != null; e = zip.getNextEntry()) {
        String name = e.getName();
        if (name.startsWith("xl/") || name.equals("[Content_Types].xml")) {
          throw isNoTable(file, "an Excel workbook", SAVE);
        }
        if (name.equals("mimetype") || name.equals("content.xml")) {
          throw isNoTable(file, "a workbook of LibreOffice", SAVE);
        }
        if (name.endsWith(".npy")) {
          throw isNoTable(
              file, "a NumPy archive (.npz)", "write its arrays as CSV, as numpy.savetxt does");
        }
        if (!e.isDirectory() && !name.startsWith("__MACOSX/") && !name.startsWith(".")) {
          return Optional.of(name);
        }
      }
      return Optional.empty();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
      if (ended) {
        return -1;
      }
      int n = zip.read(into, from, count);
      if (n < 0) {
        ended = true;
        Optional<String> other = next();
        if (other.isPresent()) {
          throw isNoTable(
              file,
              "a zip of several files (" + name + ", " + other.get() + ")",
              "unpack it, and name one of them");
        }
      }
      return n;
    }
  }
}
