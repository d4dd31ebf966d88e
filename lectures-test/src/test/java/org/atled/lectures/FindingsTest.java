package org.atled.lectures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.plot.Figure;
import org.junit.jupiter.api.Test;

class FindingsTest {
  private static final Findings FINDINGS = new Sketch("sketch").run(Seed.of(0));

  @Test
  void numbersAreFoundByName() {
    assertThat(FINDINGS.number("half")).isEqualTo(0.5);
    assertThatThrownBy(() -> FINDINGS.number("halv"))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "Findings: there is no number \"halv\". Did you mean \"half\"? There are: half,"
                + " unknown.");
  }

  @Test
  void sentencesHaveADecimalPointEverywhere() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      assertThat(new Sketch("sketch").run(Seed.of(0)).sentences().getFirst())
          .isEqualTo("Half of 1 is 0.5 & less than 1.");
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void aNumberBelowZeroHasAMinus() {
    Findings said =
        Findings.builder().say("From %.1f to %d in a 2-3 tree: %.0e.", -0.5, -2, 1e-5).build();

    assertThat(said.sentences()).containsExactly("From −0.5 to −2 in a 2-3 tree: 1e-05.");
  }

  @Test
  void namesAreGivenOnce() {
    Figure figure = FINDINGS.illustrations().getFirst().figure();

    assertThatThrownBy(() -> Findings.builder().number("a", 1).number("a", 2))
        .hasMessage("Findings: there is a number \"a\" already; give each name once.");
    assertThatThrownBy(() -> Findings.builder().figure("a", figure, "").figure("a", figure, ""))
        .hasMessage("Findings: there is a figure \"a\" already; give each a name of its own.");
    assertThatThrownBy(() -> Findings.builder().figure("../a", figure, ""))
        .hasMessage(
            "Findings: \"../a\" cannot name a figure's files; take lower-case words and digits"
                + " with hyphens, such as \"loss-by-width\".");
  }

  @Test
  void somethingMustBeSaid() {
    assertThatThrownBy(() -> Findings.builder().number("a", 1).build())
        .hasMessage("Findings: there is no sentence; say at least what the experiment shows.");
  }

  @Test
  void rowsAreAsLongAsTheHeader() {
    assertThatThrownBy(() -> Table.of("Times", "rung", "seconds").row("2"))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "Table \"Times\": the row [2] has 1 cells but the header [rung, seconds] has 2; give"
                + " each column one cell.");
  }
}
