package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.atled.cli.Layouts.columns;
import static org.atled.cli.Layouts.inspected;
import static org.atled.cli.Layouts.one;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.atled.formats.json.JsonPlace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** More files in the form of some that many know, with numbers that are made up. */
class MeasurementLayoutsTest {
  @TempDir Path folder;

  private String file(String name, String head, IntFunction<String> row) throws IOException {
    return Layouts.file(folder.resolve(name), head, row);
  }

  private static String comma(String form, double number) {
    return String.format(Locale.ROOT, form, number).replace('.', ',');
  }

  /** Semicolons also at the ends of rows and in rows of nothing else, decimal commas, -200. */
  @Test
  void air() throws IOException {
    String file =
        file(
            "air.csv",
            "Date;Time;CO(GT);PT08.S1(CO);NMHC(GT);T;AH;;\n",
            i ->
                "%02d/03/2004;%02d.00.00;%s;%d;%d;%s;%s;;"
                    .formatted(
                        10 + i / 12,
                        i % 12 * 2,
                        i % 9 == 0 ? "-200" : comma("%.1f", 1 + i % 7 * 0.3),
                        1360 + i * 7 % 90,
                        i < 20 ? 150 + i : -200,
                        comma("%.1f", 11 + i % 13 * 0.4),
                        comma("%.4f", 0.7 + i % 17 * 0.01)));
    Files.writeString(Path.of(file), ";;;;;;;;\n;;;;;;;;\n", StandardOpenOption.APPEND);
    JsonPlace seen = inspected(file);
    assertThat(seen.intValue("rows")).isEqualTo(60);
    assertThat(columns(seen))
        .containsExactly(
            "Date: date, {}, one-hot in 5",
            "Time: date, {}, one-hot in 12",
            "CO(GT): number, {}, 1 number",
            "PT08.S1(CO): number, {}, 1 number",
            "NMHC(GT): number, {}, 1 number",
            "T: number, {}, 1 number",
            "AH: number, {}, 1 number");
    assertThat(seen.strings("notes"))
        .startsWith("2 columns at the end without name and values passed over")
        .anyMatch(note -> note.startsWith("column \"T\": \"11,0\" is read as 11; --decimal point"));
    assertThat(seen.strings("wrong"))
        .containsExactly(
            "column \"Date\" is learned as text, but looks like dates or times such as 10/03/2004;"
                + " --dates learns them as such",
            "column \"Time\" is learned as text, but looks like dates or times such as 00.00.00;"
                + " --dates learns them as such",
            "column \"CO(GT)\" has -200 in 7 rows, far from all others (1.0 to 2.8), as what stands"
                + " for no value; --missing -200 takes it so",
            "column \"NMHC(GT)\" has -200 in 40 rows, far from all others (150.0 to 169.0), as what"
                + " stands for no value; --missing -200 takes it so");
    JsonPlace mended = inspected(file, "--missing", "-200", "--dates");
    assertThat(columns(mended))
        .startsWith(
            "Date: date, {}, day, weekday in 4",
            "Time: date, {}, hour in 2",
            "CO(GT): number, {\"-200\":7}, 1 number");
    assertThat(mended.strings("wrong")).isEmpty();
  }

  /** No header, tabs, and two of them in some rows. */
  @Test
  void grains() throws IOException {
    String file =
        file(
            "grains.txt",
            "",
            i ->
                String.format(
                    Locale.ROOT,
                    "%.2f\t%.2f\t%.4f\t%s%.3f\t%d",
                    15.26 + i % 9 * 0.31,
                    14.84 + i % 7 * 0.1,
                    0.871 + i % 5 * 0.002,
                    i % 8 == 0 ? "\t" : "",
                    5.763 + i % 11 * 0.01,
                    1 + i / 20));
    JsonPlace json = inspected(file, "--no-header");
    assertThat(json.object("format").string("separator")).isEqualTo("space");
    assertThat(columns(json))
        .containsExactly(
            "0: number, {}, 1 number",
            "1: number, {}, 1 number",
            "2: number, {}, 1 number",
            "3: number, {}, 1 number",
            "4: number, {}, 1 number");
    assertThat(json.list("columns").getLast().strings("signs")).containsExactly("target-like");
    assertThat(Atled.done("train", file, "--no-header", "--target", "-1", "--folds", "5").out())
        .contains("target: 4, a classification (the target has 3 different whole numbers)");
  }

