package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CopyingAttentionTest {
  private static final Findings FINDINGS =
      new CopyingAttention().run(Seed.of(1), new CopyingAttention.Size(110, 40, 1));

  @Test
  void aHeadLooksAtTheLetterThatIsCopied() {
    assertThat(FINDINGS.number("accuracy")).isGreaterThan(0.9);
    assertThat(FINDINGS.number("head"))
        .isGreaterThan(0.5)
        .isGreaterThan(3 * FINDINGS.number("head-before-training"));
    assertThat(FINDINGS.number("rollout")).isBetween(0.05, FINDINGS.number("head"));
  }

  @Test
  void theAnswerFollowsThatLetterAndNoOther() {
    assertThat(FINDINGS.number("follows")).isGreaterThan(0.85);
    assertThat(FINDINGS.number("stays")).isGreaterThan(0.8);
  }
}
