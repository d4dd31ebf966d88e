package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HousingTest {
  private final Findings findings =
      new Housing().run(Seed.of(1), new Housing.Size(new int[] {10, 320}, 800, 3));

  @Test
  void oneUnitFindsTheKinkAndBeatsTheLine() {
    assertThat(findings.number("kink")).isCloseTo(OneUnit.KINK, within(0.08));
    assertThat(findings.number("unit-error")).isLessThan(0.7 * findings.number("line-error"));
  }

  @Test
  void theRightWiringIsWorthExamplesAndTheWrongOneCannotLearn() {
    assertThat(findings.number("wired-error-few")).isLessThan(findings.number("full-error-few"));
    assertThat(findings.number("wired-error-many")).isLessThan(0.2);
    assertThat(findings.number("wide-error-many")).isLessThan(0.3);
    assertThat(findings.number("wrong-error-many"))
        .isGreaterThan(2 * findings.number("wired-error-many"));
  }

  @Test
  void aUnitThatTellsAnothersQuantityDoesNotMeanItsOwn() {
    Meaning swapped = new Meaning(new double[][] {{0.1, 1, 0}, {1, 0.2, 0}, {0, 0, -0.9}});

    assertThat(swapped.leastOwn()).isEqualTo(0.1);
    assertThat(swapped.least()).isEqualTo(0.9);
  }

  @Test
  void theHandWiredUnitsMeanWhatTheyAreCalled() {
    assertThat(findings.number("wired-meaning"))
        .isGreaterThan(0.95)
        .isGreaterThan(findings.number("full-meaning"));
  }
}
