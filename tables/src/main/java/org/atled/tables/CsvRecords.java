package org.atled.tables;

import de.siegmar.fastcsv.reader.CsvCallbackHandler;
import de.siegmar.fastcsv.reader.RecordType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiFunction;
import org.atled.core.error.FormatException;

/**
 * Collects the values of one record after the other, without white space around them. Records
 * without any are passed over.
 */
final class CsvRecords extends CsvCallbackHandler<CsvRecords.Values> {
  /** More columns than this are taken for a mistake: of the file, or of its separator. */
  static final int MOST_COLUMNS = 1 << 18;

  private final Path file;
  private final boolean spaced;
  private final int skipped;
  private final BiFunction<String, Integer, List<String>> marked;
  private List<String> values = new ArrayList<>();
  private int line;
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
    this.spaced = separator == Separator.SPACE;
    this.skipped = skipped;
    this.marked = marked;
  }

  /**
   * A record.
   *
   * @param line of the file where it begins, from 1
   */
  record Values(int line, List<String> values) {}

  /** Where reading stands, for errors. */
  int line() {
    return line;
  }

  @Override
  protected void beginRecord(long startingLine) {
    line = Math.toIntExact(startingLine + skipped);
    values = new ArrayList<>(values.size());
    quoted = false;
  }

  @Override
  protected void addField(char[] buffer, int from, int length, boolean inQuotes) {
    if (spaced && length == 0 && !inQuotes) {
      return; // between two spaces, or before the first value
    }
    if (values.size() == MOST_COLUMNS) {
      throw new FormatException(
          file,
          -1,
          String.format(
              Locale.ROOT,
              "line %d has more than %,d columns, the most that are read; leave columns out of the"
                  + " file, or name its --separator.",
              line,
              MOST_COLUMNS));
    }
    quoted |= inQuotes;
    values.add(new String(buffer, from, length).strip());
  }

  @Override
  protected void setEmpty() {}

  @Override
  protected void setComment(char[] buffer, int from, int length) {
    values = marked.apply(new String(buffer, from, length), line);
  }

  @Override
  protected RecordType getRecordType() {
    boolean blank = !quoted && values.stream().allMatch(String::isEmpty);
    return blank ? RecordType.EMPTY : RecordType.DATA;
  }

  @Override
  protected int getFieldCount() {
    return values.size();
  }

  @Override
  protected Values buildRecord() {
    return new Values(line, values);
  }
}
