package org.atled.excel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.atled.core.error.AtledException;
import org.atled.core.error.FormatException;
import org.atled.tables.CsvFormat;
import org.atled.tables.Form;
import org.atled.tables.FormReader;
import org.atled.tables.Scratch;
import org.atled.tables.SheetTable;
import org.atled.tables.Table;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;
import org.dhatim.fastexcel.reader.SheetVisibility;

/**
 * Reads sheets of Excel workbooks, by fastexcel: the one that is named, or else the first that is
 * shown and holds something.
 */
public final class ExcelFormReader implements FormReader {
  /** For the service loader. */
  public ExcelFormReader() {}

  @Override
  public Form form() {
    return Form.EXCEL;
  }

  @Override
  public Table read(Path file, Path name, CsvFormat asked, String digest, Scratch scratch) {
    boolean from1904 = WorkbookParts.check(file, name);
    try (ReadableWorkbook book =
        new ReadableWorkbook(file.toFile(), new ReadingOptions(true, false))) {
      List<Sheet> all = book.getSheets().toList();
      List<Sheet> meant =
          asked
              .sheet()
              .map(wanted -> List.of(named(all, wanted, name)))
              .orElseGet(() ->
                  all.stream()
                      .filter(sheet -> sheet.getVisibility() == SheetVisibility.VISIBLE)
                      .toList());
      for (Sheet sheet : meant) {
        Cells cells = new Cells(from1904);
        SheetTable table = new SheetTable(name, asked, scratch);
        read(sheet, cells, table);
        if (!table.isEmpty() || sheet == meant.getLast()) {
          List<String> remarks =
              Stream.concat(others(sheet, all, asked).stream(), cells.remarks().stream()).toList();
          return table.done(sheet.getName(), digest, remarks);
        }
      }
      throw new FormatException(
          name, -1, "none of its sheets is shown; name one with --sheet: " + names(all) + ".");
    } catch (AtledException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw damaged(name, e);
    }
  }

  private static void read(Sheet sheet, Cells cells, SheetTable table) throws IOException {
    try (Stream<Row> rows = sheet.openStream()) {
      rows.forEach(row -> table.add(row.getRowNum(), cells.of(row)));
    }
  }

  private static List<String> others(Sheet sheet, List<Sheet> all, CsvFormat asked) {
    return asked.sheet().isPresent() || all.size() == 1
        ? List.of()
        : List.of(
            "sheet \""
                + sheet.getName()
                + "\" is read, of "
                + names(all)
                + "; --sheet NAME reads another");
  }

  private static Sheet named(List<Sheet> all, String wanted, Path name) {
    return all.stream()
        .filter(sheet -> sheet.getName().equals(wanted))
        .findFirst()
        .orElseThrow(() ->
            new FormatException(
                name,
                -1,
                "there is no sheet \""
                    + wanted
                    + "\"; name one with --sheet: "
                    + names(all)
                    + "."));
  }

  private static String names(List<Sheet> all) {
    return all.stream()
        .map(sheet -> "\"" + sheet.getName() + "\"")
        .limit(20)
        .collect(Collectors.joining(", "));
  }

  /** What the library says in its first line, without the names of classes. */
  private static String reason(Exception e) {
    return e.getMessage() == null
        ? e.getClass().getSimpleName()
        : e.getMessage()
            .strip()
            .lines()
            .findFirst()
            .orElse("")
            .replaceFirst("^([\\w.]+Exception: )+", "");
  }

  private static FormatException damaged(Path name, Exception e) {
    return new FormatException(
        name,
        -1,
        "cannot be read as a workbook: "
            + reason(e)
            + "; open it in a spreadsheet and save it anew, or save its sheet as CSV.");
  }
}
