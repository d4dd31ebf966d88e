package org.atled.tables;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import org.atled.core.error.FormatException;

/**
 * Collects the values of one record after the other, without white space around them. Records
 * without any are passed over.
 */
final class CsvRecords extends CsvCallbackHandler<FileRow> {
  /** More columns than this are taken for a mistake: of the file, or of its separator. */
  static final int MOST_COLUMNS = 1 << 18;

  private final Path file;
  private final boolean spaced;
  private final int skipped;
  private final BiFunction<String, Integer, List<String>> marked;
  private final FileRow record = new FileRow();
  private boolean quoted;

  /**
   * @param skipped lines of the file above what is read
   * @param marked the values of a line that begins as a comment does, by its number in the file:
   *     none if it is one
   */
  CsvRecords(
      Path file,
      Separator separator,
      int skipped,
      BiFunction<String, Integer, List<String>> marked) {
    this.file = file;
    this.spaced = separator.equals(Separator.SPACE);
    this.skipped = skipped;
    this.marked = marked;
  }

  /** Where reading stands, for errors. */
  int line() {
    return record.line();
  }

  @Override
  protected void beginRecord(long startingLine) {
    record.begin(Math.toIntExact(startingLine + skipped));
    quoted = false;
  }

  @Override
  protected void addField(char[] buffer, int from, int length, boolean inQuotes) {
    if (spaced && length == 0 && !inQuotes) {
      return; // between two spaces, or before the first value
    }
    if (record.size() == MOST_COLUMNS) {
      throw new FormatException(
          file,
          -1,
          String.format(
              Locale.ROOT,
              "line %d has more than %,d columns, the most that are read; leave columns out of the"
                  + " file, or name its --separator.",
              record.line(),
              MOST_COLUMNS));
    }
    quoted |= inQuotes;
    record.add(buffer, from, from + length);
  }

  @Override
  protected void setEmpty() {}

  @Override
  protected void setComment(char[] buffer, int from, int length) {
    int line = record.line();
    record.begin(line);
    marked.apply(new String(buffer, from, length), line).forEach(record::add);
  }

  @Override
  protected RecordType getRecordType() {
    return record.isEmpty() && !quoted ? RecordType.EMPTY : RecordType.DATA;
  }

  @Override
  protected int getFieldCount() {
    return record.size();
  }

  @Override
  protected FileRow buildRecord() {
    return record;
  }
}
