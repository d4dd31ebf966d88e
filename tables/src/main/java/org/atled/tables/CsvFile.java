package org.atled.tables;

import de.siegmar.fastcsv.reader.CommentStrategy;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipException;
import org.atled.core.error.AtledException;
import org.atled.core.error.FormatException;
import org.atled.data.ArrayFile;
import org.atled.formats.bytes.Unreadable;

/**
 * Reads CSV files (RFC 4180 and what people write in its place) in UTF-8, also packed by gzip or
 * zip; and tables in the other forms that {@link Form} lists, which the beginning of a file tells,
 * or the end of its name.
 */
public final class CsvFile {
  private static final int SAMPLE = 1 << 16;

  /** More bytes than are read for a sample. */
  private static final int MOST_AHEAD = 1 << 20;

  private static final String ARRAY = "\u0093NUMPY";

  private final Path file;
  private final CsvFormat asked;
  private final Scratch scratch;

  private CsvFile(Path file, CsvFormat asked, Scratch scratch) {
    this.file = file;
    this.asked = asked;
    this.scratch = scratch;
  }

  /**
   * Reads a table. Blank lines and lines of separators alone are passed over. Of an array all that
   * counts of the format is what stands for no value.
   *
   * @throws FormatException naming line and column, if the file is not UTF-8, has no row, has lines
   *     of unequal length, a row in place of a header, more than 262,144 columns, or a quote that
   *     is not closed
   * @throws AtledException if there is no such file
   */
  public static Table read(Path file, CsvFormat format) {
    return read(file, format, Scratch.usual());
  }

  /** The same with a word on where values lie that are more than the heap should hold. */
  public static Table read(Path file, CsvFormat format, Scratch scratch) {
    if (isInParts(file)) {
      try {
        return FormReaders.readFolder(file, format, scratch);
      } catch (IOException e) {
        throw Unreadable.because(file, e);
      }
    }
    if (Files.isDirectory(file)) {
      throw new AtledException("Cannot read " + file + ": it is a folder; name a CSV file.");
    }
    try (BufferedInputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      Optional<Form> door = FormReaders.form(bytes);
      if (door.isPresent()) {
        return FormReaders.read(door.get(), file, file, format, scratch);
      }
      return isArray(bytes, file)
          ? ArrayTable.of(List.of(ArrayFile.of(file)), format.missing(), scratch)
          : new CsvFile(file, format, scratch).read(bytes);
    } catch (IOException e) {
      throw Unreadable.because(file, e);
    }
  }

  /**
   * Whether it is a folder that holds a table in several Parquet files, also in folders of it whose
   * names say a column's value, {@code year=2024}.
   */
  public static boolean isInParts(Path folder) {
    try {
      return FolderOfParts.is(folder);
    } catch (IOException e) {
      throw Unreadable.because(folder, e);
    }
  }

  private static boolean isArray(InputStream bytes, Path file) throws IOException {
    bytes.mark(ARRAY.length());
    String head = new String(bytes.readNBytes(ARRAY.length()), StandardCharsets.ISO_8859_1);
    bytes.reset();
    return head.equals(ARRAY)
        || (head.startsWith("PK") && file.toString().toLowerCase(Locale.ROOT).endsWith(".npz"));
  }

  /**
   * Reads a table from a stream, to its end, as from a file.
   *
   * @param name stands for the file in messages
   */
  public static Table read(InputStream bytes, Path name, CsvFormat format) {
    return read(bytes, name, format, Scratch.usual());
  }

  /** The same with a word on where values lie that are more than the heap should hold. */
  public static Table read(InputStream bytes, Path name, CsvFormat format, Scratch scratch) {
    try {
      BufferedInputStream buffered = new BufferedInputStream(bytes, 1 << 16);
      Optional<Form> door = FormReaders.form(buffered);
      return door.isPresent()
          ? FormReaders.read(door.get(), buffered, name, format, scratch)
          : new CsvFile(name, format, scratch).read(buffered);
    } catch (IOException e) {
      throw Unreadable.because(name, e);
    }
  }

  /** Lines of values as CSV, with quotes where a value needs them. */
  public static String text(List<List<String>> lines) {
    StringWriter text = new StringWriter();
    try {
      write(text, lines.stream());
    } catch (IOException e) {
      throw new IllegalStateException("Text in memory can always be written.", e);
    }
    return text.toString();
  }

  /**
   * Writes the same line by line, without holding more than one.
   *
   * @param out stays open
   */
  public static void write(Writer out, Stream<List<String>> lines) throws IOException {
    CsvWriter writer = CsvWriter.builder().lineDelimiter(LineDelimiter.PLATFORM).build(out);
    try {
      lines.forEachOrdered(writer::writeRecord);
      writer.flush();
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    }
  }

