package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which files are tables, and what is wrong with those that are none. */
class TableFilesTest {
  @TempDir Path folder;

  private Path csv(String name, String text) {
    return csv(name, text, StandardCharsets.UTF_8);
  }

  private Path csv(String name, String text, Charset charset) {
    try {
      return Files.writeString(folder.resolve(name), text, charset);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Each with what the file is called in front, and nothing saved. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          `` | the file is empty; it must hold a line of column names and at least one row.
          a,y | there is no row below the column names on line 1; if that line is a row, add --no-header.
          a,y~1,2~3~ | line 3 has 1 column but line 1 has 2; mend the line, and quote text that holds the separator.
          a,z~1,2~ | there is no column "y". There are: a, z.
          a,y~,1~NA,2~,3~,4~,5~ | no column says anything to learn from; not used: "a": every value is missing.
          a,y~1,x~2,x~3,x~4,x~5,x~ | column "y": every row has "x", but there must be at least 2 classes to tell apart; take another target.
          a,y~1,"2~ | line 2, column 1 (from 0), cannot be read: Unclosed quoted field at end of input; close each quote, and write one that is part of a text twice.
          a,y~1,2~2,1e400~ | line 3, column "y": 1e400 is infinite, or beyond the range of a number (1.8e308); mend it, or say --missing 1e400 to leave the row out.
          a,y~1,2~2,3~ | 2 rows with a target are too few; it takes 5: 4 to learn from and 1 to measure on.
          """)
  void whatIsWrongWithAFile(String text, String message) throws IOException {
    Path file = csv("bad.csv", text.replace('~', '\n'));
    Path out = folder.resolve("out/model");
    Atled ran = Atled.run("train", file.toString(), "--target", "y", "--out", out.toString());
    // A table that does not fit what was asked for is another mistake than one that is damaged.
    boolean isUnfit = message.contains("there is no column") || message.contains("too few");
    ran.failed(isUnfit ? 2 : 1, file + ": " + message);
    assertThat(ran.out()).isEmpty();
    Files.delete(file);
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void whatIsWrongWithAnEncoding() {
    Path latin = csv("l.csv", "a,y\n1,\u00fc\n", StandardCharsets.ISO_8859_1);
    Atled.run("train", latin.toString(), "--target", "y")
        .failed(
            1,
            latin
                + ": at byte 6: line 2, character 3, is not UTF-8 (0xFC); save the file as UTF-8,"
                + " or say what it is: --encoding ISO-8859-1.");
    Path wide = csv("w.csv", "a;y\n1;2\n2;3\n4;1,5\n", StandardCharsets.UTF_16);
    assertThat(Atled.done("inspect", wide.toString()).out())
        .contains(
            "w.csv, 3 rows of 2 values, separated by semicolon",
            "note: it is UTF-16, as spreadsheets save \"Unicode text\", and is read so");
  }

  @Test
  void aMillionColumnsAreRefusedQuickly() {
    Path wide = csv("wide.csv", "x,".repeat(1_000_000) + "y\n");
    Atled.run("train", wide.toString(), "--target", "y")
        .failed(
            1,
            wide
                + ": line 1 has more than 262,144 columns, the most that are read; leave columns"
                + " out of the file, or name its --separator.");
  }

  /** The first line counts rows and columns, as scikit-learn's files do, and names none. */
  @Test
  void aFirstLineThatIsNoHeaderIsNoticed() {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < 40; i++) {
      rows.append(i % 7 + 0.5).append(",").append(i % 5 + 1).append(",1.5,").append(i % 3 + 0.25);
      rows.append(",").append(i % 2).append("\n");
    }
    String counted = csv("counted.csv", "40,4,setosa,versicolor,virginica\n" + rows).toString();
    String bare = csv("bare.csv", rows.toString()).toString();
    String model = folder.resolve("flowers").toString();
    String doubt =
        "warning: line 1 is taken for the names of the columns, but has numbers where there are"
            + " numbers below (\"40\", \"4\"); if it is a row, add --no-header; if it is neither,"
            + " --no-header --skip 1; if it does name them, --header"
            + System.lineSeparator();
    String row =
        ": line 1 should name the columns, but looks like the rows below (0.5, 1, 1.5, 0.25, 0);"
            + " add --no-header if it is one, or --header if it does name them.";

    Atled.run("train", counted, "--target", "4", "--out", model)
        .failed(
            2,
            counted
                + ": \"4\" is the name of column 1 (from 0), but column 4 is \"virginica\"; say"
                + " which by its place, #1 or #4, or, if the first line names no columns, add"
                + " --no-header, and --skip if it is no row either.");
    Atled.run("train", bare, "--target", "4", "--out", model).failed(1, bare + row);
    assertThat(Path.of(model)).doesNotExist();

    assertThat(
            Atled.done("train", counted, "--target", "-1", "--epochs", "1", "--out", model).out())
        .startsWith(doubt);
    assertThat(Atled.done("eval", model, counted).out()).startsWith(doubt);
    assertThat(Atled.run("predict", model, counted).err()).startsWith(doubt);
    assertThat(Atled.done("eval", model).out()).startsWith("counted.csv: 8 test examples");
    assertThat(Atled.done("eval", model, counted, "--header").out()).doesNotContain("warning");
    Atled.run("eval", model, bare).failed(1, bare + row);
    Atled.run("predict", model, bare).failed(1, bare + row);
    assertThat(Atled.done("predict", model, bare, "--no-header").out().lines()).hasSize(41);
  }

  @Test
  void filesAreToldFromNames() {
    assertThat(List.of("a.csv", "A.TSV", "a.txt.gz", "a.zip", "a.csv.zip", "d/a", "./xor"))
        .allMatch(TableFile::isMeant);
    assertThat(List.of("xor", "sprials", "csv", "a.", "a.png")).noneMatch(TableFile::isMeant);
    assertThat(TableFile.stem(Path.of("d/a.b.csv.gz"))).isEqualTo("a.b");
    assertThat(TableFile.stem(Path.of("d/a"))).isEqualTo("a");
  }
}
