package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;

class OutputsTest {
  private static final Findings FINDINGS = new Outputs().run(Seed.of(1), 1, 500);

  @Test
  void aSigmoidCannotSayNumbers() {
    assertThat(FINDINGS.number("number-error-without")).isLessThan(0.3);
    assertThat(FINDINGS.number("number-error-with-sigmoid")).isGreaterThan(0.8);
  }

  @Test
  void withoutASigmoidWhatIsSaidIsNoProbability() {
    assertThat(FINDINGS.number("yes-or-no-outside-without")).isGreaterThan(0.05);
  }

  @Test
  void sigmoidsForOneOfThreeDoNotSumToOne() {
    assertThat(FINDINGS.number("one-of-three-sum-miss-sigmoids")).isGreaterThan(1e-3);
  }

  @Test
  void onlySigmoidsCanSayBoth() {
    assertThat(FINDINGS.number("both-by-sigmoids")).isGreaterThan(0.9);
    assertThat(FINDINGS.number("both-by-softmax")).isBetween(0.3, 0.5 + 1e-6);
  }

  @Test
  void eachLossHasTheSameGradientByTheLogits() {
    for (OutputUnit unit : OutputUnit.values()) {
      assertThat(Outputs.gradientMiss(unit, Seed.of(3))).as("%s", unit).isLessThan(1e-14);
    }
  }
}
