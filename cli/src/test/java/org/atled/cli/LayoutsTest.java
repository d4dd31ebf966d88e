package org.atled.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.atled.cli.Layouts.columns;
import static org.atled.cli.Layouts.inspected;
import static org.atled.cli.Layouts.one;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.atled.formats.json.JsonPlace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files in the form of some that many know, with numbers that are made up. */
class LayoutsTest {
  @TempDir Path folder;

  private String file(String name, String head, IntFunction<String> row) throws IOException {
    return Layouts.file(folder.resolve(name), head, row);
  }

  /** Names with commas and quotes in quotes; ages, cabins and a port that are missing. */
  @Test
  void passengers() throws IOException {
    String file =
        file(
            "passengers.csv",
            "PassengerId,Survived,Pclass,Name,Sex,Age,SibSp,Parch,Ticket,Fare,Cabin,Embarked\n",
            i ->
                "%d,%d,%d,\"%s %d\",%s,%s,%d,%d,%s,%s,%s,%s"
                    .formatted(
                        i + 1,
                        i * i % 3 % 2,
                        i % 3 + 1,
                        one(i, "Berg, Mr. Karl", "Dahl, Mrs. Karl (Ida \"\"Ina\"\" Holm)"),
                        i,
                        one(i, "male", "female"),
                        i % 6 == 0 ? "" : i % 5 == 0 ? "0.75" : 22 + i % 30 + "",
                        i % 3,
                        i % 2,
                        i % 3 == 0 ? 347082 + i : "A/5 " + (21171 + i),
                        7.25 + i,
                        i % 5 == 0 ? "C" + i : "",
                        i == 17 ? "" : one(i, "S", "C", "Q")));
    JsonPlace json = inspected(file);
    assertThat(columns(json))
        .containsExactly(
            "PassengerId: number, {}, 1 number",
            "Survived: number, {}, 1 number",
            "Pclass: number, {}, 1 number",
            "Name: text, {}, not used",
            "Sex: text, {}, one-hot in 2",
            "Age: number, {\"\":10}, 1 number",
            "SibSp: number, {}, 1 number",
            "Parch: number, {}, 1 number",
            "Ticket: text, {}, not used",
            "Fare: number, {}, 1 number",
            "Cabin: text, {\"\":48}, one-hot in 13",
            "Embarked: text, {\"\":1}, one-hot in 4");
    assertThat(json.list("columns").get(3).strings("examples"))
        .startsWith("Berg, Mr. Karl 0", "Dahl, Mrs. Karl (Ida \"Ina\" Holm) 1");
    assertThat(json.strings("notes")).isEmpty();
    assertThat(json.strings("wrong"))
        .containsExactly(
            "column \"PassengerId\" has another number in every row, as an identifier has; leave it"
                + " out with --drop PassengerId unless its size tells something");
    JsonPlace text = inspected(file, "--text", "Pclass");
    assertThat(columns(text).get(2)).isEqualTo("Pclass: text, {}, one-hot in 3");
  }

  /** No header, blanks behind commas, question marks, and in the test part a line above. */
  @Test
  void incomes() throws IOException {
    IntFunction<String> row =
        i ->
            "%d, %s, %d, %s, %d, %s, %s, %d, 0, %d, %s, %s"
                .formatted(
                    25 + i % 40,
                    i % 9 == 0 ? "?" : one(i, "Private", "State-gov"),
                    77516 + 313 * i,
                    one(i, "Bachelors", "HS-grad", "11th"),
                    new int[] {13, 9, 7}[i % 3],
                    one(i, "Never-married", "Divorced"),
                    one(i, "Adm-clerical", "?", "Exec-managerial"),
                    i % 10 == 0 ? 2174 : 0,
                    i % 7 == 0 ? 13 : 40,
                    i % 8 == 0 ? "?" : "United-States",
                    i % 4 == 0 ? ">50K" : "<=50K");
    List<String> expected =
        List.of(
            "0: number, {}, 1 number",
            "1: text, {\"?\":7}, one-hot in 3",
            "2: number, {}, 1 number",
            "3: text, {}, one-hot in 3",
            "4: number, {}, 1 number",
            "5: text, {}, one-hot in 2",
            "6: text, {\"?\":20}, one-hot in 3",
            "7: number, {}, 1 number",
            "8: number, {}, not used",
            "9: number, {}, 1 number",
            "10: text, {\"?\":8}, one-hot in 2",
            "11: text, {}, one-hot in 2");
    JsonPlace json = inspected(file("incomes.data", "", row), "--no-header");
    assertThat(columns(json)).isEqualTo(expected);
    assertThat(json.list("columns").getLast().strings("signs")).containsExactly("target-like");
    JsonPlace test = inspected(file("incomes.test", "|1x3 Cross validator\n", row), "--no-header");
    assertThat(columns(test)).isEqualTo(expected);
    assertThat(test.strings("notes"))
        .containsExactly("1 line above the table passed over; --skip 0 if it begins there");
    String bare = file("incomes.data", "", row);
    assertThat(Atled.run("inspect", bare).err())
        .contains("line 1 should name the columns, but looks like the rows below (25, ?, 77516,")
        .contains("; add --no-header if it is one");
  }

