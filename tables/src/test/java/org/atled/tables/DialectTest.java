package org.atled.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files as people write them. */
class DialectTest {
  private static final CsvFormat USUAL = CsvFormat.usual();

  @TempDir private Path folder = Path.of("");

  private Table read(String text) {
    return Tables.of(folder, text, USUAL);
  }

  private static double[] numbers(Column column) {
    return IntStream.range(0, column.size()).mapToDouble(column::number).toArray();
  }

  /** Three values of a column, and what they are. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1,5     ; 2        ; -0,25      | 1.5     | 2       | -0.25
          1.234,5 ; 2.000    ; 7          | 1234.5  | 2000    | 7
          1,234   ; 0,5      ; 12         | 1.234   | 0.5     | 12
          1,234   ; 2,345    ; 3,456      | 1.234   | 2.345   | 3.456
          1 234,5 ; 2 000    ; 7          | 1234.5  | 2000    | 7
          $1,234.50 ; $2     ; ($3.00)    | 1234.5  | 2       | -3
          -$5     ; $-6      ; $7         | -5      | -6      | 7
          12 %    ; 3.5%     ; -1%        | 12      | 3.5     | -1
          5 kg    ; 7.25 kg  ; 1,200 kg   | 5       | 7.25    | 1200
          1'234.5 ; 2'000    ; 7          | 1234.5  | 2000    | 7
          EUR 1.234,50 ; EUR 2 ; EUR 3    | 1234.5  | 2       | 3
          1,23,456 ; 12,345  ; 1          | 123456  | 12345   | 1
          1,234.5 ; 12,345   ; 1,000,000  | 1234.5  | 12345   | 1000000
          −1.5    ; 3-       ; +2         | -1.5    | -3      | 2
          1e3     ; 2,5e-1   ; 7          | 1000    | 0.25    | 7
          """)
  void numbersAreReadAsTheyAreMeant(String values, double a, double b, double c) {
    String[] three = values.split(";");
    Column column = read("x;n\na;%s\nb;%s\nc;%s\n".formatted((Object[]) three)).column("n");
    assertThat(column.isNumeric()).isTrue();
    assertThat(numbers(column)).containsExactly(a, b, c);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5 kg;7 lb;9 kg",
        "1.2.3;4;5",
        "5 kg;7;9 kg",
        "A1;A2;A3",
        "007;012;100",
        "1,23;4.56;7",
        "2024-01-05;2024-01-06;2024-01-07",
        "10/03/2004;11/03/2004;12/03/2004",
        "18.00.00;19.00.00;20.00.00",
        "$5;€6;$7",
        "ABC 1;ABC 2;ABC 3",
        "1,2,3;1;2"
      })
  void whatIsNoNumberIsText(String values) {
    String[] three = values.split(";");
    Column column = read("x;n\na;%s\nb;%s\nc;%s\n".formatted((Object[]) three)).column("n");
    assertThat(column.isNumeric()).isFalse();
  }

  @Test
  void otherColumnsTellWhatAPointIs() {
    Table table = read("a;b\n1.234;1,5\n2.500;2,75\n");
    assertThat(numbers(table.column("a"))).containsExactly(1234, 2500);
    assertThat(table.remarks())
        .containsExactly(
            "column \"a\": \"1.234\" is read as 1234; --decimal point if its comma parts thousands",
            "column \"b\": \"1,5\" is read as 1.5; --decimal point if its comma parts thousands");
    assertThat(numbers(read("a;b\n1.234;1.5\n2.500;2.75\n").column("a")))
        .containsExactly(1.234, 2.5);
    assertThat(numbers(read("a,b\n\"1,234\",x\n\"2,500\",y\n").column("a")))
        .containsExactly(1234, 2500);
    Table said =
        Tables.of(folder, "a,b\n\"1,234\",x\n\"2,500\",y\n", USUAL.decimals(DecimalMark.COMMA));
    assertThat(numbers(said.column("a"))).containsExactly(1.234, 2.5);
  }

  @Test
  void aColumnMayBeReadAsAnotherWas() {
    Column column = read("a;b\n1,234;x\n").column("a");
    assertThat(numbers(column)).containsExactly(1.234);
    assertThat(numbers(column.as(Notation.PLAIN))).containsExactly(1234);
    Column unit = read("a,b\n5 kg,x\n").column("a");
    assertThat(unit.isNumeric()).isFalse();
    assertThat(numbers(unit.as(new Notation(DecimalMark.POINT, "kg", false, false))))
        .containsExactly(5);
    assertThat(unit.as(Notation.PLAIN).isNumeric()).isFalse();
  }

  @Test
  void wordsForNothingAreNoneAmongNumbersAlone() {
    Table table = read("n,t\n1,None\n-,a\nNone,-\n2.5,b\n\\N,\\N\n");
    assertThat(table.column("n").isNumeric()).isTrue();
    assertThat(table.column("n").missing()).isEqualTo(3);
    assertThat(table.column("t").missing()).isEqualTo(1);
  }

  /** 8 and 9 are no answer in one column, and answers in another. */
  @Test
  void wordsForNothingCanBeSaidOfAColumn() {
    String text = "health,n,note\n9,9,gone\n8,8,9\n3,8.0,x\n9.0,1,y\n";
    List<String> words = List.of("health=9", "#0=8", "no*=gone", "x");
    Table table = Tables.of(folder, text, USUAL.missing(new MissingWords(words, false)));
    assertThat(table.column("health").missing()).isEqualTo(3);
    assertThat(table.column("n").missing()).isZero();
    assertThat(table.column("note").missing()).isEqualTo(2);
    assertThat(table.column("note").text(1)).isEqualTo("9");
    new MissingWords(words, false).check(table);
    assertThatThrownBy(() -> new MissingWords(List.of("helth=9"), false).check(table))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            table.file()
                + ": \"helth\" should be a column in which a word stands for no value, as"
                + " COLUMN=WORD says, but there is none; there are: health, n, note; or name it by"
                + " its place from 0: #0=WORD.");
    String arff = "@relation r\n@attribute a numeric\n@attribute b numeric\n@data\n1,x\n2,5\n";
    Table other = Tables.of(folder, arff, USUAL.missing(new MissingWords(List.of("b=x"), false)));
    assertThat(other.column("b").missing()).isEqualTo(1);
    CsvFormat wrong = USUAL.missing(new MissingWords(List.of("a=x"), false));
    assertThatThrownBy(() -> Tables.of(folder, arff, wrong))
        .isInstanceOf(FormatException.class)
        .hasMessageEndingWith("has \"x\" in \"b\", which is declared as numbers.");
  }

  /** As files that were joined have them; but a row of texts may well be there twice. */
  @Test
  void namesThatComeAgainArePassedOver() {
    Table joined = read("a,kind of it\n1,x\n2,y\na,kind of it\n3,x\n\na,kind of it\n4,y\n");
    assertThat(numbers(joined.column("a"))).containsExactly(1, 2, 3, 4);
    assertThat(joined.line(2)).isEqualTo(5);
    assertThat(joined.remarks())
        .containsExactly(
            "lines 4, 7 name the columns again, as files that were joined do; passed over");
    assertThatThrownBy(() -> read("yes,no\nno,yes\nyes,no\n"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("line 1 should name the columns, but looks like the rows below");
    Table said = Tables.of(folder, "yes,no\nno,yes\nyes,no\n", USUAL.withHeader());
    assertThat(said.rows()).isEqualTo(2);
    Table rows = Tables.of(folder, "yes,no\nno,yes\nyes,no\n", USUAL.withoutHeader());
    assertThat(rows.rows()).isEqualTo(3);
    assertThat(read("a,b\n1,2\na,3\n").rows()).isEqualTo(2);
  }

  /** Pages and spreadsheets leave blanks that do not break, or have no width. */
  @Test
  void blanksThatNobodySeesAreNoPartOfValues() {
    Table table = read("\u200Bprice\u00A0,t\n\u00A01.5,\u2060a\uFEFF\n2\u202F,a b\n");
    assertThat(table.column("price").isNumeric()).isTrue();
    assertThat(table.column("t").distinctTexts(9)).containsExactly("a", "a b");
    assertThat(read("a,b\n1,x\u00A0y\n2,z\n").column("b").text(0)).isEqualTo("x\u00A0y");
  }

  /** A note below the table has no more values than it has commas. */
  @Test
  void whatStandsBelowATableIsCalledSo() {
    assertThatThrownBy(() -> read("a,b,c\n1,2,3\n4,5,6\n\nSource: a book, 2020\n"))
        .isInstanceOf(FormatException.class)
        .hasMessageEndingWith(
            "line 5 has 2 columns but line 1 has 3; mend the line, and quote text that holds the"
                + " separator, or delete what stands below the table.");
  }

  @Test
  void wordsForNothingCanBeSaid() {
    String text = "n,t\n1,NA\n-999.0,gone\n2,b\n";
    Table more =
        Tables.of(folder, text, USUAL.missing(new MissingWords(List.of("-999", " Gone"), false)));
    assertThat(more.column("n").missing()).isEqualTo(1);
    assertThat(more.column("t").missing()).isEqualTo(2);
    Table alone = Tables.of(folder, text, USUAL.missing(new MissingWords(List.of("b"), true)));
    assertThat(alone.column("t").missing()).isEqualTo(1);
    assertThat(alone.column("t").isMissing(2)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,  \"b\" ,c\n1, \"x, y\",3\n4, \"z\" ,6\n",
        "a|b|c\n1|x, y|3\n4|z|6\n",
        "a;b;c;;\n1;x, y;3;;\n;;;;\n4;z;6;;\n;;;;\n",
        "a,b,c\n1,\"x, y\",3,\n4,z,6,\n",
        "a b   c\n1  \"x, y\"\t3\n 4 z\t\t6\n",
        "a\tb\tc\n1\tx, y\t3\n4\tz\t6\n",
        "# made by hand\na,b,c\n1,\"x, y\",3\n# 4,5\n4,z,6\n",
        "My table\n\nof today\na,b,c\n1,\"x, y\",3\n4,z,6\n",
        "# a,b,c\n1,\"x, y\",3\n4,z,6\n"
      })
  void layoutsAreSeen(String text) {
    Table table = read(text);
    assertThat(table.columns()).extracting(Column::name).containsExactly("a", "b", "c");
    assertThat(table.rows()).isEqualTo(2);
    assertThat(table.column("b").text(0)).isEqualTo("x, y");
    assertThat(numbers(table.column("c"))).containsExactly(3, 6);
  }

  @Test
  void quotesMayBeEscaped() {
    assertThat(read("a,b\n\"say \\\"x\\\" now\",1\n\"c:\\\\\",2\n").column("a").text(0))
        .isEqualTo("say \"x\" now");
    assertThat(read("a,b\n\"say \"\"x\"\" now\",1\n").column("a").text(0))
        .isEqualTo("say \"x\" now");
  }

  @Test
  void whatIsReadOtherwiseThanProgramsWriteItIsToldOf() {
    assertThat(read("a,b\n(0),1\n(5),2\n").remarks())
        .containsExactly("column \"a\": \"(5)\" is read as -5");
    assertThat(read("a,b\n12%,1\n5%,2\n").remarks())
        .containsExactly("column \"a\": \"12%\" is read as 12, in %");
    assertThat(read("a,b\n-0.0,1\n5e3,2\n").remarks()).isEmpty();
  }

  @Test
  void aTitleIsPassedOverAndToldOf() {
    Table table = read("Sales\n\na,b\n1,2\n3,4\n");
    assertThat(table.remarks())
        .containsExactly("2 lines above the table passed over; --skip 0 if it begins there");
    assertThat(table.line(0)).isEqualTo(4);
    assertThatThrownBy(() -> Tables.of(folder, "Sales\n\na,b\n1,2\n3,4\n", USUAL.skipping(0)))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("line 3 has 2 columns but line 1 has 1");
  }

  /** The names of rows have none themselves. */
  @Test
  void tablesOfRAreRead() {
    Table table = read("\"a\" \"b\"\n\"r 1\" 1 2\n\"r 2\" 3 4\n");
    assertThat(table.columns()).extracting(Column::name).containsExactly("#0", "a", "b");
    assertThat(table.index()).contains(table.columns().getFirst());
    assertThat(numbers(table.column("b"))).containsExactly(2, 4);
    assertThatThrownBy(() -> read("a b\n1 1 2\n1 3 4\n"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("line 2 has 3 columns but line 1 has 2; mend the line");
  }

  @Test
  void widthsCut() {
    Table table =
        Tables.of(
            folder,
            "id  city     n\n 1  Bad Ems 12\n 2  Ulm      7\n",
            USUAL.widths(List.of(4, 8, 3)));
    assertThat(table.columns()).extracting(Column::name).containsExactly("id", "city", "n");
    assertThat(table.column("city").text(0)).isEqualTo("Bad Ems");
    assertThat(numbers(table.column("n"))).containsExactly(12, 7);
  }

  @Test
  void commentsAreNoRows() {
    assertThat(read("colour,n\n#ff0000,1\n#00ff00,2\n").rows()).isEqualTo(2);
    Table said = Tables.of(folder, "a,b\n%1,2\n3,4\n", USUAL.commentedBy("%"));
    assertThat(said.rows()).isEqualTo(1);
  }

  /** Sixty rows below a comment, and one of them, far below, begins with the mark itself. */
  @Test
  void aRowThatBeginsAsACommentDoesIsARow() {
    String rows = "%d,red,1\n".repeat(60).replace("%d", "7");
    Table table = read("# made by hand, \"once\n name,colour,n\n" + rows + "#12,blue,5\n#end\n");
    assertThat(table.rows()).isEqualTo(61);
    assertThat(table.column("name").text(60)).isEqualTo("#12");
    assertThat(numbers(table.column("n"))[60]).isEqualTo(5);
    assertThat(table.remarks())
        .containsExactly(
            "2 lines that begin with # are passed over as comments (lines 1, 64); --comment \"\""
                + " reads them as rows",
            "1 line that begins with # has as many values as rows and is read as one (line 63);"
                + " --comment # passes over it");
    String quoted = "# made by hand\nname,colour,n\n" + rows + "#1,2,\"a\nb\"\n";
    assertThatThrownBy(() -> read(quoted))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("line 63 begins with # as comments do, but has as many values")
        .hasMessageEndingWith("; say --comment \"\" if it is a row, or --comment # if it is none.");
    assertThatThrownBy(() -> Tables.of(folder, "a,b\n" + "1,2\n".repeat(60) + "#no row\n", USUAL))
        .hasMessageEndingWith(
            "line 62 has 1 column but line 1 has 2; mend the line, and quote text that holds the"
                + " separator, or say --comment # if it is a comment.");
  }

  /** More comments than lines are looked at. */
  @Test
  void theTableMayBeginFarBelow() {
    String comments = "# it's \"no, row\n".repeat(120);
    Table table = read(comments + "a;b,c\n1;2\n3;4\n");
    assertThat(table.names()).isEqualTo("a, b,c");
    assertThat(table.line(0)).isEqualTo(122);
    Table said =
        Tables.of(folder, comments.replace('#', '%') + "a;b,c\n1;2\n", USUAL.commentedBy("%"));
    assertThat(said.names()).isEqualTo("a, b,c");
  }

  @Test
  void rowsThatBeginAsCommentsDoMayHaveLinesInQuotes() {
    Table table = read("tag;n\n" + "#a;\"two\nlines\"\n#b;one\n".repeat(30));
    assertThat(table.rows()).isEqualTo(60);
    assertThat(table.column("n").text(0)).isEqualTo("two\nlines");
  }

  @Test
  void blanksAndEscapesLeaveCommentsAsTheyAre() {
    String rows = "7 red 1\n".repeat(60);
    Table table = read("#don't \"read\nname\tcolour n\n" + rows + "# \"\n#12 \"a b\" 5\n");
    assertThat(table.rows()).isEqualTo(61);
    assertThat(table.column("colour").text(60)).isEqualTo("a b");
    Table escaped = read("# \"\na,b\n\"say \\\"x\\\" now\",1\n# \"\n\"c\",2\n");
    assertThat(escaped.column("a").text(0)).isEqualTo("say \"x\" now");
    assertThat(escaped.rows()).isEqualTo(2);
  }

  @Test
  void aCommentThatIsSaidMayBeginAnyLine() {
    String rows = "1 2\n".repeat(60);
    Table table = Tables.of(folder, "a b\n" + rows + "%3 4\n% none\n", USUAL.commentedBy("%"));
    assertThat(table.rows()).isEqualTo(60);
    assertThat(table.remarks()).isEmpty();
    CsvFormat cut = USUAL.commentedBy("%").widths(List.of(2, 1));
    Table widths = Tables.of(folder, "% top\na b\n" + rows + "%3 4\n5 6\n", cut);
    assertThat(widths.columns()).extracting(Column::name).containsExactly("a", "b");
    assertThat(widths.rows()).isEqualTo(61);
    assertThat(widths.line(60)).isEqualTo(64);
    for (String mark : List.of(",", "\"")) {
      assertThatThrownBy(() -> Tables.of(folder, "a,b\n1,2\n", USUAL.commentedBy(mark)))
          .isInstanceOf(ArgumentException.class)
          .hasMessageStartingWith("Comments begin with \"" + mark + "\", but that ");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          name; first,age,city      | comma
          1,5;2,5;x                 | semicolon
          "x; y",1,2                | comma
          1,5 2,5 0                 | space
          a b,c                     | comma
          std::sort,x               | comma
          1::ToyStory::a,b         | double-colon
          """)
  void ofOneLineTheSeparatorIsThatBetweenCleanValues(String line, Separator separator) {
    assertThat(Tables.of(folder, line, USUAL.withoutHeader()).format().separator())
        .contains(separator);
  }

  @Test
  void aZipOfOneTableIsUnpacked() throws IOException {
    Path zip = zip("t.zip", "d/", "d/t.csv");
    assertThat(CsvFile.read(zip, USUAL).column("b").number(0)).isEqualTo(2);
    Path mac =
        zip(
            "mac.zip",
            "d/.DS_Store",
            ".DS_Store",
            "d/t.csv",
            "__MACOSX/d/._t.csv",
            "d/__MACOSX/x",
            "d/Thumbs.db");
    assertThat(CsvFile.read(mac, USUAL).rows()).isEqualTo(1);
    Path two = zip("two.zip", "a.csv", "b.csv");
    refused(
        two,
        "is a zip of several files (a.csv, b.csv), which is not read; unpack it, and name one of"
            + " them.");
    refused(
        zip("x.xlsx", "[Content_Types].xml", "xl/a.xml"),
        "is an Excel workbook, which is not read; add the artifact atled-excel to the program, or"
            + " save its sheet as CSV.");
  }

  private Path zip(String name, String... entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
        zip.write(
            entry.endsWith("/") ? new byte[0] : "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
      }
    }
    return Files.write(folder.resolve(name), bytes.toByteArray());
  }

  @ParameterizedTest
  @CsvSource({
    "BZh91AY&SY, a bzip2 archive",
    "'PAR1\u0015\u0004', a Parquet file",
    "%PDF-1.4, a PDF",
    "'ARROW1\u0000\u0000', an Arrow file",
    "<html><body>, a web page",
    "'version https://git-lfs.github.com/spec/v1', a pointer of Git LFS to a file that is not here"
  })
  void whatIsNoTableIsCalledByItsName(String start, String isA) throws IOException {
    Path file = Files.writeString(folder.resolve("t.csv"), start + "\n1\n");
    assertThatThrownBy(() -> CsvFile.read(file, USUAL))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(file + ": is " + isA + ", which is not read; ");
  }

  @Test
  void namesOfColumnsMayBeginAsArchivesDo() {
    for (String name :
        List.of("PAR1", "PAR1xx", "ARROW1", "BZh9", "Rar!", "%PDF", "SQLite format 3")) {
      assertThat(read(name + ",PAR2\n1,2\n").columns().getFirst().name()).isEqualTo(name);
    }
    String wide = "x".repeat(257) + "ustar";
    assertThat(read(wide + ",b\n1,2\n").columns().getFirst().name()).isEqualTo(wide);
  }

  private static void refused(Path file, String message) {
    assertThatThrownBy(() -> CsvFile.read(file, USUAL))
        .isInstanceOf(FormatException.class)
        .hasMessage(file + ": " + message);
  }

  @Test
  void aHundredThousandColumnsAreRead() {
    int count = 100_000;
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < 3; row++) {
      for (int i = 0; i < count; i++) {
        text.append(row == 0 ? "c" + i : Integer.toString(i * (row - 2) + row))
            .append(i + 1 < count ? ',' : '\n');
      }
    }
    Table table = read(text.toString());
    Problem problem = Problem.of(table, "c7", List.of("c1,c2"), Optional.of(Kind.REGRESSION));
    Preparation preparation = Preparation.fit(problem, table.allRows());
    assertThat(preparation.inputs().size()).isEqualTo(count - 3);
    assertThat(preparation.inputs(table, table.allRows(), new Notes()))
        .hasSize(2 * preparation.width());
  }

  @Test
  void aDecimalMarkThatIsSaidIsKeptTo() {
    CsvFormat point = USUAL.decimals(DecimalMark.POINT);
    CsvFormat comma = USUAL.decimals(DecimalMark.COMMA);
    String commas = "a;b\n1,5;x\n2,5;y\n";
    assertThat(Tables.of(folder, commas, point).column("a").isNumeric()).isFalse();
    assertThat(numbers(Tables.of(folder, commas, comma).column("a"))).containsExactly(1.5, 2.5);
    String dollars = "a;b\n$1,234.50;x\n$2.50;y\n";
    assertThat(numbers(Tables.of(folder, dollars, point).column("a"))).containsExactly(1234.5, 2.5);
    assertThat(Tables.of(folder, dollars, comma).column("a").isNumeric()).isFalse();
  }

  @Test
  void aRowWrittenAsThoseBelowIsNoHeader() {
    for (String row : List.of("1,5;2,5\n", "$5.00;3 %\n")) {
      assertThatThrownBy(() -> read(row.repeat(3) + row.replace('5', '6')))
          .isInstanceOf(FormatException.class)
          .hasMessageContaining("line 1 should name the columns, but looks like the rows below");
    }
    assertThat(read("$;%\n$5.00;3 %\n$6.00;4 %\n").rows()).isEqualTo(2);
  }

  @Test
  void blanksSeparateDecimalCommas() {
    Table table = Tables.of(folder, "1,5 2,5 0\n3,5 4,5 1\n", USUAL.withoutHeader());
    assertThat(table.format().separator()).contains(Separator.SPACE);
    assertThat(numbers(table.column("1"))).containsExactly(2.5, 4.5);
    Table named = read("town x\nOslo 1,5\nBergen 2,5\n");
    assertThat(numbers(named.column("x"))).containsExactly(1.5, 2.5);
    Table thousands = Tables.of(folder, "1 234,2 345\n1 235,2 346\n", USUAL.withoutHeader());
    assertThat(numbers(thousands.column("0"))).containsExactly(1234, 1235);
  }

  /** As Excel takes it, and some write it. */
  @Test
  void aFirstLineMaySayTheSeparator() {
    for (String first : List.of("sep=;\n", "\"sep=;\"\r\n")) {
      Table table = read(first + "a,x;b\n1,5;2\n3,5;4\n");
      assertThat(table.columns()).extracting(Column::name).containsExactly("a,x", "b");
      assertThat(numbers(table.column("a,x"))).containsExactly(1.5, 3.5);
      assertThat(table.line(0)).isEqualTo(3);
      assertThat(table.remarks())
          .contains("1 line above the table passed over; --skip 0 if it begins there");
    }
  }

  @Test
  void blanksInNumbersOfASingleColumnSeparateNothing() {
    assertThat(numbers(read("rate\n12 %\n5 %\n").column("rate"))).containsExactly(12, 5);
    assertThat(numbers(read("n\n1 234\n2 345\n").column("n"))).containsExactly(1234, 2345);
  }

  @Test
  void aTitleOfWordsIsNotEvenWithTimesBelow() {
    Table table = read("Station Oslo\nDate time,temp\n2020-01-01 00:00,5\n2020-01-01 01:00,6\n");
    assertThat(table.names()).isEqualTo("Date time, temp");
    assertThat(table.rows()).isEqualTo(2);
  }

  @Test
  void errorsOfWorkbooksAreNoNumbers() {
    assertThat(read("a,b\n1,x\n#REF!,y\n#NUM!,y\n#NAME?,y\n3,z\n").column("a").isNumeric())
        .isTrue();
  }

  @Test
  void codesStayCodesBesideAWordForNothing() {
    assertThat(read("zip,y\n02134,1\n10001,2\n-,3\n").column("zip").isNumeric()).isFalse();
  }

  /** What is plain is read from bytes, what is not by others; the place of either is known. */
  @Test
  void plainAndOtherRowsStandInOneFile() {
    StringBuilder text = new StringBuilder("\"a\",b,c\r\n");
    for (int i = 0; i < 20_000; i++) {
      text.append(i).append(",\"x, ").append(i % 3).append("\", -").append(i).append(".50 \r\n");
    }
    Table plain = Tables.of(folder, text.toString());
    assertThat(plain.column("b").text(7)).isEqualTo("x, 1");
    assertThat(plain.column("c").text(7)).isEqualTo("-7.50");
    assertThat(plain.column("c").number(19_999)).isEqualTo(-19_999.5);
    assertThat(plain.line(19_999)).isEqualTo(20_001);
    text.append("1,\"two\nlines \"\"here\"\" \u00E9\",3\r\n\r\n5,,6");
    Table both = Tables.of(folder, text.toString());
    assertThat(both.rows()).isEqualTo(20_002);
    assertThat(both.column("b").text(20_000)).isEqualTo("two\nlines \"here\" \u00E9");
    assertThat(both.line(20_001)).isEqualTo(20_005);
    assertThatThrownBy(() -> Tables.of(folder, text + "\n7,\"open"))
        .hasMessageContaining("line 20006");
  }

  /** As Excel keeps digits from becoming a number. */
  @Test
  void aFormulaOfATextIsTheText() {
    Table table =
        read(
            "code,n,\"=\"\"id\"\"\"\n=\"007\",1,=\"12\"\n=\"123\",2,\"=\"\"13\"\"\"\n=\"\",3,14\n");
    assertThat(table.columns()).extracting(Column::name).containsExactly("code", "n", "id");
    assertThat(table.column("code").text(0)).isEqualTo("007");
    assertThat(table.column("code").isMissing(2)).isTrue();
    assertThat(table.column("id").isNumeric()).isFalse();
    assertThat(table.column("id").text(1)).isEqualTo("13");
    assertThat(table.column("n").isNumeric()).isTrue();
    assertThat(table.remarks())
        .containsExactly(
            "column \"code\": what is written =\"007\" is read as the text 007",
            "column \"id\": what is written =\"007\" is read as the text 007");
    assertThat(read("n,b\n1,2\n=\"\",2\n3,4\n").column("n").isNumeric()).isTrue();
    assertThat(read("a,b\n=A1,1\n=\"x\"&\"y\",2\n").column("a").text(1)).isEqualTo("=\"x\"&\"y\"");
  }
}
