package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HousingTest {
  private static final Findings FINDINGS =
      new Housing().run(Seed.of(1), new Housing.Size(new int[] {10, 320}, 800, 3));

  @Test
  void oneUnitFindsTheKinkAndBeatsTheLine() {
    assertThat(FINDINGS.number("kink")).isCloseTo(OneUnit.KINK, within(0.08));
    assertThat(FINDINGS.number("unit-error")).isLessThan(0.7 * FINDINGS.number("line-error"));
  }

  @Test
  void theRightWiringIsWorthExamplesAndTheWrongOneCannotLearn() {
    assertThat(FINDINGS.number("wired-error-few")).isLessThan(FINDINGS.number("full-error-few"));
    assertThat(FINDINGS.number("wired-error-many")).isLessThan(0.2);
    assertThat(FINDINGS.number("wide-error-many")).isLessThan(0.3);
    assertThat(FINDINGS.number("wrong-error-many"))
        .isGreaterThan(2 * FINDINGS.number("wired-error-many"));
  }

  @Test
  void aUnitThatTellsAnothersQuantityDoesNotMeanItsOwn() {
    Meaning swapped = new Meaning(new double[][] {{0.1, 1, 0}, {1, 0.2, 0}, {0, 0, -0.9}});

    assertThat(swapped.leastOwn()).isEqualTo(0.1);
    assertThat(swapped.least()).isEqualTo(0.9);
  }

  @Test
  void theHandWiredUnitsMeanWhatTheyAreCalled() {
    assertThat(FINDINGS.number("wired-meaning"))
        .isGreaterThan(0.95)
        .isGreaterThan(FINDINGS.number("full-meaning"));
  }
}
