package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class LogLogTest {
  @Test
  void thePowerIsFoundWhateverTheFactor() {
    double[] x = {1, 2, 4, 8};
    double[] y = {3, 3.0 / 4, 3.0 / 16, 3.0 / 64};

    assertThat(LogLog.slope(x, y)).isCloseTo(-2, within(1e-12));
  }
}
