package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Making and comparing tensors, at the ends of the range. */
class TensorTest {
  @Test
  void linspaceHasBothEnds() {
    assertThat(Tensor.linspace(2, 5, 4).toDoubles()).containsExactly(2, 3, 4, 5);
    assertThat(Tensor.linspace(0, 0.3, 4).toDoubles()).endsWith(0.3);
    assertThat(Tensor.linspace(2, 5, 1).toDoubles()).containsExactly(2);
    assertThat(Tensor.linspace(2, 5, 0).toDoubles()).isEmpty();
  }

  @Test
  void infinitiesAreCloseOnlyToThemselves() {
    double inf = Double.POSITIVE_INFINITY;
    Tensor x = Tensor.of(new double[] {inf});
    assertThat(x.allClose(x)).isTrue();
    assertThat(x.allClose(x.neg())).isFalse();
    assertThat(x.neg().allClose(x)).isFalse();
    assertThat(x.allClose(Tensor.of(new double[] {1}))).isFalse();
    assertThat(Tensor.of(new double[] {1}).allClose(x)).isFalse();
    assertThat(Tensor.of(new double[] {Double.NaN}).allClose(Tensor.of(new double[] {Double.NaN})))
        .isTrue();
  }
}
