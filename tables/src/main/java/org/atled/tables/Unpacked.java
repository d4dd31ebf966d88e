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
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.atled.core.error.FormatException;
import org.atled.formats.bytes.Gunzip;

/** The text of a file that may be packed, or be no text at all. */
final class Unpacked {
  private static final int HEAD = 512;

  /**
   * How files begin that are no text.
   *
   * @param magic all that a file of the kind begins with: names of columns may begin so too
   * @param isA what they are
   * @param way out
   */
  private record Kind(Pattern magic, String isA, String way) {
    Kind(String magic, String isA, String way) {
      this(Pattern.compile(magic), isA, way);
    }
  }

  private static final String SAVE = "save its sheet as CSV, and name that file";
  private static final String UNPACK = "unpack it first";
  private static final List<Kind> KINDS =
      List.of(
          new Kind("\\xFD7zXZ", "an xz archive", UNPACK + ": xz -dk FILE"),
          new Kind(
              "BZh[1-9](1AY&SY|\\x17rE8P\\x90)", "a bzip2 archive", UNPACK + ": bunzip2 -k FILE"),
          new Kind("\\x28\\xB5/\\xFD", "a zstd archive", UNPACK + ": zstd -d FILE"),
          new Kind("7z\\xBC\\xAF", "a 7z archive", UNPACK),
          new Kind("Rar!\\x1A\\x07", "a rar archive", UNPACK),
          new Kind("PARE[\\x00-\\x1F]", "an encrypted Parquet file", "write it without a key"),
          new Kind("ARROW1\\x00", "an Arrow file", "write it as CSV, as pandas does with to_csv"),
          new Kind("\\x89HDF", "an HDF5 file", "write its table as CSV"),
          new Kind(
              "SQLite format 3\\x00",
              "a SQLite database",
              "ask it with --jdbc jdbc:sqlite:FILE --query and --driver-jar, or write a table of"
                  + " it as CSV"),
          new Kind("\\x93NUMPY", "a NumPy array", "name its file, not packed: FILE.npy"),
          new Kind("%PDF-\\d", "a PDF", "find its table as CSV"),
          new Kind(
              "version https://git-lfs\\.github\\.com/spec/",
              "a pointer of Git LFS to a file that is not here",
              "fetch it: git lfs pull"),
          new Kind("\\x89PNG", "a picture", "name a CSV file"),
          new Kind("(?s).{257}ustar(\\x00|  \\x00)", "a tar archive", UNPACK + ": tar xf FILE"));

  /** How Excel's files began until 2007, and those with a password begin still. */
  private static final String OLD_OFFICE = "\u00D0\u00CF\u0011\u00E0";

  private static final String LOCKED =
      "EncryptedPackage".chars().mapToObj(c -> (char) c + "\0").collect(Collectors.joining());

  /** So many parts of such a file are looked at. */
  private static final int OLD_PARTS = 256;

  /** What systems put beside the files of a folder. */
  private static final Pattern BESIDE =
      Pattern.compile("(^|[/\\\\])(__MACOSX[/\\\\]|\\.[^/\\\\]*$|(Thumbs\\.db|desktop\\.ini)$)");

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
    if (text(head).startsWith("PK\u0003\u0004")) {
      return new OfZip(new ZipInputStream(in), file);
    }
    if (text(head).startsWith(OLD_OFFICE)) {
      throw hasPassword(in)
          ? isNoTable(file, "a workbook with a password", "save it without one")
          : isNoTable(file, "an old Excel workbook", "save it as .xlsx, or its sheet as CSV");
    }
    refuse(head, file);
    return in;
  }

  /** Whether it is a workbook that is locked as a whole, which names the stream of what it was. */
  private static boolean hasPassword(InputStream in) throws IOException {
    String before = "";
    for (int i = 0; i < OLD_PARTS; i++) {
      String part = text(in.readNBytes(1 << 16));
      if ((before + part).contains(LOCKED)) {
        return true;
      }
      before = part.substring(Math.max(0, part.length() - LOCKED.length()));
    }
    return false;
  }

  private static byte[] head(InputStream in) throws IOException {
    in.mark(HEAD);
    byte[] head = in.readNBytes(HEAD);
    in.reset();
    return head;
  }

  private static String text(byte[] head) {
    return new String(head, StandardCharsets.ISO_8859_1);
  }

  private static void refuse(byte[] head, Path file) {
    String text = text(head);
    KINDS.stream()
        .filter(one -> one.magic.matcher(text).lookingAt())
        .findFirst()
        .ifPresent(found -> {
          throw isNoTable(file, found.isA, found.way);
        });
    String start = text.stripLeading().toLowerCase(Locale.ROOT);
    if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
      throw isNoTable(file, "a web page", "download the CSV file itself");
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
        if (name.equals("mimetype") || name.equals("content.xml")) {
          throw isNoTable(file, "a workbook of LibreOffice", SAVE);
        }
        if (name.endsWith(".npy")) {
          throw isNoTable(
              file,
              "a NumPy archive",
              "name its file, which must end in .npz, and the arrays: --arrays x,y");
        }
        if (!e.isDirectory() && !BESIDE.matcher(name).find()) {
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