  private Table read(InputStream source) {
    MessageDigest digest = Digests.sha256();
    try (InputStream bytes = new DigestInputStream(source, digest);
        InputStream unpacked = new BufferedInputStream(Unpacked.of(bytes, file), SAMPLE)) {
      RecodedStream.Text utf8 = RecodedStream.of(unpacked, file, asked.encoding());
      return read(bytes, utf8.bytes(), digest).remarking(utf8.remarks());
    } catch (UncheckedIOException e) {
      throw unreadable(Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Reads UTF-8.
   *
   * @param bytes of the file, which are read to their end, as a digest is made of them
   * @param unpacked the same as text, in a stream that knows marks
   */
  private Table read(InputStream bytes, InputStream unpacked, MessageDigest digest)
      throws IOException {
    try (BufferedReader text = new BufferedReader(new Utf8Reader(unpacked, file), 2 * SAMPLE)) {
      unpacked.mark(MOST_AHEAD);
      Form form = form(text);
      if (form != Form.CSV) {
        NamedRows rows = named(text, form);
        bytes.transferTo(OutputStream.nullOutputStream());
        return table(rows, Source.of(file, form, HexFormat.of().formatHex(digest.digest())));
      }
      skip(text);
      Sample sample = sample(text);
      Separator separator =
          asked
              .separator()
              .orElseGet(asked.header().isThere() ? sample::separatorOfNamed : sample::separator);
      boolean cut = asked.widths().isPresent();
      int above = asked.skip().isPresent() || cut ? 0 : sample.above(separator);
      for (int i = 0; i < above; i++) {
        text.readLine();
      }
      Optional<Comments> comments = sample.comments(asked, separator);
      GrowingTable rows = new GrowingTable(file, asked, separator, scratch);
      boolean plain =
          asked.skip().isEmpty()
              && above == 0
              && !cut
              && comments.isEmpty()
              && !sample.hasEscapes()
              && separator.isByte();
      if (plain) {
        unpacked.reset();
        PlainRows.Rest rest = new PlainRows(unpacked, separator.mark.charAt(0), rows).read();
        Reader others = new Utf8Reader(rest.bytes(), file, rest.lines(), rest.offset());
        parse(new Layout(separator, false, comments), others, rest.lines(), rows);
      } else {
        records(text, sample, separator, comments, above, rows);
      }
      bytes.transferTo(OutputStream.nullOutputStream()); // what a zip ends with
      List<String> remarks = comments.map(Comments::remarks).orElse(List.of());
      return rows.table(above, remarks, HexFormat.of().formatHex(digest.digest()));
    }
  }

  private AtledException unreadable(IOException e) {
    return e instanceof ZipException || e instanceof EOFException
        ? new FormatException(
            file,
            -1,
            "its packed bytes are damaged or cut off"
                + (e.getMessage() == null ? "" : " (" + e.getMessage() + ")")
                + "; pack it again, or copy it anew.")
        : Unreadable.because(file, e);
  }

  /** The form of the file; who says how values are separated says that they are. */
  private Form form(BufferedReader text) throws IOException {
    return asked.separator().isPresent() || asked.widths().isPresent()
        ? Form.CSV
        : Form.of(file, start(text).text());
  }

  private NamedRows named(BufferedReader text, Form form) throws IOException {
    return switch (form) {
      case ARFF -> ArffRows.read(text, file, asked.missing(), scratch);
      case LIBSVM -> LibsvmRows.read(text, file, scratch);
      default -> JsonRows.read(text, file, form, scratch);
    };
  }

  private Table table(NamedRows rows, Source source) {
    if (rows.lines().length == 0 || rows.columns().isEmpty()) {
      throw new FormatException(
          file,
          -1,
          "is a table "
              + source.form()
              + " without a "
              + (rows.lines().length == 0 ? "row" : "column")
              + "; there must be at least one.");
    }
    return new Table(
        source,
        asked.selfNamed(),
        Columns.of(rows.columns(), decimals(source.form()), Separator.COMMA),
        Lines.of(rows.lines()),
        Optional.empty(),
        Optional.empty(),
        remarks(rows, source.form()),
        rows.columns().size());
  }

  /** Programs write JSON: also in its strings a point stands before decimals, unless it is said. */
  private CsvFormat decimals(Form form) {
    boolean json = form == Form.JSON || form == Form.JSON_LINES;
    return json && asked.decimal().isEmpty() ? asked.decimals(DecimalMark.POINT) : asked;
  }

  private List<String> remarks(NamedRows rows, Form form) {
    List<String> remarks = new ArrayList<>(rows.remarks());
    if (form == Form.LIBSVM && !form.isNamedSo(file)) {
      remarks.addFirst(
          "it looks like rows of libsvm, LABEL INDEX:VALUE, and is read so; --separator space if it"
              + " is another table");
    }
    return remarks;
  }

  private void skip(BufferedReader text) throws IOException {
    int lines = asked.skip().orElse(0);
    for (int i = 0; i < lines; i++) {
      if (text.readLine() == null) {
        throw new FormatException(
            file, -1, "has " + i + " lines, but " + lines + " are to be skipped.");
      }
    }
  }

  private Sample sample(BufferedReader text) throws IOException {
    Start start = start(text);
    return Sample.of(start.text(), start.whole(), asked.comment());
  }

  /**
   * How a text begins.
   *
   * @param whole whether that is all
   */
  private record Start(String text, boolean whole) {}

  private static Start start(BufferedReader text) throws IOException {
    text.mark(SAMPLE);
    char[] sample = new char[SAMPLE];
    int length = 0;
    int n = 0;
    while (length < SAMPLE && n >= 0) {
      n = text.read(sample, length, SAMPLE - length);
      length += Math.max(0, n);
    }
    text.reset();
    return new Start(new String(sample, 0, length), n < 0);
  }

  private void records(
      BufferedReader text,
      Sample sample,
      Separator separator,
      Optional<Comments> comments,
      int above,
      GrowingTable rows)
      throws IOException {
    int skipped = asked.skip().orElse(0) + above;
    if (asked.widths().isPresent()) {
      cut(text, asked.widths().get(), asked.comment().orElse(""), skipped, rows);
    } else {
      parse(new Layout(separator, sample.hasEscapes(), comments), text, skipped, rows);
    }
  }

  private static void cut(
      BufferedReader text, List<Integer> widths, String comment, int skipped, GrowingTable rows)
      throws IOException {
    FileRow record = new FileRow();
    int number = skipped;
    for (String line = text.readLine(); line != null; line = text.readLine()) {
      number++;
      if (!comment.isEmpty() && line.startsWith(comment)) {
        continue;
      }
      List<String> values = new ArrayList<>();
      int from = 0;
      for (int width : widths) {
        int start = Math.min(from, line.length());
        from = start + Math.min(width, line.length() - start);
        values.add(line.substring(start, from).strip());
      }
      if (!values.stream().allMatch(String::isEmpty)) {
        record.begin(number);
        values.forEach(record::add);
        rows.add(record);
      }
    }
  }

  /**
   * How values stand in lines.
   *
   * @param escaped whether a backslash escapes a quote
   */
  private record Layout(Separator separator, boolean escaped, Optional<Comments> comments) {
    CsvReader<FileRow> reader(Reader text, CsvRecords into) {
      boolean spaced = separator.equals(Separator.SPACE);
      boolean blank = spaced || separator.equals(Separator.TAB);
      int mark = comments.map(some -> (int) some.mark()).orElse(-1);
      // Not closed: the stream is the caller's, and not at its end.
      return CsvReader.builder()
          .fieldSeparator(separator.mark)
          .trimWhitespacesAroundQuotes(!blank)
          .commentStrategy(comments.isPresent() ? CommentStrategy.READ : CommentStrategy.NONE)
          .commentCharacter(comments.map(Comments::mark).orElse(Comments.USUAL))
          .allowUnclosedQuote(false)
          .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
          .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
          .build(into, spaced || escaped ? new QuoteNormalizer(text, spaced, escaped, mark) : text);
    }
  }

  /** The values of a line that begins as a comment does; none if it is one. */
  private List<String> marked(Layout layout, String rest, int line) {
    Comments comments = layout.comments.orElseThrow();
    String text = comments.mark() + rest;
    if (!comments.isRow(text, line)) {
      return List.of();
    }
    Layout plain = new Layout(layout.separator, layout.escaped, Optional.empty());
    CsvRecords records = new CsvRecords(file, layout.separator, line - 1, (_, _) -> List.of());
    try {
      return plain.reader(new StringReader(text), records).stream()
          .findFirst()
          .map(FileRow::texts)
          .orElse(List.of());
    } catch (CsvParseException e) {
      throw new FormatException(
          file,
          -1,
          "line "
              + line
              + " begins with "
              + comments.mark()
              + " as comments do, but has as many values as a row, and cannot be read as one: "
              + reason(e)
              + "; say --comment \"\" if it is a row, or --comment "
              + comments.mark()
              + " if it is none.");
    }
  }

  private void parse(Layout layout, Reader text, int skipped, GrowingTable rows) {
    CsvRecords records =
        new CsvRecords(file, layout.separator, skipped, (rest, line) -> marked(layout, rest, line));
    CsvReader<FileRow> reader = layout.reader(text, records);
    try {
      reader.forEach(rows::add);
    } catch (CsvParseException e) {
      if (e.getCause() instanceof AtledException ours) {
        throw ours;
      }
      if (e.getCause() instanceof UncheckedIOException io) {
        throw io;
      }
      throw new FormatException(
          file,
          -1,
          "line "
              + records.line()
              + ", column "
              + records.getFieldCount()
              + " (from 0), cannot be read: "
              + reason(e)
              + "; close each quote, and write one that is part of a text twice.");
    }
  }

  /** What the parser found, without the line that is named already. */
  private static String reason(CsvParseException e) {
    return String.valueOf(e.getMessage()).replaceFirst("\\.? \\(record starting.*", "");
  }
}