  /** No header, pipes, codes of which some begin with 0 and some have letters. */
  @Test
  void viewers() throws IOException {
    String file =
        file(
            "viewers.user",
            "",
            i ->
                "%d|%d|%s|%s|%s"
                    .formatted(
                        i + 1,
                        24 + i * 7 % 40,
                        one(i * i, "M", "F", "M"),
                        one(i, "technician", "other", "writer", "student"),
                        one(i, "85711", "02215", "T8H1N", "94043", "10021", "01002")));
    JsonPlace json = inspected(file, "--no-header");
    assertThat(json.object("format").string("separator")).isEqualTo("pipe");
    assertThat(columns(json))
        .containsExactly(
            "0: number, {}, 1 number",
            "1: number, {}, 1 number",
            "2: text, {}, one-hot in 2",
            "3: text, {}, one-hot in 4",
            "4: text, {}, one-hot in 6");
    assertThat(json.list("columns").getFirst().strings("signs")).containsExactly("index");
    assertThat(Atled.run("inspect", file).err()).contains("add --no-header if it is one");
  }

  /** Semicolons, quotes, yes and no, a category called unknown, -1 for never. */
  @Test
  void calls() throws IOException {
    String file =
        file(
            "calls.csv",
            "\"age\";\"job\";\"education\";\"default\";\"balance\";\"pdays\";\"y\"\n",
            i ->
                "%d;\"%s\";\"%s\";\"%s\";%d;%d;\"%s\""
                    .formatted(
                        30 + i % 25,
                        one(i, "unemployed", "services", "blue-collar"),
                        one(i, "primary", "secondary", "unknown", "tertiary"),
                        i == 7 ? "yes" : "no",
                        1787 - i * 53,
                        i % 4 == 0 ? 330 + i : -1,
                        i % 8 == 3 ? "yes" : "no"));
    JsonPlace json = inspected(file);
    assertThat(columns(json))
        .containsExactly(
            "age: number, {}, 1 number",
            "job: text, {}, one-hot in 3",
            "education: text, {}, one-hot in 4",
            "default: true/false, {}, one-hot in 2",
            "balance: number, {}, 1 number",
            "pdays: number, {}, 1 number",
            "y: true/false, {}, one-hot in 2");
    assertThat(json.list("columns").getLast().strings("signs")).containsExactly("target-like");
    assertThat(json.strings("wrong"))
        .containsExactly(
            "column \"pdays\" has -1 in 45 rows, far from all others (330.0 to 386.0), as what"
                + " stands for no value; --missing -1 takes it so");
  }

  /** Names of months and days, a target of which most is 0 and a few are very great. */
  @Test
  void fires() throws IOException {
    String file =
        file(
            "fires.csv",
            "X,Y,month,day,FFMC,DC,RH,wind,rain,area\n",
            i ->
                String.format(
                    Locale.ROOT,
                    "%d,%d,%s,%s,%.1f,%.1f,%d,%.1f,%s,%s",
                    1 + i % 9,
                    2 + i % 7,
                    one(i, "mar", "oct", "aug", "sep"),
                    one(i, "fri", "tue", "sat"),
                    86.2 + i % 6 * 0.7,
                    94.3 + i % 11 * 50,
                    51 - i % 20,
                    6.7 - i % 5,
                    i == 40 ? "0.2" : i % 2 == 0 ? "0" : "0.0",
                    i % 2 == 0 ? "" + (1 + i * i * i / 64) / 4.0 : "0"));
    JsonPlace json = inspected(file);
    assertThat(columns(json))
        .startsWith(
            "X: number, {}, 1 number",
            "Y: number, {}, 1 number",
            "month: text, {}, one-hot in 4",
            "day: text, {}, one-hot in 3")
        .endsWith("rain: number, {}, 1 number", "area: number, {}, 1 number");
    assertThat(json.list("columns").get(1).strings("signs")).isEmpty();
    assertThat(json.strings("wrong"))
        .singleElement()
        .asString()
        .startsWith("half of column \"area\" is below ")
        .endsWith("--log-target learns the logarithm if it is the target");
    String out = folder.resolve("m").toString();
    List<String> said =
        Atled.done("train", file, "--target", "area", "--epochs", "1", "--out", out)
            .out()
            .lines()
            .toList();
    assertThat(said.getFirst())
        .startsWith("warning: half of the target is below ")
        .endsWith("--log-target learns the logarithm");
  }
}
