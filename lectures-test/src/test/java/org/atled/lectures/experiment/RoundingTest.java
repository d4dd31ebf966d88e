package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RoundingTest {
  @Test
  void onlyNothingIsNothing() {
    assertThat(Rounding.text(0)).isEqualTo("0");
    assertThat(Rounding.text(0.4)).isEqualTo("4e-01");
    assertThat(Rounding.text(1.2e-7)).isEqualTo("1e-07");
  }
}
