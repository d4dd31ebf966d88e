package org.atled.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class TimesTest {
  @Test
  void medianLeastAndGreatestInMilliseconds() {
    assertThat(Times.ofSeconds(0.004, 0.001, 0.002)).isEqualTo(new Times(2, 1, 4));
    assertThat(Times.median(1, 2, 4, 100)).isEqualTo(3);
  }

  @Test
  void aWarmUpEndsWhenItGetsNeitherFasterNorSlower() {
    List<Double> before = List.of(9.0, 1.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0);

    assertThat(Stopwatch.isSettled(before)).isFalse();
    assertThat(Stopwatch.isSettled(with(before, 1.1, 1.0))).isTrue();
    assertThat(Stopwatch.isSettled(with(before, 1.1, 0.9))).isFalse();
    assertThat(Stopwatch.isSettled(with(before, 1.3, 1.4))).isFalse();
    // Eight windows are the last ones: the fastest is still among them.
    assertThat(Stopwatch.isSettled(with(List.of(9.0, 1.1), 1.0, 5, 5, 5, 1.1, 5, 5, 5))).isFalse();
  }

  private static List<Double> with(List<Double> windows, double... more) {
    List<Double> all = new ArrayList<>(windows);
    DoubleStream.of(more).forEach(all::add);
    return all;
  }

  @Test
  void compilersRestOnceTheyDidLittleInAllOfTheLastWindows() {
    assertThat(Stopwatch.rest(List.of(0.9, 0.9, 0.02, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0))).isTrue();
    assertThat(Stopwatch.rest(List.of(0.9, 0.9, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0))).isFalse();
  }

  @Test
  void repetitionsHaveTheIterationsThatTheEffortAllows() {
    int[] calls = new int[1];
    Effort effort = new Effort(0, 0, 3, 0, 4);

    assertThat(new Stopwatch(effort).seconds(100, number -> calls[0]++)).hasSize(3);
    assertThat(calls[0]).isEqualTo(1 + 3 * 4); // one to warm up
  }

  @Test
  void iterationsAreNumberedOnAndOn() {
    StringBuilder seen = new StringBuilder();

    new Stopwatch(new Effort(0, 0, 2, 0, 2)).seconds(2, seen::append);

    assertThat(seen).hasToString("01234");
  }

  @Test
  void anEffortSurvivesACommandLine() {
    assertThat(Effort.parse(Effort.usual().text())).isEqualTo(Effort.usual());
    assertThat(Effort.usual().repetitions()).isGreaterThanOrEqualTo(5);
    assertThat(Effort.usual().describe())
        .contains("warm-up of 3 to 60 s", "7 repetitions of at least 300 ms");
  }
}
