package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class PartialDependenceTest {
  private static final double[][] ROWS = {{1, 1}, {2, -1}, {3, 1}};

  /** f(a, b) = a·b. */
  private static double[] product(double[][] rows) {
    return Arrays.stream(rows).mapToDouble(row -> row[0] * row[1]).toArray();
  }

  @Test
  void itIsTheMeanOverTheRowsAsTheyAreOtherwise() {
    var by = PartialDependence.of(PartialDependenceTest::product, ROWS, 0, 3, 6);

    assertThat(by.mean()).containsExactly(1, 2); // the mean of b is 1/3
    assertThat(by.curves()[1]).containsExactly(-3, -6);
    assertThat(by.mean(row -> row[1] > 0)).containsExactly(3, 6);
    assertThat(by.rise(by.curves()[1])).isEqualTo(-1);
    assertThat(ROWS[0]).containsExactly(1, 1);
  }
}
