package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class LadderTest {
  /** Few digits and few units, and as much time as a rung may need. */
  private static Findings findings;

  @BeforeAll
  static void climb() {
    findings = new Ladder(600, 8, 0, 30).run(Seed.of(1));
  }

  @Test
  void allRungsLearnTheSame() {
    assertThat(findings.number("spread-of-weights")).isBetween(1e-18, 1e-9);
    double loss = findings.number("by-hand-float64-loss");
    assertThat(loss).isBetween(0.5, 2.29); // ln 10 = 2.303 before
    for (String rung : List.of("rows", "columns", "layers", "scalars", "eager", "compiled")) {
      assertThat(Math.abs(findings.number(rung + "-float64-loss") - loss)).isLessThan(1e-9);
      assertThat(Math.abs(findings.number(rung + "-float32-loss") - loss)).isLessThan(1e-3);
      assertThat(findings.number(rung + "-float32-seconds")).isPositive();
    }
    assertThat(findings.tables().getFirst().rows()).hasSize(8);
    assertThat(findings.sentences()).hasSize(3);
  }

  @Test
  void aRungThatIsSlowIsTimedOnAPartOfTheEpoch() {
    Findings hasty = new Ladder(200, 8, 0, 0).run(Seed.of(1));

    assertThat(hasty.number("by-hand-float32-seconds")).isPositive();
    assertThat(hasty.tables().getFirst().rows())
        .allSatisfy(row -> assertThat(row).contains("100", "–"));
    assertThat(hasty.sentences()).hasSize(2).noneMatch(text -> text.contains("the same network"));
    assertThat(seconds(hasty)).contains(">float32, extrapolated</text>", ">float64, extrapolated<");
    assertThat(seconds(findings)).contains(">float32</text>").doesNotContain("extrapolated");
  }

  private static String seconds(Findings of) {
    return of.illustrations().getFirst().figure().toSvg();
  }
}
