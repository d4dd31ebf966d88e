package org.atled.plot.axis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicksTest {
  private static List<String> labels(List<Tick> ticks) {
    return ticks.stream().map(Tick::label).filter(label -> !label.isEmpty()).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          0 | 1 | 5 | 0, 0.2, 0.4, 0.6, 0.8, 1.0
          0 | 10 | 5 | 0, 2, 4, 6, 8, 10
          -1.3 | 1.4 | 5 | −1.0, −0.5, 0, 0.5, 1.0
          0.13 | 0.39 | 5 | 0.15, 0.20, 0.25, 0.30, 0.35
          0 | 60000 | 6 | 0, 10,000, 20,000, 30,000, 40,000, 50,000, 60,000
          0 | 3e6 | 3 | 0, 10⁶, 2×10⁶, 3×10⁶
          1000000 | 1000010 | 2 | 10⁶, 1.000005×10⁶, 1.00001×10⁶
          0 | 2e-7 | 2 | 0, 10⁻⁷, 2×10⁻⁷
          5 | 5.0000001 | 1 | 5.0000000, 5.0000001
          """)
  void evenTicksStandOnStepsOfOneTwoOrFive(double from, double to, int room, String expected) {
    List<Tick> ticks = Ticks.of(new Range(from, to), false, room);

    assertThat(String.join(", ", labels(ticks))).isEqualTo(expected);
    assertThat(ticks).allMatch(tick -> tick.value() >= from - 1e-12 && tick.value() <= to + 1e-12);
  }

  @Test
  void tickValuesAreTheDoublesNearestToTheirDecimals() {
    assertThat(Ticks.of(new Range(0, 1), false, 10).get(3).value()).isEqualTo(0.3);
    assertThat(Ticks.of(new Range(-1, 0), false, 10).getFirst().value()).isEqualTo(-1.0);
  }

  @Test
  void thereAreAboutAsManyTicksAsThereIsRoomFor() {
    for (double length = 0.001; length < 1e5; length *= 1.37) {
      for (int room = 2; room < 12; room++) {
        int count = Ticks.of(new Range(-length / 3, length), false, room).size();
        assertThat((double) count).isBetween(room / 1.6 - 1, 1.6 * room + 1);
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          1 | 1000 | 6 | 1, 10, 100, 1,000
          1e-6 | 1 | 8 | 10⁻⁶, 10⁻⁵, 10⁻⁴, 10⁻³, 10⁻², 10⁻¹, 10⁰
          10 | 50000 | 6 | 10, 100, 1,000, 10,000
          0.01 | 5e6 | 9 | 10⁻², 10⁻¹, 10⁰, 10¹, 10², 10³, 10⁴, 10⁵, 10⁶
          3 | 70 | 6 | 5, 10, 20, 50
          1e-20 | 1e20 | 5 | 10⁻¹⁶, 10⁻⁸, 10⁰, 10⁸, 10¹⁶
          """)
  void logarithmicTicksStandOnPowersOfTen(double from, double to, int room, String expected) {
    assertThat(String.join(", ", labels(Ticks.of(new Range(from, to), true, room))))
        .isEqualTo(expected);
  }

  @Test
  void allTicksOfAnAxisAreWrittenAlike() {
    for (double from = 1e-9; from < 1e9; from *= 3.7) {
      for (double to = 1.3 * from; to < 1e12; to *= 2.9) {
        List<String> labels = labels(Ticks.of(new Range(from, to), true, 8));
        assertThat(labels.stream().map(label -> label.matches(".*[⁰¹²³⁴⁵⁶⁷⁸⁹]")).distinct())
            .as("%s to %s: %s", from, to, labels)
            .hasSizeLessThan(2);
      }
    }
  }

  @Test
  void betweenPowersOfTenThereAreMinorTicks() {
    List<Tick> ticks = Ticks.of(new Range(0.5, 2000), true, 6);

    assertThat(ticks.stream().filter(tick -> !tick.major()).map(Tick::value))
        .contains(0.5, 0.9, 2.0, 9.0, 20.0, 900.0, 2000.0)
        .doesNotContain(0.4, 1.0, 10.0, 100.0, 3000.0);
    assertThat(Ticks.of(new Range(1, 1e9), true, 9)).allMatch(Tick::major);
  }

  @Test
  void wholeTicksLeaveFractionsOut() {
    assertThat(labels(Ticks.whole(new Range(0.9, 3.1), 8))).containsExactly("1", "2", "3");
    assertThat(labels(Ticks.whole(new Range(0, 100), 5)))
        .containsExactly("0", "20", "40", "60", "80", "100");
  }

  @Test
  void listsAreCountedInStepsToo() {
    assertThat(Ticks.stride(10, 12)).isEqualTo(1);
    assertThat(Ticks.stride(30, 12)).isEqualTo(2);
    assertThat(Ticks.stride(60, 12)).isEqualTo(5);
    assertThat(Ticks.stride(1000, 12)).isEqualTo(100);
  }

  @Test
  void numbersAreWrittenForPeople() {
    assertThat(Numerals.of(0, 3)).isEqualTo("0");
    assertThat(Numerals.of(-0.123456, 3)).isEqualTo("−0.123");
    assertThat(Numerals.of(1234.5, 6)).isEqualTo("1,234.5");
    assertThat(Numerals.of(100, 2)).isEqualTo("100");
    assertThat(Numerals.of(-12_345_678, 2)).isEqualTo("−1.2×10⁷");
    assertThat(Numerals.of(-1e-9, 2)).isEqualTo("−10⁻⁹");
    assertThat(Numerals.of(Double.NaN, 2)).isEqualTo("NaN");
    assertThat(Numerals.of(Double.NEGATIVE_INFINITY, 2)).isEqualTo("−∞");
  }
}
