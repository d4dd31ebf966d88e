package org.atled.plot;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

class PlanesTest {
  /** What rounding leaves below 0 makes no dark image bright. */
  @Test
  void numbersFromZeroToOneStay() {
    Tensor dark = Tensor.of(new float[] {-2e-8f, 0.125f, 0.25f, 0}, 1, 2, 2);
    double[][][] drawn = Planes.coloured(dark);
    assertThat(drawn).hasDimensions(3, 2);
    assertThat(drawn[0]).isDeepEqualTo(new double[][] {{0, 0.125}, {0.25, 0}});
  }

  @Test
  void othersAreBroughtIn() {
    Tensor image = Tensor.of(new float[] {-1, 0, 1, 3}, 1, 2, 2);
    assertThat(Planes.coloured(image)[2]).isDeepEqualTo(new double[][] {{0, 0.25}, {0.5, 1}});
  }
}
