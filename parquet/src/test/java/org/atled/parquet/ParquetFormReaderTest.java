package org.atled.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.atled.core.error.FormatException;
import org.atled.core.random.Seed;
import org.atled.tables.Column;
import org.atled.tables.CsvFile;
import org.atled.tables.CsvFormat;
import org.atled.tables.Form;
import org.atled.tables.Inspection;
import org.atled.tables.MissingWords;
import org.atled.tables.Origin;
import org.atled.tables.Problem;
import org.atled.tables.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that pyarrow wrote, by {@code src/test/python/files.py}. */
class ParquetFormReaderTest {
  private static final CsvFormat USUAL = CsvFormat.usual();

  @TempDir Path folder;

  static byte[] bytes(String name) {
    try (InputStream in = ParquetFormReaderTest.class.getResourceAsStream(name + ".parquet")) {
      return Objects.requireNonNull(in).readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private Path file(String name) throws IOException {
    return Files.write(folder.resolve(name + ".parquet"), bytes(name));
  }

  private Table read(String name) throws IOException {
    return CsvFile.read(file(name), USUAL);
  }

  private static List<String> texts(Table table, String column, int... rows) {
    return IntStream.of(rows).mapToObj(table.column(column)::text).toList();
  }

  /** Whole numbers, decimals, texts, dates: packed in each way, in groups of five rows. */
  @ParameterizedTest
  @ValueSource(strings = {"none", "snappy", "gzip", "zstd", "second"})
  void everyTypeIsReadHoweverItIsPacked(String name) throws IOException {
    Table table = read(name);
    assertThat(table.source().form()).isEqualTo(Form.PARQUET);
    assertThat(table.rows()).isEqualTo(12);
    assertThat(texts(table, "whole", 0, 3, 11)).containsExactly("-3", "", "8");
    assertThat(table.column("whole").number(11)).isEqualTo(8);
    assertThat(texts(table, "small", 11)).containsExactly("255");
    assertThat(texts(table, "large", 0)).containsExactly("18446744073709551615");
    assertThat(texts(table, "half", 1, 11)).containsExactly("1.5", "11.5");
    assertThat(texts(table, "single", 1, 3)).containsExactly("0.1", "0.3");
    assertThat(texts(table, "double", 3, 4)).containsExactly("", "0.4");
    assertThat(texts(table, "price", 1, 3)).containsExactly("1234.567", "");
    assertThat(table.column("price").number(1)).isEqualTo(1234.567);
    assertThat(texts(table, "zip", 0, 11)).containsExactly("10115", "10117");
    assertThat(texts(table, "town", 0, 3)).containsExactly("NA", "");
    assertThat(texts(table, "warm", 0, 1, 3)).containsExactly("true", "false", "");
    assertThat(texts(table, "day", 2, 3)).containsExactly("2024-02-01", "");
    assertThat(texts(table, "at", 0, 1))
        .containsExactly("2024-02-28 23:30:00", "2024-02-29 00:30:01");
    assertThat(texts(table, "zoned", 1)).containsExactly("2024-02-29 00:30:01");
    assertThat(texts(table, "time", 9)).containsExactly("09:05:07");
    assertThat(texts(table, "raw", 1)).containsExactly("y");
    assertThat(table.column("none").missing()).isEqualTo(12);
  }

  /** As Spark writes them, with marks of its own beside. */
  @Test
  void filesOfAFolderAreOneTable() throws IOException {
    for (String month : List.of("01", "02")) {
      Path inside = folder.resolve("t/year=2024/month=" + month);
      Files.createDirectories(inside);
      Files.write(inside.resolve("part-0.gz.parquet"), bytes("gzip"));
      Files.write(inside.resolve("part-1.parquet"), bytes("snappy"));
      Files.writeString(inside.resolve("_SUCCESS"), "");
    }
    Path none = folder.resolve("t/year=2025/month=__HIVE_DEFAULT_PARTITION__");
    Files.createDirectories(none);
    Files.write(none.resolve("part-0.parquet"), bytes("none"));
    Table table = CsvFile.read(folder.resolve("t"), USUAL);

    assertThat(CsvFile.isInParts(folder.resolve("t"))).isTrue();
    assertThat(table.rows()).isEqualTo(60);
    assertThat(table.remarks()).contains("read from 5 files");
    assertThat(table.column("whole").number(59)).isEqualTo(8);
    assertThat(table.column("year").number(59)).isEqualTo(2025);
    assertThat(texts(table, "month", 0, 23, 24, 59)).containsExactly("1", "1", "2", "");
    assertThat(table.column("month").isNumeric()).isTrue();
    assertThat(table.column("month").missing()).isEqualTo(12);
    // Where a file lies counts too.
    String before = table.digest();
    Files.move(folder.resolve("t/year=2025"), folder.resolve("t/year=2026"));
    assertThat(CsvFile.read(folder.resolve("t"), USUAL).digest()).isNotEqualTo(before);
  }

  @Test
  void filesOfAFolderMustAgree() throws IOException {
    Path a = Files.write(folder.resolve("a.parquet"), bytes("gzip"));
    Path b = Files.write(folder.resolve("b.parquet"), bytes("index"));
    assertThatThrownBy(() -> CsvFile.read(folder, USUAL))
        .isInstanceOf(FormatException.class)
        .hasMessageStartingWith(
            b + ": has no column \"whole\", but " + a + ", of the same folder, has; ")
        .hasMessageEndingWith("write them anew, or name one alone.");
    Files.delete(b);
    Path inside = Files.createDirectories(folder.resolve("x=1"));
    Files.move(a, inside.resolve("a.parquet"));
    Files.write(folder.resolve("z.parquet"), bytes("gzip"));
    assertThatThrownBy(() -> CsvFile.read(folder, USUAL))
        .hasMessage(
            folder.resolve("z.parquet")
                + ": lies in no folder that says its \"x\", as "
                + inside.resolve("a.parquet")
                + " does; move it to one, x=VALUE, or name one folder alone.");
    // Which comes first does not matter: what a folder says is never left out.
    Path early = folder.resolve("b.parquet");
    Files.move(folder.resolve("z.parquet"), early);
    assertThatThrownBy(() -> CsvFile.read(folder, USUAL))
        .hasMessageStartingWith(early + ": lies in no folder that says its \"x\", as " + inside);
    assertThat(CsvFile.isInParts(Files.createDirectories(folder.resolve("x=1/empty")))).isFalse();
  }

  @Test
  void theFileSaysWhatColumnsAre() throws IOException {
    Table table = read("snappy");
    List<String> numeric =
        table.columns().stream().filter(Column::isNumeric).map(Column::name).toList();
    assertThat(numeric)
        .containsExactly("whole", "small", "large", "half", "single", "double", "price", "none");
    // "NA" is a town, and only what is not there is missing.
    assertThat(table.column("town").missing()).isEqualTo(1);
    assertThat(table.column("day").dates()).isPresent();
    assertThat(table.column("at").dates()).isPresent();
    Inspection inspection = Inspection.of(table);
    assertThat(inspection.columns().get(7).why()).isEqualTo("as the file declares it");
    assertThat(inspection.columns().get(10).why())
        .isEqualTo("dates or times, as the file declares it");
    assertThat(inspection.columns().get(10).input().orElseThrow().becomes())
        .isEqualTo("month, day, weekday in 6");
  }

  @Test
  void whatSomebodySaysHoldsAllTheSame() throws IOException {
    Table table = read("zstd").withText(List.of("day", "small"));
    assertThat(table.column("day").dates()).isEmpty();
    assertThat(table.column("small").isNumeric()).isFalse();
    CsvFormat format = USUAL.missing(new MissingWords(List.of("8", "b"), false));
    Table missing = CsvFile.read(file("none"), format);
    assertThat(missing.column("whole").missing()).isEqualTo(2);
    assertThat(missing.column("town").missing()).isEqualTo(7);
  }

  @Test
  void timesOfOldSparkAndAnIndexOfPandasAreKnown() throws IOException {
    assertThat(texts(read("int96"), "at", 1)).containsExactly("2024-02-29 00:30:01");
    Table index = read("index");
    assertThat(index.index()).contains(index.column("__index_level_0__"));
  }

  @Test
  void itIsTheSameFromAStream() throws IOException {
    Table table =
        CsvFile.read(Files.newInputStream(file("gzip")), Path.of("standard input"), USUAL);
    assertThat(table.rows()).isEqualTo(12);
    assertThat(table.digest()).isEqualTo(read("gzip").digest());
    assertThat(table.file()).isEqualTo(Path.of("standard input"));
  }

  @Test
  void whatAModelLearnedFromIsFoundAgain() throws IOException {
    Problem problem = Problem.of(read("snappy"), "zip", List.of("raw", "town"), Optional.empty());
    Origin origin = Origin.of(problem, Seed.of(0));
    assertThat(origin.table().digest()).isEqualTo(problem.table().digest());
  }

  @ParameterizedTest
  @CsvSource({"list, lists", "record, records", "map, maps", "bytes, bytes that are no text"})
  void whatIsNoValueARowIsRefusedByName(String name, String what) throws IOException {
    assertRefused(
        file(name),
        "column \""
            + name
            + "\" holds "
            + what
            + ", but a column of a table holds one value a row; write the file without it (pandas:"
            + " df.drop(columns=\""
            + name
            + "\")), or what it holds as columns of their own.");
  }

  @Test
  void whatCannotBeReadSaysTheWayOut() throws IOException {
    assertRefused(
        file("brotli"),
        "column \"whole\" is packed by BROTLI, which is not read; write the file with another"
            + " compression (pandas: df.to_parquet(path, compression=\"zstd\")).");
    assertRefused(
        file("empty"), "is a table as Parquet without a row; there must be at least one.");
    byte[] whole = bytes("none");
    Path cut = Files.write(folder.resolve("cut.parquet"), Arrays.copyOf(whole, 4000));
    assertThatThrownBy(() -> CsvFile.read(cut, USUAL))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            cut
                + ": does not end as a Parquet file does; it is cut off: copy it anew, or write it"
                + " anew.");
    Path text = Files.writeString(folder.resolve("t.parquet"), "a,b\n1,2\n3,4\n");
    assertThat(CsvFile.read(text, USUAL).source().form()).isEqualTo(Form.CSV);
  }

  /** A page that claims to become two gigabytes is refused before there is room made for it. */
  @Test
  void noPageMayClaimMoreThanItCanHold() throws IOException {
    byte[] damaged = bytes("many");
    // The header of the first page: its type, its size unpacked, its size packed.
    assertThat(damaged[4]).isEqualTo((byte) 0x15);
    byte[] claim = {0x15, (byte) 0xFE, (byte) 0xFF, (byte) 0xFF, (byte) 0xFF, 0x0F};
    byte[] all = new byte[damaged.length + claim.length - 2];
    System.arraycopy(damaged, 0, all, 0, 6);
    System.arraycopy(claim, 0, all, 6, claim.length);
    System.arraycopy(damaged, 8, all, 6 + claim.length, damaged.length - 8);
    Path file = Files.write(folder.resolve("claim.parquet"), all);
    assertRefused(
        file,
        "column \"a\": its pages are not where or what they should be; the file is damaged or cut"
            + " off: copy it anew, or write it anew.");
    assertThat(new String(all, StandardCharsets.ISO_8859_1)).startsWith("PAR1");
  }

  private static void assertRefused(Path file, String message) {
    assertThatThrownBy(() -> CsvFile.read(file, USUAL))
        .isInstanceOf(FormatException.class)
        .hasMessage(file + ": " + message);
  }

  /** Threads unpack columns, and wrap what they fail of. */
  @Test
  void aLibraryThatIsNotThereIsNoDamage() {
    Throwable lost = new NoClassDefFoundError("com/github/luben/zstd/Zstd");
    assertThat(
            ParquetFormReader.unread(
                Path.of("t"), new IllegalStateException("Error in pipeline", lost)))
        .hasMessage(
            "t: the library that unpacks it cannot be used on this system"
                + " (com/github/luben/zstd/Zstd); write it with another compression (pandas:"
                + " df.to_parquet(path, compression=\"gzip\")).");
    assertThat(ParquetFormReader.unread(Path.of("t"), new IllegalStateException("page 3")))
        .hasMessageContaining("cannot be read as Parquet: page 3; it is damaged");
  }
}
