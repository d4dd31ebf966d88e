package org.atled.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.FormatException;
import org.atled.formats.json.JsonPlace;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Dates as they are written, and what is learned of them. */
class DatesTest {
  @TempDir private Path folder = Path.of("");

  private Table table(String... dates) {
    StringBuilder text = new StringBuilder("d;y\n");
    for (int i = 0; i < dates.length; i++) {
      text.append(dates[i]).append(';').append(i).append(".5\n");
    }
    return Tables.of(folder, text.toString());
  }

  private static Input.Calendar calendar(Table table) {
    return (Input.Calendar) Input.fit(table.column("d"), table.allRows(), Gathering.NONE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2024-03-05                     | year-first  | 2024-03-05 | 0
          2024/3/5 18:30                 | year-first  | 2024-03-05 | 18.5
          2024-03-05T06:15:00.250+02:00  | day-first   | 2024-03-05 | 6.25
          2024-03-05T06:15Z[UTC]         | year-first  | 2024-03-05 | 6.25
          05.03.2024                     | day-first   | 2024-03-05 | 0
          5/3/24, 1:45 pm                | day-first   | 2024-03-05 | 13.75
          5-3-69                         | day-first   | 1969-03-05 | 0
          03/05/2024 12:00 AM            | month-first | 2024-03-05 | 0
          5 Mar 2024                     | year-first  | 2024-03-05 | 0
          March 5, 2024 24:00            | month-first | 2024-03-05 | 24
          05-Sept-99                     | day-first   | 1999-09-05 | 0
          2024-03                        | year-first  | 2024-03-01 | 0
          7:30                           | year-first  |            | 7.5
          18.30.00                       | clock       |            | 18.5
          """)
  void momentsAreRead(String text, String order, LocalDate date, double hour) {
    assertThat(Moment.of(text, DateOrder.named(order).orElseThrow()))
        .contains(new Moment(Optional.ofNullable(date), hour));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-13-05",
        "2023-02-29",
        "31/31/2024",
        "2024",
        "20241305",
        "5 Foo 2024",
        "25:00",
        "7:60",
        "1.2.3",
        "10-11",
        "2024-03-05x",
        "13:00 pm",
        "",
        "soon",
        "192.168.10.1"
      })
  void whatIsNoDateIsNone(String text) {
    assertThat(Arrays.stream(DateOrder.values()))
        .allMatch(order -> Moment.of(text, order).isEmpty());
  }

  @Test
  void theOrderIsThatOnWhichAllRowsAgree() {
    assertThat(dated("05/03/2024", "25/03/2024", "-").dates()).contains(DateOrder.DAY_FIRST);
    assertThat(dated("05/03/2024", "03/25/2024").dates()).contains(DateOrder.MONTH_FIRST);
    assertThat(dated("05.03.2024", "06.03.2024").dates()).contains(DateOrder.DAY_FIRST);
    assertThat(dated("2024-03-05", "None").dates()).contains(DateOrder.YEAR_FIRST);
    assertThat(dated("00.00.00", "18.30.00").dates()).contains(DateOrder.CLOCK);
    assertThat(dated("2024-03-05", "-", "None", "NA").missing()).isEqualTo(3);
    assertThat(table("05/03/2024", "25/03/2024").withDates(List.of()).remarks())
        .containsExactly("column \"d\": \"05/03/2024\" is read as 2024-03-05");
  }

  @Test
  void anOrderThatIsNotKnownIsRefused() {
    Table either = table("2024-03-05", "05/03/2024", "06/03/2024");
    assertThatThrownBy(() -> either.withDates(List.of()))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            either.file()
                + ": line 3, column \"d\": \"05/03/2024\" may have the day or the month first, and"
                + " no row tells which; write dates as 2024-12-31, or keep the column as text with"
                + " --text d.");
    assertThatThrownBy(() -> table("03/25/2024", "25/03/2024").withDates(List.of()))
        .hasMessageContaining(
            "line 2, column \"d\": \"03/25/2024\" is no date with the day first, and"
                + " \"25/03/2024\" on line 3 none with the month first, so that the others are not"
                + " known; ");
    for (String time : List.of(" 10:15:00.250", " 1:30 p.m.")) {
      assertThatThrownBy(() -> table("05/03/2024" + time, "06/03/2024" + time).withDates(List.of()))
          .hasMessageContaining("may have the day or the month first, and no row tells which; ");
      assertThatThrownBy(() -> table("05-03-2024" + time, "06-03-2024" + time).withDates(List.of()))
          .hasMessageContaining("may have the day or the month first, and no row tells which; ");
      assertThat(dated("05.03.2024" + time, "06.03.2024" + time).dates())
          .contains(DateOrder.DAY_FIRST);
    }
    Table word =
        table("2024-03-05", "2024-03-06", "2024-03-07", "2024-03-08", "2024-03-09", "soon");
    assertThatThrownBy(() -> word.withDates(List.of()))
        .hasMessageEndingWith(
            "line 7, column \"d\": \"soon\" is no date, but 5 of 6 values are; mend it, say"
                + " --missing soon if it stands for no value, or keep the column as text with"
                + " --text d.");
    assertThatThrownBy(() -> table("a", "b").withDates(List.of()))
        .isInstanceOf(ArgumentException.class)
        .hasMessageEndingWith(": there is no column of dates; leave --dates out.");
    assertThatThrownBy(() -> either.withText(List.of("d")).withDates(List.of()))
        .hasMessageEndingWith(": there is no column of dates; leave --dates out.");
    assertThatThrownBy(() -> either.withDates(List.of("d")))
        .hasMessageEndingWith(": there is no column of dates; leave --dates out.");
  }

  @Test
  void whatDiffersIsLearned() {
    Input.Calendar days = calendar(table("2024-03-04", "2024-03-06").withDates(List.of()));
    assertThat(days.parts()).containsExactly(DatePart.DAY, DatePart.WEEKDAY);
    assertThat(days.becomes()).isEqualTo("day, weekday in 4");
    Input.Calendar all =
        calendar(table("2023-03-04 06:00", "2025-07-06", "?").withDates(List.of()));
    assertThat(all.parts()).containsExactly(DatePart.values());
    assertThat(all.width()).isEqualTo(9);
    assertThat(all.mean()).isEqualTo(2024);
    assertThat(all.deviation()).isCloseTo(1, within(1e-9));
    assertThat(calendar(table("7:00", "18:30").withDates(List.of())).parts())
        .containsExactly(DatePart.HOUR);
    Table same = table("2024-03-04 10:00 UTC", "2024-03-04 10:00").withDates(List.of());
    assertThat(Input.uselessness(same.column("d"), same.allRows(), Gathering.NONE))
        .contains("its dates have the same year, month, day, weekday and hour");
  }

  /** December is next to January, and Sunday to Monday. */
  @Test
  void whatComesAgainIsAPlaceOnACircle() {
    Table table = table("2023-01-02 00:00", "2025-04-03 06:00", "-").withDates(List.of());
    Problem problem = Problem.of(table, "y", List.of(), Optional.of(Kind.REGRESSION));
    Preparation preparation = Preparation.fit(problem, table.allRows());
    Notes notes = new Notes();
    float[] values = preparation.inputs(table, table.allRows(), notes);
    double day = 2 * Math.PI / 31;
    double thursday = 2 * Math.PI * 3 / 7;
    double[] expected = {
      -1, 0, 1, Math.sin(day), Math.cos(day), 0, 1, 0, 1,
      1, 1, 0, Math.sin(2 * day), Math.cos(2 * day), Math.sin(thursday), Math.cos(thursday), 1, 0,
      0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    assertThat(values).hasSize(27);
    for (int i = 0; i < 27; i++) {
      assertThat((double) values[i]).as("%d", i).isCloseTo(expected[i], within(1e-6));
    }
    assertThat(notes.lines()).containsExactly("missing in \"d\": 1, filled with no date");

    JsonPlace json = new JsonPlace(preparation.json(), "model.json", "");
    Preparation again = Preparation.read(json, preparation.info("t"));
    assertThat(again).isEqualTo(preparation);
    Table other = Tables.of(folder, "d,x\n2025-04-03T06:00:00Z,1\n-,2\n");
    assertThat(again.inputs(other, other.allRows(), new Notes()))
        .isEqualTo(Arrays.copyOfRange(values, 9, 27));
    Table wrong = Tables.of(folder, "d\n2025-04-03\n04/03/2025\n");
    assertThatThrownBy(() -> again.inputs(wrong, wrong.allRows(), new Notes()))
        .isInstanceOf(FormatException.class)
        .hasMessage(
            wrong.file()
                + ": line 3, column \"d\": \"04/03/2025\" is no date as the model learned, such as"
                + " 2024-12-31; mend it, or leave it empty to have it filled.");
    assertThat(memory(again, LocalDateTime.of(2025, 4, 3, 6, 0)))
        .isEqualTo(Arrays.copyOfRange(values, 9, 18));
    assertThat(memory(again, "2025-04-03 06:00")).isEqualTo(Arrays.copyOfRange(values, 9, 18));
    assertThat(memory(again, "None")).isEqualTo(new float[9]);
    assertThatThrownBy(() -> memory(again, 2025))
        .hasMessage(
            "The row, column \"d\": 2025 is a number, but the model learned dates here (such as"
                + " 2024-12-31); give a date of java.time or text, or null to have it filled.");
  }

  private static float[] memory(Preparation preparation, Object value) {
    float[] into = new float[preparation.width()];
    Missing usual = Missing.of(MissingWords.USUAL);
    GivenRow.write(preparation, List.of(usual), List.of(value), "The row", into, 0, new Notes());
    return into;
  }

  @Test
  void columnsStayText() {
    String text = "zip,n,y\n1234,1,2\n2345,x,3\n1234,2,5\n";
    Table table = Tables.of(folder, text).withText(List.of("zip, n"));
    Problem problem = Problem.of(table, "y", List.of(), Optional.of(Kind.REGRESSION));
    Preparation preparation = Preparation.fit(problem, table.allRows());
    assertThat(preparation.inputs())
        .extracting(Input::becomes)
        .containsExactly("one-hot in 2", "one-hot in 3");
    assertThat(preparation.inputs(table, new int[] {2}, new Notes()))
        .containsExactly(1, 0, 0, 1, 0);
    Table again = Tables.of(folder, "zip,n\n1234,2\n");
    assertThat(preparation.inputs(again, new int[] {0}, new Notes()))
        .containsExactly(1, 0, 0, 1, 0);
    assertThat(Inspection.of(table).columns())
        .extracting(ColumnReport::why)
        .containsExactly(
            "as --text says", "as --text says", "every value that is there is a number");
    String words = "n,y\n" + "1.5,2\n".repeat(30) + "few,3\n";
    assertThat(Inspection.of(Tables.of(folder, words).withText(List.of("n"))).wrong()).isEmpty();
    Problem classes =
        Problem.of(
            Tables.of(folder, "y,x\n1,2\n2,3\n1,5\n").withText(List.of("y")),
            "y",
            List.of(),
            Optional.empty());
    assertThat(classes.kind()).isEqualTo(Kind.CLASSIFICATION);
  }

  private Column dated(String... dates) {
    return table(dates).withDates(List.of()).column("d");
  }

  @Test
  void eightDigitsAreADateIfAllOfAColumnAre() {
    Table table = table("20240131", "20231231", "NA", "20240101");
    assertThat(table.column("d").isNumeric()).isTrue();
    Table dated = table.withDates(List.of());
    assertThat(calendar(dated).parts()).contains(DatePart.YEAR, DatePart.MONTH, DatePart.DAY);
    assertThat(dated.remarks()).contains("column \"d\": \"20240131\" is read as 2024-01-31");
    Problem problem = Problem.of(table, "y", List.of(), Optional.empty());
    assertThat(problem.warnings())
        .contains(
            "column \"d\" is learned as a number, but looks like dates such as 20240131; --dates"
                + " learns them as dates");
    for (String other : List.of("20241331", "20240230", "21000101", "2024011")) {
      assertThatThrownBy(() -> table("20240131", other).withDates(List.of()))
          .hasMessageEndingWith("there is no column of dates; leave --dates out.");
    }
  }
}
