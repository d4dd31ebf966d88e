package org.atled.excel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.atled.core.error.FormatException;
import org.atled.core.random.Seed;
import org.atled.tables.Column;
import org.atled.tables.CsvFile;
import org.atled.tables.CsvFormat;
import org.atled.tables.Form;
import org.atled.tables.Origin;
import org.atled.tables.Problem;
import org.atled.tables.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExcelFormReaderTest {
  private static final CsvFormat USUAL = CsvFormat.usual();

  @TempDir Path folder;

  static byte[] bytes(String name) {
    try (InputStream in = ExcelFormReaderTest.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Table read(Workbook book) throws IOException {
    return CsvFile.read(book.write(folder.resolve("t.xlsx")), USUAL);
  }

  private static List<String> texts(Table table, String column) {
    Column of = table.column(column);
    return IntStream.range(0, table.rows()).mapToObj(of::text).toList();
  }

  private static List<String> names(Table table) {
    return table.columns().stream().map(Column::name).toList();
  }

  /** As pandas writes it, whose first column without a name is the index. */
  @Test
  void aDataFrameIsReadAsItWas() throws IOException {
    Path file = Files.write(folder.resolve("pandas.xlsx"), bytes("pandas.xlsx"));
    Table table = CsvFile.read(file, USUAL);
    assertThat(table.source().form()).isEqualTo(Form.EXCEL);
    assertThat(table.format().sheet()).contains("Flats");
    assertThat(table.rows()).isEqualTo(9);
    assertThat(names(table))
        .containsExactly("#0", "size", "town", "built", "sold", "warm", "zip", "rooms");
    assertThat(table.index()).contains(table.column("#0"));
    assertThat(table.column("size").number(8)).isEqualTo(8.1);
    assertThat(texts(table, "town").subList(0, 3)).containsExactly("Ulm", "Bonn", "");
    assertThat(texts(table, "built").getLast()).isEqualTo("2008-02-28");
    assertThat(texts(table, "sold").getLast()).isEqualTo("2024-02-28 12:30:08");
    assertThat(table.column("built").dates()).isPresent();
    assertThat(texts(table, "warm").subList(0, 2)).containsExactly("true", "false");
    // A leading 0 makes it a code; the others are numbers that are kept as texts.
    assertThat(table.column("zip").isNumeric()).isFalse();
    assertThat(table.column("rooms").isNumeric()).isTrue();
    assertThat(table.remarks())
        .containsExactly(
            "sheet \"Flats\" is read, of \"Flats\", \"More\"; --sheet NAME reads another",
            "column \"rooms\": numbers that are kept as text there are read as numbers; --text"
                + " rooms keeps them as text");
    assertThat(names(CsvFile.read(file, USUAL.onSheet("More")))).containsExactly("a", "b");
    assertRefused(
        file,
        USUAL.onSheet("Fläts"),
        "there is no sheet \"Fläts\"; name one with --sheet: \"Flats\", \"More\".");
  }

  @Test
  void numbersThatAreShownAsDatesAreDates() throws IOException {
    Table table =
        read(
            new Workbook()
                .sheet(
                    "S",
                    "1=A:s:day|B:s:both|C:s:time|D:s:lasts|E:s:own|F:s:days",
                    "2=A:n1:1|B:n2:45350.5|C:n3:0.75|D:n4:1.5|E:n5:45351|F:n6:3.5",
                    "3=A:n1:61|B:n2:45350.999999|C:n3:0.0000116|D:n4:0.25|E:n5:45352|F:n6:4",
                    "4=A:n1:60|B:n2:45351|C:n3:0|D:n4:2|E:n5:45353|F:n6:5"));
    assertThat(texts(table, "day")).containsExactly("1900-01-01", "1900-03-01", "1900-02-28");
    assertThat(texts(table, "both"))
        .containsExactly("2024-02-28 12:00:00", "2024-02-29", "2024-02-29");
    assertThat(texts(table, "time")).containsExactly("18:00:00", "00:00:01", "00:00:00");
    assertThat(texts(table, "own")).containsExactly("2024-02-29", "2024-03-01", "2024-03-02");
    assertThat(table.column("lasts").isNumeric()).isTrue();
    assertThat(table.column("days").number(0)).isEqualTo(3.5);
    assertThat(table.columns().stream().filter(c -> c.dates().isPresent())).hasSize(4);
    Table old = read(new Workbook().from1904().sheet("S", "1=A:s:day|B:s:x", "2=A:n1:1|B:n:1"));
    assertThat(texts(old, "day")).containsExactly("1904-01-02");
  }

  @Test
  void formulasHaveTheValueThatWasComputed() throws IOException {
    Table table =
        read(
            new Workbook()
                .sheet(
                    "S",
                    "1=A:s:a|B:s:sum|C:s:text|D:s:open",
                    "2=A:n:1|B:f:2.5|C:t:x|D:f:",
                    "3=A:n:2|B:f:3.5|C:t:y|D:n:4",
                    "4=A:e:#DIV/0!|B:f:4.5|C:t:x|D:n:5"));
    assertThat(table.column("sum").number(2)).isEqualTo(4.5);
    assertThat(texts(table, "text")).containsExactly("x", "y", "x");
    assertThat(texts(table, "open")).containsExactly("", "4", "5");
    assertThat(table.column("a").isMissing(2)).isTrue();
    assertThat(table.remarks())
        .containsExactly(
            "1 cell holds an error (#DIV/0!) and has no value here",
            "1 formula was never computed and has no value here; open the file in a spreadsheet,"
                + " and save it");
  }

  @Test
  void theTableMayBeginAnywhereBelowATitle() throws IOException {
    Workbook book =
        new Workbook()
            .sheet("Empty")
            .sheet("Secret", "1=A:s:x|B:s:y", "2=A:n:1|B:n:2")
            .hiding("Secret")
            .sheet(
                "Data",
                "2=B:s:Rents of 2024",
                "4=B:s:size|C:s:rent|D:s:note",
                "5=B:n:20|C:n:200",
                "7=B:n:30|C:n:300|D:s:loud",
                "8=B:n:40|C:s:gone");
    Table table = read(book);
    assertThat(names(table)).containsExactly("size", "rent", "note");
    assertThat(table.rows()).isEqualTo(3);
    assertThat(table.line(1)).isEqualTo(7);
    assertThat(texts(table, "note")).containsExactly("", "loud", "");
    assertThat(table.remarks())
        .contains("1 line above the table passed over; --skip 0 if it begins there");
    Path file = book.write(folder.resolve("t.xlsx"));
    assertThat(CsvFile.read(file, USUAL.skipping(4).withoutHeader()).rows()).isEqualTo(3);
    assertThat(names(CsvFile.read(file, USUAL.onSheet("Secret")))).containsExactly("x", "y");
    assertRefused(
        file, USUAL.onSheet("Empty"), "its sheet \"Empty\" has no row; name another with --sheet.");
    assertThat(CsvFile.read(new ByteArrayInputStream(book.bytes()), Path.of("-"), USUAL).rows())
        .isEqualTo(3);
  }

  @Test
  void aValueBesideTheTableIsNamedByItsCell() throws IOException {
    String[] rows = new String[60];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (i + 1) + "=A:n:" + i + "|B:n:" + i * i + (i == 59 ? "|D:s:aside" : "");
    }
    rows[0] = "1=A:s:a|B:s:b";
    Path file = new Workbook().sheet("S", rows).write(folder.resolve("t.xlsx"));
    assertRefused(
        file,
        USUAL,
        "line 60 has a value in column D, but the table is in columns A to B; delete it, or give"
            + " its column a name in the row of names.");
  }

  @Test
  void theNamesSayHowWideTheTableIs() throws IOException {
    Workbook book =
        new Workbook().sheet("S", "1=A:s:a|B:s:b", "2=A:n:1|B:n:2|C:s:note", "3=A:n:3|B:n:4");
    Path file = book.write(folder.resolve("t.xlsx"));
    assertRefused(
        file,
        USUAL,
        "line 2 has a value in column C, but the table is in columns A to B; delete it, or give its"
            + " column a name in the row of names.");
    assertThat(CsvFile.read(file, USUAL.skipping(1).withoutHeader()).columns()).hasSize(3);
  }

  @Test
  void aCommaInATextSaysNothingOfNumbers() throws IOException {
    Table table =
        read(
            new Workbook()
                .sheet("S", "1=A:s:a|B:s:b", "2=A:n:1.234|B:s:1,5", "3=A:n:2.345|B:s:2,5"));
    assertThat(table.column("a").number(0)).isEqualTo(1.234);
    assertThat(table.column("b").number(0)).isEqualTo(1.5);
  }

  @Test
  void whatAModelLearnedFromIsFoundAgain() throws IOException {
    Path file = Files.write(folder.resolve("pandas.xlsx"), bytes("pandas.xlsx"));
    Table table = CsvFile.read(file, USUAL.onSheet("More"));
    Problem problem = Problem.of(table, "b", List.of(), Optional.empty());
    assertThat(names(Origin.of(problem, Seed.of(0)).table())).containsExactly("a", "b");
  }

  @Test
  void whatIsNoWorkbookSaysTheWayOut() throws IOException {
    Map<String, String> document = Map.of("[Content_Types].xml", "<Types/>");
    Path word = Files.write(folder.resolve("t.docx"), Workbook.zip(document));
    assertRefused(
        word, USUAL, "is a document of an office program, but no workbook; save its table as CSV.");
    byte[] old = Arrays.copyOf(new byte[] {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0}, 4096);
    assertRefused(
        Files.write(folder.resolve("t.xls"), old),
        USUAL,
        "is an old Excel workbook, which is not read; save it as .xlsx, or its sheet as CSV.");
    byte[] name = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);
    System.arraycopy(name, 0, old, 3000, name.length);
    assertRefused(
        Files.write(folder.resolve("locked.xlsx"), old),
        USUAL,
        "is a workbook with a password, which is not read; save it without one.");
    byte[] whole = bytes("pandas.xlsx");
    Path cut = Files.write(folder.resolve("cut.xlsx"), Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> CsvFile.read(cut, USUAL))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(cut + ": its packed bytes are damaged or cut off (")
        .hasMessageEndingWith("); copy it anew, or open it in a spreadsheet and save it anew.");
  }

  /** A hundred megabytes of blanks in a hundred kilobytes; and a cell where no column is. */
  @Test
  void whatUnpacksToFarTooMuchIsRefused() throws IOException {
    String blanks = " ".repeat(100 << 20);
    Path bomb =
        Files.write(
            folder.resolve("bomb.xlsx"),
            Workbook.zip(Map.of("[Content_Types].xml", "", "xl/worksheets/sheet1.xml", blanks)));
    assertThat(Files.size(bomb)).isLessThan(120_000);
    assertThatThrownBy(() -> CsvFile.read(bomb, USUAL))
        .hasMessageContaining("its parts become more than ")
        .hasMessageEndingWith(
            "MB, of far fewer that are packed, as no table does; save its sheet as CSV.");
    assertRefused(
        new Workbook().sheet("S", "1=A:s:a|XFDXFD:s:b").write(folder.resolve("far.xlsx")),
        USUAL,
        "has a cell in a column of more than three letters, of which there are none; open it in a"
            + " spreadsheet and save it anew.");
  }

  private static void assertRefused(Path file, CsvFormat format, String message) {
    assertThatThrownBy(() -> CsvFile.read(file, format))
        .isInstanceOf(FormatException.class)
        .hasMessage(file + ": " + message);
  }
}
