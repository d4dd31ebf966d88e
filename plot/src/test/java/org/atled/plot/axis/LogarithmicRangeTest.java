package org.atled.plot.axis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogarithmicRangeTest {
  private static String labels(Range range, int room) {
    return String.join(
        ", ", Ticks.of(range, true, room).stream().filter(Tick::major).map(Tick::label).toList());
  }

  @Test
  void withoutNumbersItIsADecade() {
    assertThat(Range.over(List.of(new double[] {Double.NaN}), true)).isEqualTo(new Range(1, 10));
  }

  @ParameterizedTest
  @CsvSource({"4.9e-324, 1", "4.9e-324, 4.9e-324", "1e-300, 1e300", "1.7e308, 1.7e308"})
  void aPaddedRangeIsAScaleWithTicks(double from, double to) {
    Range range = new Range(from, to).padded(true, 0.05);
    Scale scale = new Scale(range, true, 0, 100);

    assertThat(range.from()).isBetween(Double.MIN_NORMAL, Math.nextDown(range.to()));
    assertThat(range.to()).isFinite();
    assertThat(scale.at(range.from())).isZero();
    assertThat(scale.at(range.to())).isEqualTo(100);
    assertThat(scale.values(3)).doesNotContain(0, Double.POSITIVE_INFINITY, Double.NaN);
    assertThat(Ticks.of(range, true, 6))
        .isNotEmpty()
        .allMatch(tick -> tick.value() > 0 && Double.isFinite(tick.value()));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          2.1 | 4.8 | 6 | 2.5, 3.0, 3.5, 4.0, 4.5
          1.1 | 1.9 | 4 | 1.2, 1.4, 1.6, 1.8
          """)
  void aShortRangeIsMarkedOnEvenSteps(double from, double to, int room, String expected) {
    assertThat(labels(new Range(from, to), room)).isEqualTo(expected);
  }
}
