package org.atled.tables.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.atled.core.error.ArgumentException;
import org.atled.formats.json.JsonPlace;
import org.atled.tables.CsvFile;
import org.atled.tables.CsvFormat;
import org.atled.tables.DateOrder;
import org.atled.tables.DatePart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When the steps of a series were, and what follows from it. */
class ClockTest {
  private static TimeSeries series(String... stamps) {
    return series(Optional.empty(), stamps);
  }

  private static TimeSeries series(Optional<DateOrder> order, String... stamps) {
    StringBuilder csv = new StringBuilder("when,y\n");
    for (int i = 0; i < stamps.length; i++) {
      csv.append(stamps[i]).append(',').append(10 + i).append('\n');
    }
    return TimeSeries.of(
        CsvFile.read(
            new ByteArrayInputStream(csv.toString().getBytes(StandardCharsets.UTF_8)),
            Path.of("a.csv"),
            CsvFormat.usual()),
        "y",
        Optional.of("when"),
        order);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1949-11 1949-12 1950-01      | a month    | 1950-02 1950-03
          1981-02-27 1981-02-28 1981-03-01 | a day  | 1981-03-02 1981-03-03
          31.01.2023 28.02.2023 31.03.2023 | a month | 30.04.2023 31.05.2023
          2020-03-31 2020-06-30 2020-09-30 | 3 months | 2020-12-31 2021-03-31
          2020-01-01T22:00 2020-01-01T23:00 2020-01-02T00:00 | an hour | 2020-01-02T01:00 2020-01-02T02:00
          11/01/2020 12/01/2020 01/01/2021 | a month | 02/01/2021 03/01/2021
          2023-02-28 2023-03-28 2023-04-28 | a month | 2023-05-28 2023-06-28
          2023-04-30 2023-05-30 2023-06-30 | a month | 2023-07-30 2023-08-30
          2023-01-30 2023-02-28 2023-03-30 | a month | 2023-04-30 2023-05-30
          2024-01-29 2024-02-29 2024-03-29 | a month | 2024-04-29 2024-05-29
          2022-11-29 2023-02-28 2023-05-29 | 3 months | 2023-08-29 2023-11-29
          2023-02-28 2023-03-30 2023-04-30 | a month | 2023-05-30 2023-06-30
          1999 2000 2001               | 1          | 2002 2003
          0.5 0.75 1                   | 0.25       | 1.25 1.50
          """)
  void whatComesNextIsWrittenAsWhatWas(String stamps, String pace, String next) {
    Clock clock = series(stamps.split(" ")).clock();

    assertThat(clock.pace()).get().hasToString(pace);
    assertThat(clock.next(2)).containsExactly(next.split(" "));
    Pace read = Pace.read(JsonPlace.parse(clock.pace().orElseThrow().json().compact(), "a"));
    assertThat(read).isEqualTo(clock.pace().orElseThrow());
  }

  @Test
  void stepsThatDifferAreCounted() {
    Clock clock = series("2020-01-03", "2020-01-06", "2020-01-07").clock();

    assertThat(clock.pace()).isEmpty();
    assertThat(clock.next(2)).containsExactly("+1", "+2");
    assertThat(Clock.ofRows(3).next(2)).containsExactly("3", "4");
  }

  @Test
  void stampsMustRise() {
    assertThatThrownBy(() -> series("2020-01-03", "2020-01-02"))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "a.csv, line 3: when goes from \"2020-01-03\" to \"2020-01-02\", but time stamps must"
                + " rise; sort the file by when, with one row for each.");
  }

  private static ForecastPreparation prepared(TimeSeries series, boolean sequential) {
    Windows windows = new Windows(1, 3, OptionalInt.of(4), false, false, 0, 1, 0);
    return ForecastPreparation.of(
        series, windows, List.of(DatePart.MONTH), sequential, CsvFormat.usual());
  }

  private static TimeSeries months(int from, int count) {
    String[] stamps = new String[count];
    Arrays.setAll(stamps, i -> "%d-%02d".formatted(2000 + (from + i) / 12, 1 + (from + i) % 12));
    return series(stamps);
  }

  /** A season goes on where it was, though the rows begin later. */
  @Test
  void newerRowsFindTheirPlaceInTheSeason() {
    ForecastPreparation learned = prepared(months(0, 20), false);

    assertThat(learned.place(months(6, 5))).isEqualTo(11);
    assertThatThrownBy(() -> learned.place(series("2001-01-01", "2001-01-02")))
        .hasMessage(
            "The steps of when are of a day, but the model learned from steps of a month; give rows"
                + " at those.");
    ForecastPreparation uneven = prepared(series("2020-01-03", "2020-01-06", "2020-01-07"), false);
    assertThat(uneven.place(series("2020-01-03", "2020-01-06", "2020-01-07", "2020-01-08")))
        .isEqualTo(4);
    assertThatThrownBy(() -> uneven.place(series("2020-01-06", "2020-01-07")))
        .hasMessageStartingWith("The rows do not begin as those that the model learned from");
  }

  /** A few rows may be at other steps too, and differences of times are rounded. */
  @Test
  void aFewNewerRowsAreReadAsThoseBefore() {
    ForecastPreparation months = prepared(months(0, 20), false);
    assertThat(months.place(months(12, 2))).isEqualTo(14);

    String[] minutes = new String[20];
    Arrays.setAll(minutes, i -> "2020-01-01 00:%02d".formatted(i));
    ForecastPreparation everyMinute = prepared(series(minutes), false);
    assertThat(everyMinute.place(series("2023-07-01 05:17", "2023-07-01 05:18")))
        .isEqualTo(1277 * 1440 + 5 * 60 + 19);

    TimeSeries american = series("03/30/2023", "03/31/2023", "04/01/2023");
    Optional<DateOrder> order = prepared(american, false).start().order();
    assertThat(order).contains(DateOrder.MONTH_FIRST);
    Clock later = series(order, "04/04/2023").clock();
    assertThat(later.date(0)).isEqualTo("2023-04-04T00:00");
    assertThat(later.next(1, american.clock().pace())).containsExactly("04/05/2023");
    assertThat(series(order, "04/02/2023", "04/03/2023").clock().date(0))
        .isEqualTo("2023-04-02T00:00");
  }

  @Test
  void aRecurrenceSeesTheSameStepByStep() {
    TimeSeries series = months(0, 12);
    float[] flat = prepared(series, false).input(series, 7, 7);
    ForecastPreparation steps = prepared(series, true);
    float[] sequence = steps.input(series, 7, 7);

    assertThat(steps.shape().toArray()).containsExactly(3, 6);
    for (int lag = 0; lag < 3; lag++) {
      assertThat(sequence[lag * 6]).isEqualTo(flat[lag]);
      assertThat(Arrays.copyOfRange(sequence, lag * 6 + 1, lag * 6 + 6))
          .containsExactly(Arrays.copyOfRange(flat, 3, 8));
    }
    // July, the last that is seen, and not August, which is forecast.
    assertThat(flat[6]).isEqualTo((float) StrictMath.sin(Math.PI), within(1e-6f));
    assertThat(flat[7]).isEqualTo(-1);
  }

  @Test
  void calendarsNeedDates() {
    assertThatThrownBy(() -> prepared(series("1", "2", "3"), false))
        .hasMessage(
            "The calendar is of dates, but when has numbers; name a column of dates by --time, or"
                + " leave --calendar out.");
    assertThat(DatePart.HOUR.circle(LocalDateTime.of(2020, 1, 1, 6, 0)))
        .containsExactly(new double[] {1, 0}, within(1e-12));
  }
}
