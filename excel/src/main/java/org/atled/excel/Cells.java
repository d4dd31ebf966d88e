package org.atled.excel;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.atled.tables.SheetTable;
import org.atled.tables.TypedTable;
import org.atled.tables.ValueType;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.Row;
import org.jspecify.annotations.Nullable;

/** What cells hold: dates are numbers there that are shown as dates. */
final class Cells {
  /** Days since the beginning that are still counted as if 1900 were a leap year. */
  private static final int LEAP = 60;

  /** The last day of 9999. */
  private static final int LAST = 2_958_465;

  private static final int SECONDS = 86_400;

  private final LocalDate beginning;
  private final Set<String> errors = new TreeSet<>();
  private int faulty;
  private int open;

  /**
   * @param from1904 whether days are counted from 1904, as on old Macintoshes
   */
  Cells(boolean from1904) {
    this.beginning = from1904 ? LocalDate.of(1904, 1, 1) : LocalDate.of(1899, 12, 30);
  }

  List<SheetTable.Cell> of(Row row) {
    List<SheetTable.Cell> cells = new ArrayList<>(row.getCellCount());
    for (Cell cell : row) {
      cells.add(of(cell));
    }
    return cells;
  }

  private SheetTable.Cell of(@Nullable Cell cell) {
    if (cell == null) {
      return SheetTable.Cell.EMPTY;
    }
    return switch (cell.getType()) {
      case EMPTY -> SheetTable.Cell.EMPTY;
      case ERROR -> error(cell.getRawValue());
      case NUMBER, STRING, BOOLEAN -> value(cell);
      case FORMULA -> {
        String raw = cell.getRawValue();
        if (cell.getValue() == null || raw == null || raw.isEmpty()) {
          open += cell.getValue() == null ? 1 : 0;
          yield SheetTable.Cell.EMPTY;
        }
        yield value(cell);
      }
    };
  }

  private SheetTable.Cell value(Cell cell) {
    return switch (cell.getValue()) {
      case BigDecimal number -> number(number.doubleValue(), cell);
      case Boolean truth -> new SheetTable.Cell(truth.toString(), ValueType.TRUTH);
      case null -> SheetTable.Cell.EMPTY;
      case Object text when cell.getFormula() != null && text.toString().startsWith("#") ->
          error(text.toString());
      case Object text -> new SheetTable.Cell(text.toString(), ValueType.TEXT);
    };
  }

  private SheetTable.Cell error(@Nullable String text) {
    faulty++;
    errors.add(String.valueOf(text));
    return SheetTable.Cell.EMPTY;
  }

  private SheetTable.Cell number(double number, Cell cell) {
    boolean date =
        number >= 0
            && number <= LAST
            && NumberFormats.isDate(cell.getDataFormatId(), cell.getDataFormatString());
    return date
        ? new SheetTable.Cell(moment(number), ValueType.DATE)
        : new SheetTable.Cell(TypedTable.text(number), ValueType.NUMBER);
  }

  /** The date and time that so many days are; of less than one the time. */
  private String moment(double days) {
    long day = (long) days;
    long second = Math.round((days - day) * SECONDS);
    LocalTime time = LocalTime.ofSecondOfDay(second % SECONDS);
    String clock = time.getSecond() == 0 ? time + ":00" : time.toString();
    if (days < 1 && second < SECONDS) {
      return clock;
    }
    boolean early = beginning.getYear() < 1900 && day < LEAP;
    LocalDateTime moment = beginning.plusDays(early ? day + 1 : day).atTime(time);
    LocalDate date = moment.toLocalDate().plusDays(second / SECONDS);
    return second % SECONDS == 0 ? date.toString() : date + " " + clock;
  }

  /** What is worth telling of what had no value. */
  List<String> remarks() {
    List<String> remarks = new ArrayList<>();
    if (faulty > 0) {
      remarks.add(
          (faulty == 1 ? "1 cell holds an error" : faulty + " cells hold errors")
              + " ("
              + String.join(", ", errors)
              + ") and has no value here");
    }
    if (open > 0) {
      remarks.add(
          (open == 1 ? "1 formula was" : open + " formulas were")
              + " never computed and has no value here; open the file in a spreadsheet, and save"
              + " it");
    }
    return remarks;
  }
}
