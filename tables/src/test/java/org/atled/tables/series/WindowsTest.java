package org.atled.tables.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntToDoubleFunction;
import org.atled.core.error.ArgumentException;
import org.atled.data.TensorDataset;
import org.atled.tables.CsvFormat;
import org.junit.jupiter.api.Test;

class WindowsTest {
  private static final OptionalInt NONE = OptionalInt.empty();

  private static double[] series(int length, IntToDoubleFunction f) {
    double[] values = new double[length];
    Arrays.setAll(values, f::applyAsDouble);
    return values;
  }

  private static TensorDataset examples(Windows windows, double[] values, int from, int to) {
    TimeSeries series = new TimeSeries("y", Clock.ofRows(values.length), values);
    return ForecastPreparation.of(series, windows, List.of(), false, CsvFormat.usual())
        .examples("y", series, from, to);
  }

  @Test
  void theSeasonIsThePeakThatStandsOut() {
    assertThat(Season.of(series(120, t -> 0.5 * t + Math.sin(2 * Math.PI * t / 12)))).hasValue(12);
    assertThat(Season.of(series(100, t -> 3.0 * t))).isEmpty();
    assertThat(Season.autocorrelations(series(40, t -> t % 2), 2))
        .containsExactly(new double[] {1, -0.975, 0.95}, within(0.01));
  }

  @Test
  void whatIsLearnedUndoesToTheSeries() {
    double[] values = series(96, t -> (10 + t) * (1.5 + Math.sin(2 * Math.PI * t / 12)));
    Windows windows = Windows.of("y", values, 6, OptionalInt.of(12), NONE);
    int end = 60;
    TensorDataset one = examples(windows, values, end, end);

    assertThat(windows.seasonal()).isTrue();
    assertThat(windows.logarithmic()).isTrue();
    assertThat(windows.forecast(one.batch(0).y().toDoubles(), values, end))
        .containsExactly(Arrays.copyOfRange(values, end, end + 6), within(1e-3));
    assertThat(windows.input(values, end)).hasSize(windows.inputs());
  }

  @Test
  void aWindowSeesNothingThatComesAfterIt() {
    double[] values = series(80, t -> Math.sin(0.3 * t) + 0.01 * t);
    Windows windows = Windows.of("y", values, 5, NONE, OptionalInt.of(7));
    double[] seen = windows.input(values, 40);
    Arrays.fill(values, 40, 80, 1e9);

    assertThat(windows.input(values, 40)).containsExactly(seen);
  }

  @Test
  void whatWasNeverBelowZeroIsNotForecastSo() {
    double[] values = series(40, t -> 1 + Math.sin(t));
    Windows windows = Windows.of("y", values, 2, NONE, OptionalInt.of(4));

    assertThat(windows.forecast(new double[] {-100, 1}, values, 40)[0]).isZero();
    values[3] = -1;
    assertThat(windows.forecast(new double[] {-100, 1}, values, 40)[0]).isNegative();
  }

  /** What is learned from is all above 0; what comes later need not be. */
  @Test
  void logarithmsGoNoLowerThanWhatIsLearnedFrom() {
    double[] values = series(96, t -> (10 + t) * (1.5 + Math.sin(2 * Math.PI * t / 12)));
    double[] past = Arrays.copyOf(values, 84);
    Windows windows = Windows.of("y", past, 6, OptionalInt.of(12), NONE);
    values[86] = 0;
    TensorDataset exam = examples(windows, values, 84, 90);
    double[] targets = exam.batch(0).y().toDoubles();

    assertThat(windows.logarithmic()).isTrue();
    assertThat(targets).doesNotContain(Double.NEGATIVE_INFINITY);
    assertThat(windows.forecast(targets, values, 84)[2])
        .isCloseTo(Arrays.stream(past).min().orElseThrow(), within(1e-3));
    assertThat(Arrays.stream(windows.input(values, 96)).allMatch(Double::isFinite)).isTrue();
  }

  @Test
  void plainForecastsRepeatTheLastOrTheSeason() {
    double[] values = {1, 2, 3, 4, 5, 6};
    assertThat(Windows.plain(values, 6, 3, NONE)).containsExactly(6, 6, 6);
    assertThat(Windows.plain(values, 6, 5, OptionalInt.of(3))).containsExactly(4, 5, 6, 4, 5);
    assertThat(ForecastErrors.of(new double[] {1, 5}, new double[] {1, 3}))
        .isEqualTo(new ForecastErrors(1, Math.sqrt(2)));
  }

  @Test
  void namesASeriesThatIsTooShort() {
    assertThatThrownBy(() -> Windows.of("y", new double[20], 10, NONE, OptionalInt.of(6)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "y has 20 values to learn from, but 6 lags, a horizon of 10 and 8 windows need 23; take"
                + " a smaller --horizon or fewer --lags.");
  }
}
