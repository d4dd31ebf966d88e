package org.atled.tables.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.tables.CsvFormat;
import org.junit.jupiter.api.Test;

/** How long the windows are in which what is unlike the rest is looked for. */
class AnomalyWindowsTest {
  private static int steps(int length, int period, OptionalInt season, OptionalInt given) {
    double[] values =
        IntStream.range(0, length)
            .mapToDouble(t -> StrictMath.sin(2 * StrictMath.PI * t / period))
            .toArray();
    TimeSeries series = new TimeSeries("load", Clock.ofRows(length), values);
    int known = length - length / 5;
    return AnomalyWindows.of(series, known, season, given, CsvFormat.usual()).steps();
  }

  @Test
  void aSeasonLongerThanWhatIsMeasuredOnGivesWay() {
    OptionalInt none = OptionalInt.empty();
    assertThat(steps(400, 24, none, none)).isEqualTo(24);
    // Of 100 steps 20 are measured on, of 400 80.
    assertThat(steps(100, 24, none, none)).isEqualTo(20);
    assertThat(steps(400, 100, none, none)).isEqualTo(32);
    assertThat(steps(100, 24, none, OptionalInt.of(10))).isEqualTo(10);
    assertThatThrownBy(() -> steps(100, 24, OptionalInt.of(24), none))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "load has 100 values, 80 to learn from and the last 20 to measure on, but 8 windows of"
                + " 24 values need 31 to learn from, and one 24 to measure on; give more rows, or"
                + " take smaller windows by --lags.");
  }
}
