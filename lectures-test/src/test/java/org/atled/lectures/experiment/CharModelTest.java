package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;

class CharModelTest {
  private static final Names NAMES = Names.drawn(711, Seed.of(2));

  private static final Findings FINDINGS =
      new CharModel().run(Seed.of(1), NAMES, new CharModel.Size(5, 32));

  @Test
  void whoSeesMoreNeedsLess() {
    double pairs = FINDINGS.number("pairs");
    assertThat(pairs).isLessThan(0.8 * FINDINGS.number("uniform"));
    assertThat(FINDINGS.number("mlp")).isLessThan(pairs);
    assertThat(FINDINGS.number("lstm")).isLessThan(pairs);
    assertThat(FINDINGS.number("transformer")).isLessThan(pairs);
  }

  @Test
  void nobodyIsBetterThanTheSource() {
    double least = FINDINGS.number("source");
    assertThat(FINDINGS.numbers().values()).allMatch(loss -> loss > least - 0.05);
    // ln 6 + ln 12 for each of three syllables on average, over eight letters with the end.
    assertThat(least).isCloseTo((StrictMath.log(6) + 3 * StrictMath.log(12)) / 8, within(0.02));
  }

  @Test
  void madeUpNamesFollowTheirRule() {
    assertThat(NAMES.all())
        .hasSize(711)
        .allMatch(name -> name.matches("(.).*\\1") && name.matches("[^ei]*|[^ao]*"));
  }
}