  /**
   * Blanks that align, a tab, texts in quotes, one question mark, numbers that end with a point.
   */
  @Test
  void cars() throws IOException {
    String file =
        file(
            "cars.data",
            "",
            i ->
                String.format(
                    Locale.ROOT,
                    "%-7.1f%d   %-11.1f%-11s%-11s%-7.1f%d  %d\t\"%s\"",
                    18.0 + i % 9,
                    8 - i % 3 * 2,
                    307.0 + 2 * i,
                    i == 32 ? "?" : 130 + i % 35 + ".0",
                    3504 + 7 * i + ".",
                    12 + i % 5 * 0.5,
                    70 + i % 13,
                    1 + i % 3,
                    one(i, "chevrolet chevelle malibu", "buick skylark 320", "ford torino")));
    JsonPlace json = inspected(file, "--no-header");
    assertThat(json.object("format").string("separator")).isEqualTo("space");
    assertThat(columns(json))
        .containsExactly(
            "0: number, {}, 1 number",
            "1: number, {}, 1 number",
            "2: number, {}, 1 number",
            "3: number, {\"?\":1}, 1 number",
            "4: number, {}, 1 number",
            "5: number, {}, 1 number",
            "6: number, {}, 1 number",
            "7: number, {}, 1 number",
            "8: text, {}, one-hot in 3");
    assertThat(json.list("columns").get(4).doubleValue("min")).isEqualTo(3504);
    assertThat(json.strings("notes")).isEmpty();
  }

  /** Semicolons, points before decimals, names in quotes. */
  @Test
  void wines() throws IOException {
    String file =
        file(
            "wines.csv",
            "\"fixed acidity\";\"citric acid\";\"density\";\"pH\";\"alcohol\";\"quality\"\n",
            i ->
                String.format(
                    Locale.ROOT,
                    "%.1f;%s;%s;%.2f;%s;%d",
                    7 + i % 13 * 0.1,
                    i % 5 == 0 ? "0" : "0.0" + i % 3,
                    "0.99" + (700 + i % 90),
                    3.2 + i % 5 * 0.05,
                    i % 6 == 0 ? "9.53333333333333" : "9.4",
                    5 + i % 3));
    JsonPlace json = inspected(file);
    assertThat(json.object("format").string("separator")).isEqualTo("semicolon");
    assertThat(columns(json))
        .containsExactly(
            "fixed acidity: number, {}, 1 number",
            "citric acid: number, {}, 1 number",
            "density: number, {}, 1 number",
            "pH: number, {}, 1 number",
            "alcohol: number, {}, 1 number",
            "quality: number, {}, 1 number");
    assertThat(json.list("columns").get(2).doubleValue("max")).isEqualTo(0.99759);
    assertThat(json.strings("notes")).isEmpty();
    assertThat(json.list("columns").getLast().strings("signs")).containsExactly("target-like");
  }

  /** Days in ISO, and columns of them that somebody made already. */
  @Test
  void bicycles() throws IOException {
    LocalDate first = LocalDate.of(2011, 12, 15);
    String file =
        file(
            "bicycles.csv",
            "instant,dteday,season,yr,mnth,hr,weekday,temp,windspeed,casual,cnt\n",
            i -> {
              LocalDate day = first.plusDays(i / 2);
              return "%d,%s,1,%d,%d,%d,%d,%s,0,%d,%d"
                  .formatted(
                      i + 1,
                      day,
                      day.getYear() - 2011,
                      day.getMonthValue(),
                      i % 24,
                      day.getDayOfWeek().getValue() % 7,
                      "0." + (24 + i % 10),
                      i % 9,
                      13 + i * i % 29);
            });
    JsonPlace json = inspected(file, "--dates");
    assertThat(columns(json))
        .containsExactly(
            "instant: number, {}, 1 number",
            "dteday: date, {}, year, month, day, weekday in 7",
            "season: number, {}, not used",
            "yr: number, {}, 1 number",
            "mnth: number, {}, 1 number",
            "hr: number, {}, 1 number",
            "weekday: number, {}, 1 number",
            "temp: number, {}, 1 number",
            "windspeed: number, {}, not used",
            "casual: number, {}, 1 number",
            "cnt: number, {}, 1 number");
    assertThat(json.list("columns").getFirst().strings("signs")).containsExactly("index");
    assertThat(columns(inspected(file)).get(1)).isEqualTo("dteday: date, {}, one-hot in 30");
    String days = file("days.csv", "day,n\n", i -> first.plusDays(i) + "," + i % 7);
    assertThat(inspected(days).list("columns").getFirst().string("unused"))
        .endsWith(
            ", such as \"2011-12-15\", too many to be categories; --dates learns them as dates");
  }
}
