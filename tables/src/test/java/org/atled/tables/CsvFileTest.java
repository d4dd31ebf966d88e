package org.atled.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.core.error.FormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CsvFileTest {
  private static final CsvFormat USUAL = CsvFormat.usual();

  @TempDir private Path folder = Path.of("");

  private Path file(String text) {
    return file(text, StandardCharsets.UTF_8);
  }

  private Path file(String text, Charset charset) {
    return file(text.getBytes(charset));
  }

  private Path file(byte[] bytes) {
    try {
      return Files.write(folder.resolve("t.csv"), bytes);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Table read(String text) {
    return CsvFile.read(file(text), USUAL);
  }

  private void refused(CsvFormat format, Path file, String message) {
    assertThatThrownBy(() -> CsvFile.read(file, format))
        .isInstanceOf(FormatException.class)
        .hasMessage(file + ": " + message);
  }

  private void refused(String text, String message) {
    refused(USUAL, file(text), message);
  }

  private static List<String> texts(Table table, int column) {
    return Arrays.stream(table.allRows())
        .mapToObj(row -> table.columns().get(column).text(row))
        .toList();
  }

  @Test
  void columnsHaveNamesValuesAndLines() {
    Table table = read("a, b ,c\n1,x,\r\n\n -2.5e1 ,\"y, \"\"z\"\"\nw\",NA\n3,,?\n");

    assertThat(table.columns()).extracting(Column::name).containsExactly("a", "b", "c");
    assertThat(table.rows()).isEqualTo(3);
    assertThat(table.line(0)).isEqualTo(2);
    assertThat(table.line(1)).isEqualTo(4);
    assertThat(table.line(2)).isEqualTo(6); // a value of two lines stands before it
    Column a = table.column("a");
    assertThat(a.isNumeric()).isTrue();
    assertThat(a.number(1)).isEqualTo(-25);
    assertThat(texts(table, 1)).containsExactly("x", "y, \"z\"\nw", "");
    assertThat(table.column("b").isNumeric()).isFalse();
    assertThat(table.column("b").missing()).isEqualTo(1);
    assertThat(table.column("c").missing()).isEqualTo(3);
    assertThat(table.format().separator()).contains(Separator.COMMA);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "NA", "na", "N/A", "NaN", "nan", "null", "NULL", "?", "\\N", "#N/A"})
  void whatIsMissing(String text) {
    assertThat(read("a,b\n1," + text + "\n").column("b").isMissing(0)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "none", "-", "n", "nanny", "N.A."})
  void whatIsNotMissing(String text) {
    assertThat(read("a,b\n1," + text + "\n").column("b").isMissing(0)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"1,1", "-0.5,-0.5", "+3.,3", ".5,0.5", "1e3,1000", "1E-2,0.01", "0,0", "-0.0,0"})
  void numbers(String text, double number) {
    Column column = read("a\n" + text + "\n").column("a");
    assertThat(column.isNumeric()).isTrue();
    assertThat(column.number(0)).isEqualTo(number);
  }

  /** Java's own parser takes the first three. */
  @ParameterizedTest
  @ValueSource(strings = {"1d", "0x1p3", "2f", "1e", "e5", ".", "-", "1.2.3", "1 2", "٣", "1_000"})
  void whatIsNoNumber(String text) {
    assertThat(read("a\n" + text + "\n").column("a").isNumeric()).isFalse();
  }

  @Test
  void oneTextMakesAColumnOfTexts() {
    Table table = read("a\n007\n1.50\nx\n");
    assertThat(table.column("a").isNumeric()).isFalse();
    assertThat(texts(table, 0)).containsExactly("007", "1.50", "x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'a,b~1,2~' | comma",
        "'a;b~1,5;2,5~' | semicolon",
        "'1,5;2,5~3,1;2,2~' | semicolon",
        "'a\tb c~1\t2,3~' | tab",
        "'a b~1  2~' | space",
        "'a, b~1, 2~' | comma",
        "'\"a;x\",b~\"1;2\",2~' | comma",
        "'a,b~1,2~3~' | comma",
        "'a~1~' | comma",
        "'1::F::10~2::M::25~' | double-colon",
        "'1::Low, The::x|y~2::High::z~' | double-colon",
        "'1::2000-12-31 22:12:40::3~2::2000-12-31 22:12:41::4~' | double-colon",
        "'a::b,1~c::d,2~' | comma",
        "'ip port~fe80::1 80~fe80::2 443~' | space",
        "'fe80::1 80~fe80::2 443~' | space",
        "'time~12::30~13::45~14::00~' | comma",
        "'a,b::c~1~' | comma",
      })
  void theSeparatorIsGuessed(String text, Separator separator) {
    assertThat(Sample.of(text.replace('~', '\n'), true, Optional.empty()).separator())
        .isEqualTo(separator);
  }

  @Test
  void aSeparatorThatIsSaidIsTaken() {
    Table table = CsvFile.read(file("a b;c\n1 2;3\n"), USUAL.separatedBy(Separator.SPACE));
    assertThat(table.columns()).extracting(Column::name).containsExactly("a", "b;c");
  }

  /** As films and who watches them are listed; also with quotes, and said in a first line. */
  @Test
  void twoColonsSeparate() {
    for (String head : List.of("", "sep=::\n")) {
      String rows = "1::Low, The (1995)::0246::a:b\n2::\"x::y\" ::::\n3::High::1::c\n";
      Table table = CsvFile.read(file(head + rows), USUAL.withoutHeader());
      assertThat(table.format().separator()).contains(Separator.DOUBLE_COLON);
      assertThat(texts(table, 1)).containsExactly("Low, The (1995)", "x::y", "High");
      assertThat(texts(table, 2)).containsExactly("0246", "", "1");
      assertThat(texts(table, 3)).containsExactly("a:b", "", "c");
    }
  }

  @Test
  void runsOfSpacesSeparateOnce() {
    Table table = CsvFile.read(file("  1.5   2  \n 3 4\n"), USUAL.withoutHeader());
    assertThat(texts(table, 0)).containsExactly("1.5", "3");
    assertThat(texts(table, 1)).containsExactly("2", "4");
  }

  @Test
  void linesAreSkippedAndColumnsCounted() {
    Table table = CsvFile.read(file("150,4,x\n1,2\n3,4\n"), USUAL.skipping(1).withoutHeader());

    assertThat(table.columns()).extracting(Column::name).containsExactly("0", "1");
    assertThat(table.line(1)).isEqualTo(3);
    assertThat(table.column("-1")).isSameAs(table.columns().get(1));
    assertThat(table.column("0")).isSameAs(table.columns().get(0));
  }

  @Test
  void aHeaderMayLeaveAColumnWithoutAName() {
    Table table = read(",a\n1,2\n");
    assertThat(table.column("0")).isSameAs(table.columns().getFirst());
    assertThat(table.column("1")).isSameAs(table.column("a"));
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheFirstName() {
    assertThat(read("\uFEFFa,b\n1,2\n").columns().getFirst().name()).isEqualTo("a");
  }

  @Test
  void gzipIsInflated() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write("a,b\n1,2\n".getBytes(StandardCharsets.UTF_8));
    }
    assertThat(CsvFile.read(file(bytes.toByteArray()), USUAL).column("b").number(0)).isEqualTo(2);

    byte[] cut = Arrays.copyOf(bytes.toByteArray(), bytes.size() - 4);
    assertThatThrownBy(() -> CsvFile.read(file(cut), USUAL))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            folder.resolve("t.csv")
                + ": its packed bytes are damaged or cut off; pack it again, or copy it anew.");
  }

  @Test
  void manyLettersOfManyBytesAreWhole() {
    String word = "äß漢😀".repeat(30_000); // across the reader's buffers at every phase
    for (String before : List.of("", "x", "xy", "xyz")) {
      assertThat(read("a\n" + before + word + "\n").column("a").text(0)).isEqualTo(before + word);
    }
  }

  @Test
  void theDigestIsThatOfTheFile() {
    // printf 'a\n1' | sha256sum
    assertThat(read("a\n1").digest())
        .isEqualTo("4f395a2e9ea1c0680348d384135458270e9e6f5af3576151fec246b7b6de98e6");
  }

  @Test
  void textIsQuotedWhereItMustBe() {
    assertThat(CsvFile.text(List.of(List.of("a,b", "c"), List.of("\"", "d"))))
        .isEqualToNormalizingNewlines("\"a,b\",c\n\"\"\"\",d\n");
  }

  @Test
  void anEmptyFile() {
    refused("", "the file is empty; it must hold a line of column names and at least one row.");
    refused(
        "\n \n", "the file is empty; it must hold a line of column names and at least one row.");
    refused(
        USUAL.skipping(2).withoutHeader(),
        file("a\nb\n"),
        "nothing is left after the skipped lines; it must hold rows.");
    refused(USUAL.skipping(3), file("a\nb\n"), "has 2 lines, but 3 are to be skipped.");
  }

  @Test
  void aHeaderAlone() {
    refused(
        "\na,b\n",
        "there is no row below the column names on line 2; if that line is a row, add"
            + " --no-header.");
  }

  @Test
  void aRaggedRow() {
    refused(
        "a,b,c\n1,2,3\n4,5\n",
        "line 3 has 2 columns but line 1 has 3; mend the line, and quote text that holds the"
            + " separator.");
    refused(
        "a,b\n1,2,3\n",
        "line 2 has 3 columns but line 1 has 2; mend the line, and quote text that holds the"
            + " separator.");
  }

  @Test
  void aSecondColumnOfANameIsToldApart() {
    Table table = read("a,b,a,a.1, a\n1,2,3,4,5\n");
    assertThat(table.columns())
        .extracting(Column::name)
        .containsExactly("a", "b", "a.2", "a.1", "a.3");
    assertThat(table.column("a.2").number(0)).isEqualTo(3);
    assertThat(table.remarks())
        .containsExactly(
            "columns 0 and 2 (from 0) are both called \"a\"; the second is called \"a.2\" here",
            "columns 0 and 4 (from 0) are both called \"a\"; the second is called \"a.3\" here");
  }

  @Test
  void aMillionColumns() {
    String wide = "x,".repeat(1_000_000);
    refused(
        wide + "\n" + wide,
        "line 1 has more than 262,144 columns, the most that are read; leave columns out of the"
            + " file, or name its --separator.");
  }

  @Test
  void aQuoteThatIsNeverClosed() {
    refused(
        "a,b\n1,2\n3,\"4\n5,6\n",
        "line 3, column 1 (from 0), cannot be read: Unclosed quoted field at end of input; close"
            + " each quote, and write one that is part of a text twice.");
  }

  @Test
  void textAfterAClosingQuote() {
    refused(
        "a,b\n\"1\"x,2\n",
        "line 2, column 0 (from 0), cannot be read: Unexpected character after closing quote: 'x'"
            + " (0x78); close each quote, and write one that is part of a text twice.");
  }

  @Test
  void latin1() {
    refused(
        USUAL,
        file("a,b\n1,2\n3,caf\u00e9\n", StandardCharsets.ISO_8859_1),
        "at byte 13: line 3, character 6, is not UTF-8 (0xE9); save the file as UTF-8, or say what"
            + " it is: --encoding ISO-8859-1.");
  }

  /** Round quotes and dashes are control characters in Latin-1. */
  @Test
  void windows1252() {
    refused(
        USUAL,
        file("a,b\n1,caf\u00e9 \u0093x\u0094\n", StandardCharsets.ISO_8859_1),
        "at byte 9: line 2, character 6, is not UTF-8 (0xE9); save the file as UTF-8, or say what"
            + " it is: --encoding windows-1252.");
  }

  @Test
  void latin1BehindTheFirstBuffer() {
    String rows = "1,2\n".repeat(100_000);
    refused(
        USUAL,
        file("a,b\n" + rows + "3,\u00e9", StandardCharsets.ISO_8859_1),
        "at byte 400006: line 100002, character 3, is not UTF-8 (0xE9); save the file as UTF-8, or"
            + " say what it is: --encoding ISO-8859-1.");
  }

  @Test
  void utf16() {
    // The pair of the last sign stands where one block of characters ends and the next begins.
    String text = "n\tt\n1,5\tZ\u00FCrich \uD83C\uDF0D\n".replace("Z", "Z".repeat(16_364));
    Table table = CsvFile.read(file(text, StandardCharsets.UTF_16), USUAL);
    assertThat(table.column("t").text(0)).endsWith("Z\u00FCrich \uD83C\uDF0D");
    assertThat(table.column("n").number(0)).isEqualTo(1.5);
    assertThat(table.remarks())
        .contains("it is UTF-16, as spreadsheets save \"Unicode text\", and is read so");
    Table other = CsvFile.read(file("\uFEFF" + text, StandardCharsets.UTF_16LE), USUAL);
    assertThat(other.column("t").text(0)).isEqualTo(table.column("t").text(0));
    assertThat(other.digest()).isNotEqualTo(table.digest());
    byte[] whole = "a,b\n1,2\n3,4".getBytes(StandardCharsets.UTF_16);
    refused(
        USUAL,
        file(Arrays.copyOf(whole, whole.length - 1)),
        "is read as UTF-16, but about line 3 is no UTF-16; save the file as UTF-8, or say its"
            + " --encoding.");
    refused(
        USUAL,
        file("a,b\n1,2\n", StandardCharsets.UTF_16LE),
        "line 1, character 2, is a zero byte: this is no text, or UTF-16 without its mark, which"
            + " --encoding UTF-16LE reads.");
  }

  @Test
  void whatIsNoFile() {
    Path missing = folder.resolve("missing.csv");
    assertThatThrownBy(() -> CsvFile.read(missing, USUAL))
        .isInstanceOf(AtledException.class)
        .hasMessage("Cannot read " + missing + ": there is no such file; check the path.");
    assertThatThrownBy(() -> CsvFile.read(folder, USUAL))
        .isInstanceOf(AtledException.class)
        .hasMessage("Cannot read " + folder + ": it is a folder; name a CSV file.");
  }

  @Test
  void aColumnThatIsNotThere() {
    Table table = read("species,size\na,1\n");
    Path file = table.file();
    assertThatThrownBy(() -> table.column("spcies"))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            file
                + ": there is no column \"spcies\". Did you mean \"species\"? There are: species,"
                + " size.");
    assertThatThrownBy(() -> table.column("2"))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            file
                + ": there is no column 2; the 2 columns are numbered from 0 to 1, or from -2 to"
                + " -1.");
    Table bare = CsvFile.read(file, USUAL.withoutHeader());
    assertThatThrownBy(() -> bare.column("species"))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            file
                + ": \"species\" is a name, but without a header columns have none; give an index"
                + " from 0 to 1, or -1 for the last.");
  }

  /** Identifiers of 64 bits, which become the same as doubles. */
  @ParameterizedTest
  @CsvSource({
    "9007199254740993, 9007199254740992",
    "-9007199254740995, -9007199254740996",
    "1234567890123456789, 1234567890123456768"
  })
  void wholeNumbersThatAreRoundedAreTold(String id, String number) {
    Table table = Tables.of(folder, "id,x\n1,2\n" + id + ",3\n9007199254740992,4\n");
    assertThat(table.remarks())
        .containsExactly(
            "column \"id\": \""
                + id
                + "\" is read as "
                + number
                + ", as are its neighbours: whole numbers beyond 2^53 are rounded; --text id if"
                + " they name things");
    assertThat(table.withText(List.of("id")).remarks()).isEmpty();
    assertThat(Tables.of(folder, "id,x\n1,2\n9007199254740992,3\n").remarks()).isEmpty();
  }

  /** Numbers above numbers, and texts that come again; or texts alone that come again. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "5.1,3.5,setosa\n4.9,3,setosa\n7,3.2,virginica\n",
        "5.1,3.5\n4.9,3\n",
        "1\n2\n",
        "5.1,,NA,setosa\n4.9,3,1,setosa\n",
        "red,S\nblue,M\nred,S\n"
      })
  void aRowIsNoHeader(String text) {
    Path file = file(text);
    String names = text.lines().findFirst().orElseThrow().replace(",", ", ");
    assertThatThrownBy(() -> CsvFile.read(file, USUAL))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            file
                + ": line 1 should name the columns, but looks like the rows below ("
                + names
                + "); add --no-header if it is one, or --header if it does name them.");
    long lines = text.lines().count();
    assertThat(CsvFile.read(file, USUAL.withoutHeader()).rows()).isEqualTo((int) lines);
    assertThat(CsvFile.read(file, USUAL.withHeader()).rows()).isEqualTo((int) lines - 1);
    assertThat(CsvFile.read(file, USUAL.withHeader()).doubt()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a,b\n1,2\n", "a,2\n1,x\n", "red,b\nblue,1\nred,2\n", "place\ntown\n"})
  void namesAreNotTakenForRows(String text) {
    Table table = CsvFile.read(file(text), USUAL);
    assertThat(table.doubt()).isEmpty();
    assertThat(table.rows()).isEqualTo((int) text.lines().count() - 1);
  }

  @Test
  void numbersAboveNumbersAreToldOf() {
    assertThat(CsvFile.read(file("150,4,setosa,virginica\n5,3,1,0\n4,3,1,0\n"), USUAL).doubt())
        .contains(
            "line 1 is taken for the names of the columns, but has numbers where there are numbers"
                + " below (\"150\", \"4\"); if it is a row, add --no-header; if it is neither,"
                + " --no-header --skip 1; if it does name them, --header");
    assertThat(CsvFile.read(file("0,1,2\n5,6,7\n"), USUAL).doubt()).isPresent();
    assertThat(CsvFile.read(file("1,2,3\n5,6,x\n"), USUAL).doubt()).isPresent();
    assertThat(CsvFile.read(file("country,1990,1991\nx,1,2\n"), USUAL).doubt())
        .hasValueSatisfying(text -> assertThat(text).contains("(\"1990\", \"1991\")"));
    assertThat(CsvFile.read(file("150,4,a\n5,3,1\n"), USUAL.withHeader()).doubt()).isEmpty();
  }

  @Test
  void aNameThatIsAnotherColumnsIndexIsAmbiguous() {
    Table table = CsvFile.read(file("150,4,a,b,virginica\n5,3,1,1,0\n"), USUAL);
    assertThatThrownBy(() -> table.column("4"))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            table.file()
                + ": \"4\" is the name of column 1 (from 0), but column 4 is \"virginica\"; say"
                + " which by its place, #1 or #4, or, if the first line names no columns, add"
                + " --no-header, and --skip if it is no row either.");
    assertThat(table.column("-1").name()).isEqualTo("virginica");
    assertThat(table.column("-4").name()).isEqualTo("4");
    assertThat(table.column("150").index()).isZero();
    assertThat(table.column("#1").name()).isEqualTo("4");
    assertThat(CsvFile.read(table.file(), USUAL.withHeader()).column("4").index()).isEqualTo(1);
    Table counted = CsvFile.read(file("0,1,2\n5,6,7\n"), USUAL);
    assertThat(counted.column("2").index()).isEqualTo(2);
  }

  @Test
  void aNameInTheHeaderWinsOverAPlace() {
    Table table = read(",0,1,2\n7,5,6,x\n8,4,3,y\n");
    assertThat(table.column("0").number(0)).isEqualTo(5);
    assertThat(table.column("2").text(0)).isEqualTo("x");
    assertThat(table.column("#2").name()).isEqualTo("1");
    assertThat(table.column("#-1").name()).isEqualTo("2");
    assertThat(table.column("#0")).isSameAs(table.columns().getFirst());
    assertThat(table.index()).contains(table.columns().getFirst());
    assertThat(table.doubt()).isEmpty();
    assertThat(read("1,2,3\n5,6,x\n").column("2").index()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {",a\n1,5\n0,5\n", "\"\",a\nr 1,5\nr 2,5\n", "Unnamed: 0,a\n0,5\n1,5\n"})
  void aColumnWithoutANameThatTellsRowsApartIsAnIndex(String text) {
    assertThat(read(text).index()).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {",a\n1,5\n1,5\n", ",a\n0.5,5\n1.5,5\n", "i,a\n0,5\n1,5\n", ",a\n,5\n1,5\n"})
  void otherColumnsAreNoIndex(String text) {
    assertThat(read(text).index()).isEmpty();
  }
}
