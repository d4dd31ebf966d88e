package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void curvesArePutTogetherPointByPoint() {
    double[][] curves = {{1, 9}, {5, 2}, {3, 4}};

    assertThat(Spread.medians(curves)).containsExactly(3, 4);
    assertThat(Spread.least(curves)).containsExactly(1, 2);
    assertThat(Spread.greatest(curves)).containsExactly(5, 9);
    assertThat(Spread.median(4, 1)).isEqualTo(2.5);
  }
}
