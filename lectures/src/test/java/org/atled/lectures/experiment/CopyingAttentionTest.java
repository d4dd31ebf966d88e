package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CopyingAttentionTest {
  private final Findings findings = new CopyingAttention().quick(Seed.of(1));

  @Test
  void aHeadLooksAtTheLetterThatIsCopied() {
    assertThat(findings.number("accuracy")).isGreaterThan(0.9);
    assertThat(findings.number("head"))
        .isGreaterThan(0.5)
        .isGreaterThan(3 * findings.number("head-before-training"));
    assertThat(findings.number("rollout")).isBetween(0.05, findings.number("head"));
  }

  @Test
  void theAnswerFollowsThatLetterAndNoOther() {
    assertThat(findings.number("follows")).isGreaterThan(0.85);
    assertThat(findings.number("stays")).isGreaterThan(0.8);
  }
}
