package org.atled.nn.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import org.atled.core.error.ArgumentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
  /** The cosine's column is (1 + cos πt)/2: cos 60° is a half, cos 45° is √½. */
  @ParameterizedTest
  @CsvSource({
    "0, 12, 1, 1, 1",
    "3, 12, 1, 0.75, 0.8535533905932737",
    "4, 12, 1, 0.6666666666666667, 0.75",
    "6, 12, 1, 0.5, 0.5",
    "9, 12, 1, 0.25, 0.14644660940672627",
  })
  void multipliesTheLearningRate(
      long step, long steps, double constant, double linear, double cosine) {
    Schedule.Moment at = Schedule.Moment.of(step, steps);
    assertThat(Schedule.constant().factor(at)).isEqualTo(constant);
    assertThat(Schedule.linear().factor(at)).isCloseTo(linear, within(1e-15));
    assertThat(Schedule.cosine().factor(at)).isCloseTo(cosine, within(1e-15));
  }

  /** Six steps of two epochs. */
  private static double[] factors(Schedule schedule) {
    return DoubleStream.of(0, 1, 2, 3, 4, 5)
        .map(step -> schedule.factor(new Schedule.Moment(step, 6, 3, List.of())))
        .toArray();
  }

  @Test
  void timesMayBeStepsOrEpochs() {
    assertThat(factors(Schedule.exponential(0.5)))
        .containsExactly(1, 0.5, 0.25, 0.125, 0.0625, 0.03125);
    assertThat(factors(Schedule.exponential(0.5).perEpoch()))
        .containsExactly(1, 1, 1, 0.5, 0.5, 0.5);
    assertThat(factors(Schedule.linear(0, 1, 2).inEpochs()))
        .containsExactly(new double[] {0, 1 / 6.0, 1 / 3.0, 0.5, 2 / 3.0, 5 / 6.0}, within(1e-15));
    assertThat(factors(Schedule.linear().perEpoch())).containsExactly(1, 1, 1, 0.5, 0.5, 0.5);
  }

  /** The turn would be at time 0. */
  @Test
  void aCycleTooShortToRiseFalls() {
    Schedule schedule = Schedules.parse("one-cycle:0.25");

    assertThat(schedule.factor(Schedule.Moment.of(0, 4))).isEqualTo(1);
    assertThat(schedule.factor(Schedule.Moment.of(3, 4))).isCloseTo(4e-6, within(1e-15));
    assertThatThrownBy(() -> new OneCycle(0.3, 25, 1e4, -0.1, 0.9))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("OneCycle: the momenta are -0.1 and 0.9 but must be in [0, 1).");
  }

  @Test
  void aTextGivesASchedule() {
    assertThat(factors(Schedules.parse("step:1:0.5"))).containsExactly(1, 1, 1, 0.5, 0.5, 0.5);
    assertThat(factors(Schedules.parse("warmup:1:0.25,constant")))
        .containsExactly(new double[] {0.25, 0.5, 0.75, 1, 1, 1}, within(1e-15));
    // After three steps of warming up, three are left for the cosine.
    assertThat(factors(Schedules.parse("warmup:1,cosine")))
        .containsExactly(new double[] {0.1, 0.4, 0.7, 1, 0.75, 0.25}, within(1e-15));
    assertThat(Schedules.parse("warmup:1,cosine")).hasToString("warmup:1,cosine");
    assertThat(Schedules.parse("one-cycle").momentum(Schedule.Moment.of(0, 10)).orElseThrow())
        .isEqualTo(0.95);
    for (Schedules.Family family : Schedules.all()) {
      String numbers = ":0.5".repeat(family.least());
      assertThat(Schedules.parse(family.name() + numbers)).hasToString(family.name() + numbers);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cosin | there is no schedule "cosin". Did you mean "cosine"? There are: constant, linear, cosine, polynomial, step, multistep, exponential, restarts, one-cycle, cyclic, cyclic-halving, cyclic-falling, inverse-sqrt, plateau, warmup.
          step | "step" has 0 numbers, but step takes from 1 to 2; write it as step:EPOCHS:GAMMA.
          constant:1 | "constant:1" has 1 number, but constant takes none; write it as constant.
          multistep:0.1 | "multistep:0.1" has 1 number, but multistep takes at least 2; write it as multistep:GAMMA:EPOCH:….
          step:x | "x" in "step:x" is not a number, such as 0.5.
          step:0 | Schedule: the time is 0.0 but must be above 0 and finite.
          step:10:-1 | Schedule: gamma is -1.0 but must be at least 0.0 and finite.
          multistep:-0.1:2 | Schedule: gamma is -0.1 but must be at least 0.0 and finite.
          linear:-1 | Schedule: the factor is -1.0 but must be at least 0.0 and finite.
          cosine:-0.5 | Schedule: the least factor is -0.5 but must be at least 0.0 and finite.
          restarts:2:1:-1 | Schedule: the least factor is -1.0 but must be at least 0.0 and finite.
          warmup:2:-1 | Schedule: the first factor is -1.0 but must be at least 0.0 and finite.
          cyclic-falling:2:-1 | Cyclic: gamma is -1.0 but must be at least 0 and finite.
          plateau:1.5 | plateau: the patience is 1.5 but must be a whole number.
          cosine,linear | "cosine,linear" is not a schedule; write one, or one after a warm-up: warmup:2,cosine.
          warmup:0,cosine | Schedule: the time is 0.0 but must be above 0 and finite.
          """)
  void aTextThatIsNoneIsRefused(String text, String message) {
    assertThatThrownBy(() -> Schedules.parse(text))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void aNegativeLossCanGetBetter() {
    ReduceOnPlateau schedule = ReduceOnPlateau.usual().patience(0);
    assertThat(schedule.factor(new Schedule.Moment(0, 1, 1, List.of(-1.0, -2.0, -3.0))))
        .isEqualTo(1);
    assertThat(schedule.factor(new Schedule.Moment(0, 1, 1, List.of(-1.0, -1.00005))))
        .isEqualTo(0.1);
  }
}
