package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.core.random.Seed;
import org.atled.lectures.Findings;
import org.junit.jupiter.api.Test;

class WidthOrDepthTest {
  @Test
  void accuracyGrowsWithParametersInEveryForm() {
    Findings found = new WidthOrDepth().run(Seed.of(0), 3, 400, 40, 640);

    for (String task : new String[] {"spirals", "parity"}) {
      for (String form : new String[] {"wide", "between", "deep"}) {
        String key = task + "-" + form + "-";
        assertThat(found.number(key + "640"))
            .as(key)
            .isGreaterThan(found.number(key + "40") + 0.1)
            .isGreaterThan(0.65);
      }
    }
  }

  @Test
  void ofFewParametersTheWideNetworkMakesMore() {
    Findings found = new WidthOrDepth().run(Seed.of(0), 5, 600, 80);

    assertThat(found.number("parity-wide-80")).isGreaterThan(found.number("parity-deep-80"));
    assertThat(found.number("spirals-wide-80")).isGreaterThan(found.number("spirals-deep-80"));
  }

  @Test
  void aBudgetIsUsedAndKept() {
    for (NetworkForm form : NetworkForm.values()) {
      int width = form.width(8, 320);
      assertThat(form.parameters(8, width)).isLessThanOrEqualTo(320);
      assertThat(form.parameters(8, width + 1)).isGreaterThan(320);
    }
    assertThat(NetworkForm.WIDE.parameters(8, 3)).isEqualTo((8 * 3 + 3) + (3 * 2 + 2));
    assertThat(NetworkForm.BETWEEN.parameters(2, 3)).isEqualTo((2 * 3 + 3) + (9 + 3) + (6 + 2));
  }
}
