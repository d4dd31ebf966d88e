package org.atled.train.doubt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.junit.jupiter.api.Test;

class ConformityScoresTest {
  private static final ConformityScores TO_NINE =
      new ConformityScores(new double[] {9, 1, 8, 2, 7, 3, 6, 4, 5});

  @Test
  void theThresholdIsTheScoreOfThatRank() {
    assertThat(TO_NINE.threshold(0.9)).isEqualTo(9); // ⌈10 · 0.9⌉
    assertThat(TO_NINE.threshold(0.7)).isEqualTo(7); // not 8, as 10 · 0.7 is in binary
    assertThat(TO_NINE.threshold(0.71)).isEqualTo(8);
    assertThat(TO_NINE.threshold(0.05)).isEqualTo(1);
  }

  @Test
  void saysHowManyExamplesACoverageTakes() {
    assertThat(ConformityScores.needed(0.5)).isEqualTo(1);
    assertThat(ConformityScores.needed(0.8)).isEqualTo(4);
    assertThat(ConformityScores.needed(0.9)).isEqualTo(9);
    assertThat(ConformityScores.needed(0.95)).isEqualTo(19);
    assertThat(ConformityScores.needed(0.99)).isEqualTo(99);
    assertThatThrownBy(() -> TO_NINE.threshold(0.95))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "A coverage of 0.95 takes at least 19 examples that the model did not learn from to"
                + " calibrate on, but it was calibrated on 9; ask for less, at most 0.9, or"
                + " calibrate on more.");
    assertThatThrownBy(() -> TO_NINE.threshold(1))
        .hasMessage("The coverage is 1.0 but must be above 0 and below 1, such as 0.9.");
  }

  /** Over draws of both, a new score is within the threshold with a probability of ⌈20·c⌉/20. */
  @Test
  void newScoresAreWithinItAsOftenAsAsked() {
    Draws draws = Seed.of(1).draws();
    int repeats = 20_000;
    for (double coverage : new double[] {0.5, 0.83, 0.95}) {
      int within = 0;
      for (int r = 0; r < repeats; r++) {
        double[] scores = IntStream.range(0, 19).mapToDouble(i -> draws.exponential()).toArray();
        double threshold = new ConformityScores(scores).threshold(coverage);
        within += draws.exponential() <= threshold ? 1 : 0;
      }
      double expected = Math.ceil(20 * coverage - 1e-9) / 20;
      double deviation = Math.sqrt(expected * (1 - expected) / repeats);
      assertThat((double) within / repeats).isCloseTo(expected, within(4 * deviation));
    }
  }

  @Test
  void theThresholdHasThatShareOfTheWeightsBelowIt() {
    // In units of the heaviest ½, 1, ½ and 1 of the example to come: 0.5 of 3, and 0.6 of 3.
    ConformityScores scores = new ConformityScores(new double[] {3, 1, 2}, new double[] {2, 2, 4});

    assertThat(scores.sorted()).containsExactly(1, 2, 3);
    assertThat(scores.weights()).containsExactly(0.5, 1, 0.5);
    assertThat(scores.mass()).isEqualTo(2);
    assertThat(scores.threshold(0.1)).isEqualTo(1);
    assertThat(scores.threshold(0.5)).isEqualTo(2);
    assertThat(scores.threshold(0.6)).isEqualTo(3);
    assertThatThrownBy(() -> scores.threshold(0.7))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "A coverage of 0.7 takes at least 3 examples that the model did not learn from to"
                + " calibrate on, but it was calibrated on 3, which weigh as much as 2.0 of the"
                + " heaviest; ask for less, at most 0.6666, or calibrate on more.");
    double[] same = new double[9];
    Arrays.fill(same, 7);
    assertThat(new ConformityScores(TO_NINE.sorted(), same)).isEqualTo(TO_NINE);
    assertThatThrownBy(() -> new ConformityScores(new double[] {1, 2}, new double[] {1, 0}))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "ConformityScores: takes weights above 0 that are finite, not 0.0 for score 2 of 2.");
    assertThatThrownBy(() -> new ConformityScores(new double[] {1, 2}, new double[] {1}))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("ConformityScores: takes a weight for each of 2 scores, not 1 weights.");
  }

  /** Half of those drawn count for three, and their scores are twice as large. */
  @Test
  void newScoresDrawnByTheirWeightsAreWithinIt() {
    Draws draws = Seed.of(2).draws();
    int repeats = 5_000;
    int within = 0;
    int withinUnweighted = 0;
    for (int r = 0; r < repeats; r++) {
      double[] weights = IntStream.range(0, 99).mapToDouble(i -> i % 2 == 0 ? 3 : 1).toArray();
      double[] scores =
          Arrays.stream(weights).map(w -> draws.exponential() * (w == 3 ? 2 : 1)).toArray();
      double another = draws.exponential() * (draws.uniform(0, 1) < 0.75 ? 2 : 1);
      within += another <= new ConformityScores(scores, weights).threshold(0.9) ? 1 : 0;
      withinUnweighted += another <= new ConformityScores(scores).threshold(0.9) ? 1 : 0;
    }
    double deviation = Math.sqrt(0.9 * 0.1 / repeats);
    assertThat((double) within / repeats).isBetween(0.9 - 4 * deviation, 0.93);
    assertThat((double) withinUnweighted / repeats).isLessThan(0.9 - 4 * deviation);
  }

  @Test
  void setsHoldTheLikeliestClassAndThoseWithinTheThreshold() {
    double[] p = {0.1, 0.55, 0.05, 0.3};

    assertThat(SetKind.LIKELY.score(p, 3)).isCloseTo(0.7, within(1e-15));
    assertThat(SetKind.ADAPTIVE.score(p, 1)).isZero();
    assertThat(SetKind.ADAPTIVE.score(p, 0)).isCloseTo(0.85, within(1e-15));
    assertThat(SetKind.LIKELY.set(p, 0.75)).isEqualTo(List.of(1, 3));
    assertThat(SetKind.LIKELY.set(p, 0.2)).isEqualTo(List.of(1));
    assertThat(SetKind.ADAPTIVE.set(p, 0.9)).isEqualTo(List.of(1, 3, 0));
    assertThat(SetKind.ADAPTIVE.set(p, 0.6)).isEqualTo(List.of(1, 3));
    assertThat(SetKind.ADAPTIVE.set(p, 0)).isEqualTo(List.of(1));
  }

  @Test
  void whatItIsGivenStaysAsItIs() {
    double[] scores = {3, 1, 2};
    new ConformityScores(scores);
    assertThat(Arrays.toString(scores)).isEqualTo("[3.0, 1.0, 2.0]");
  }
}
