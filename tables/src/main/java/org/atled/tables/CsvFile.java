package org.atled.tables;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.atled.core.error.AtledException;
import org.atled.core.error.FormatException;
import org.atled.formats.bytes.Gunzip;
import org.atled.formats.bytes.Unreadable;

/** Reads CSV files (RFC 4180) in UTF-8, also compressed by gzip. */
public final class CsvFile {
  private static final int SAMPLE = 1 << 16;

  private final Path file;
  private final CsvFormat asked;

  private CsvFile(Path file, CsvFormat asked) {
    this.file = file;
    this.asked = asked;
  }

  /**
   * Reads a table. Blank lines are passed over.
   *
   * @throws FormatException naming line and column, if the file is not UTF-8, has no row, has lines
   *     of unequal length, columns of the same name, a row in place of a header, more than 16,384
   *     columns, or a quote that is not closed
   * @throws AtledException if there is no such file
   */
  public static Table read(Path file, CsvFormat format) {
    if (Files.isDirectory(file)) {
      throw new AtledException("Cannot read " + file + ": it is a folder; name a CSV file.");
    }
    try (InputStream bytes = Files.newInputStream(file)) {
      return read(bytes, file, format);
    } catch (IOException e) {
      throw Unreadable.because(file, e);
    }
  }

  /**
   * Reads a table from a stream, to its end, as from a file.
   *
   * @param name stands for the file in messages
   */
  public static Table read(InputStream bytes, Path name, CsvFormat format) {
    return new CsvFile(name, format).read(bytes);
  }

  /** Lines of values as CSV, with quotes where a value needs them. */
  public static String text(List<List<String>> lines) {
    StringWriter text = new StringWriter();
    try (CsvWriter writer = CsvWriter.builder().lineDelimiter(LineDelimiter.PLATFORM).build(text)) {
      lines.forEach(writer::writeRecord);
    } catch (IOException e) {
      throw new IllegalStateException("Text in memory can always be written.", e);
    }
    return text.toString();
  }

  private Table read(InputStream source) {
    MessageDigest digest = sha256();
    try (InputStream bytes = new DigestInputStream(source, digest);
        BufferedReader text = new BufferedReader(new Utf8Reader(plain(bytes), file), SAMPLE)) {
      skip(text);
      Separator separator = asked.separator().isPresent() ? asked.separator().get() : guess(text);
      return records(text, separator, digest);
    } catch (UncheckedIOException e) {
      throw Unreadable.because(file, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw Unreadable.because(file, e);
    }
  }

  /** The file's bytes, inflated if they are gzip. */
  private static InputStream plain(InputStream bytes) throws IOException {
    BufferedInputStream in = new BufferedInputStream(bytes, SAMPLE);
    in.mark(2);
    boolean gzip = Gunzip.startsWithMagic(in.read(), in.read());
    in.reset();
    return gzip ? new Gunzip(in) : in;
  }

  private void skip(BufferedReader text) throws IOException {
    for (int i = 0; i < asked.skip(); i++) {
      if (text.readLine() == null) {
        throw new FormatException(
            file, -1, "has " + i + " lines, but " + asked.skip() + " are to be skipped.");
      }
    }
  }

  private static Separator guess(BufferedReader text) throws IOException {
    text.mark(SAMPLE);
    char[] sample = new char[SAMPLE];
    int length = 0;
    int n = 0;
    while (length < SAMPLE && n >= 0) {
      n = text.read(sample, length, SAMPLE - length);
      length += Math.max(0, n);
    }
    text.reset();
    return Separator.guess(new String(sample, 0, length), n < 0);
  }

  private Table records(BufferedReader text, Separator separator, MessageDigest digest)
      throws IOException {
    CsvRecords records = new CsvRecords(file, separator, asked.skip());
    try (CsvReader<CsvRecords.Values> reader =
        CsvReader.builder()
            .fieldSeparator(separator.character)
            .allowUnclosedQuote(false)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .build(records, text)) {
      Rows rows = new Rows();
      reader.forEach(rows::add);
      return rows.table(asked.separatedBy(separator), HexFormat.of().formatHex(digest.digest()));
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

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  /** The rows so far, column by column. */
  private final class Rows {
    private final List<Column.Growing> columns = new ArrayList<>();
    private int[] lines = new int[16];
    private int count;
    private int first;
    private List<String> names = List.of();

    void add(CsvRecords.Values record) {
      List<String> values = record.values();
      if (first == 0) {
        first = record.line();
        begin(record);
        if (asked.header().isThere()) {
          names = values;
          return;
        }
      }
      if (values.size() != columns.size()) {
        throw new FormatException(
            file,
            -1,
            "line "
                + record.line()
                + " has "
                + columns(values.size())
                + " but line "
                + first
                + " has "
                + columns.size()
                + "; mend the line, and quote text that holds the separator.");
      }
      lines = count == lines.length ? Arrays.copyOf(lines, 2 * count) : lines;
      lines[count++] = record.line();
      for (int i = 0; i < values.size(); i++) {
        columns.get(i).add(values.get(i));
      }
    }

    private static String columns(int count) {
      return count == 1 ? "1 column" : count + " columns";
    }

    private void begin(CsvRecords.Values record) {
      Map<String, Integer> seen = new HashMap<>();
      for (int i = 0; i < record.values().size(); i++) {
        String name = record.values().get(i);
        boolean named = asked.header().isThere() && !name.isEmpty();
        name = named ? name : Integer.toString(i);
        columns.add(new Column.Growing(name, i, named));
        Integer before = seen.putIfAbsent(name, i);
        if (before != null) {
          throw new FormatException(
              file,
              -1,
              "line "
                  + record.line()
                  + ": columns "
                  + before
                  + " and "
                  + i
                  + " (from 0) are both called \""
                  + name
                  + "\"; rename one, or, if this line is a row, add --no-header.");
        }
      }
    }

    Table table(CsvFormat format, String digest) {
      if (first == 0) {
        throw new FormatException(
            file,
            -1,
            (asked.skip() == 0 ? "the file is empty" : "nothing is left after the skipped lines")
                + "; it must hold "
                + (asked.header().isThere()
                    ? "a line of column names and at least one row."
                    : "rows."));
      }
      if (count == 0) {
        throw new FormatException(
            file,
            -1,
            "there is no row below the column names on line "
                + first
                + "; if that line is a row, add --no-header.");
      }
      List<Column> done = new ArrayList<>();
      for (int i = 0; i < columns.size(); i++) {
        done.add(columns.get(i).done());
      }
      FirstLine header = new FirstLine(first, names, done);
      boolean isLikely = asked.header() == Header.LIKELY;
      if (isLikely && header.isRow()) {
        throw new FormatException(file, -1, header.reason());
      }
      return new Table(
          file,
          format,
          done,
          Arrays.copyOf(lines, count),
          digest,
          isLikely ? header.doubt() : Optional.empty());
    }
  }
}
