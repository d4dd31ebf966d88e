package org.atled.tables;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import org.atled.core.error.AtledException;
import org.atled.core.error.FormatException;

/** Forms of tables that modules of their own read. */
final class FormReaders {
  private static final int HEAD = 512;

  /** Behind it a header in Thrift begins, by the type of its first field. */
  private static final Pattern PARQUET =
      Pattern.compile("PAR1[\\x00-\\x1F&&[^\t\r\n]].*", Pattern.DOTALL);

  private static final String ZIP = "PK\u0003\u0004";

  /** Where the name of a zip's first file stands, which alone tells a workbook from other zips. */
  private static final int ZIP_NAME = 30;

  private static final Pattern OFFICE =
      Pattern.compile(
          "(\\[Content_Types]\\.xml|_rels/|docProps/|xl/(_rels|work|styles|shared|theme)).*",
          Pattern.DOTALL);

  private FormReaders() {}

  /** The form of a file that begins so, if it is such a one; the stream stays where it is. */
  static Optional<Form> form(BufferedInputStream bytes) throws IOException {
    bytes.mark(HEAD);
    String head = new String(bytes.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
    bytes.reset();
    if (PARQUET.matcher(head).matches()) {
      return Optional.of(Form.PARQUET);
    }
    boolean office =
        head.startsWith(ZIP)
            && head.length() > ZIP_NAME
            && OFFICE.matcher(head.substring(ZIP_NAME)).matches();
    return office ? Optional.of(Form.EXCEL) : Optional.empty();
  }

  /** Reads a file. */
  static Table read(Form form, Path file, Path name, CsvFormat asked, Scratch scratch)
      throws IOException {
    FormReader reader = reader(form, name);
    MessageDigest digest = Digests.sha256();
    try (InputStream all = new DigestInputStream(Files.newInputStream(file), digest)) {
      all.transferTo(OutputStream.nullOutputStream());
    }
    return reader.read(file, name, asked, HexFormat.of().formatHex(digest.digest()), scratch);
  }

  private static FormReader reader(Form form, Path name) {
    return ServiceLoader.load(FormReader.class, FormReaders.class.getClassLoader()).stream()
        .map(ServiceLoader.Provider::get)
        .filter(one -> one.form() == form)
        .findFirst()
        .orElseThrow(() -> unread(form, name));
  }

  /** Reads the Parquet files of a folder. */
  static Table readFolder(Path folder, CsvFormat asked, Scratch scratch) throws IOException {
    List<FormReader.Part> parts = FolderOfParts.of(folder);
    return reader(Form.PARQUET, folder)
        .read(parts, folder, asked, FolderOfParts.digest(folder, parts), scratch);
  }

  /** Reads what a stream holds: these forms are read from both ends, so that it becomes a file. */
  static Table read(Form form, InputStream bytes, Path name, CsvFormat asked, Scratch scratch)
      throws IOException {
    Path file = Files.createTempFile("atled-", ".table");
    try {
      Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
      return read(form, file, name, asked, scratch);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  /** What asks databases. */
  static QueryReader queries() {
    return ServiceLoader.load(QueryReader.class, FormReaders.class.getClassLoader())
        .findFirst()
        .orElseThrow(() ->
            new AtledException(
                "No module that asks databases is there; add the artifact atled-jdbc to the"
                    + " program."));
  }

  private static FormatException unread(Form form, Path name) {
    return new FormatException(
        name,
        -1,
        form == Form.PARQUET
            ? "is a Parquet file, which is not read; add the artifact atled-parquet to the program,"
                + " or write it as CSV."
            : "is an Excel workbook, which is not read; add the artifact atled-excel to the"
                + " program, or save its sheet as CSV.");
  }
}
