package org.atled.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
  /** The cosine's column is (1 + cos πt)/2: cos 60° is a half, cos 45° is √½. */
  @ParameterizedTest
  @CsvSource({
    "0, 1, 1, 1",
    "0.25, 1, 0.75, 0.8535533905932737",
    "0.3333333333333333, 1, 0.6666666666666667, 0.75",
    "0.5, 1, 0.5, 0.5",
    "0.75, 1, 0.25, 0.14644660940672627",
  })
  void multipliesTheLearningRate(double progress, double constant, double linear, double cosine) {
    assertThat(Schedule.constant().factor(progress)).isEqualTo(constant);
    assertThat(Schedule.linear().factor(progress)).isCloseTo(linear, within(1e-15));
    assertThat(Schedule.cosine().factor(progress)).isCloseTo(cosine, within(1e-15));
  }
}
