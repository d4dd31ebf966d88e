package org.atled.plot.axis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.atled.core.error.ArgumentException;
import org.junit.jupiter.api.Test;

class ScaleTest {
  @Test
  void anEvenScaleIsEven() {
    Scale up = Scale.even(new Range(-1, 3), 400, 0);

    assertThat(up.at(-1)).isEqualTo(400);
    assertThat(up.at(0)).isEqualTo(300);
    assertThat(up.at(3)).isEqualTo(0);
    assertThat(up.length()).isEqualTo(400);
  }

  @Test
  void onALogarithmicScaleFactorsAreDistances() {
    Scale scale = new Scale(new Range(0.1, 1000), true, 0, 400);

    assertThat(scale.at(0.1)).isZero();
    assertThat(scale.at(1)).isCloseTo(100, within(1e-9));
    assertThat(scale.at(1000)).isEqualTo(400);
    assertThat(scale.values(5)[2]).isCloseTo(10, within(1e-12));
  }

  @Test
  void theValuesOfAScaleGoFromEndToEnd() {
    Scale scale = Scale.even(new Range(0.1, 0.7), 0, 100);

    assertThat(scale.values(4)[0]).isEqualTo(0.1);
    assertThat(scale.values(4)[1]).isCloseTo(0.3, within(1e-15));
    assertThat(scale.values(4)[3]).isEqualTo(0.7);
  }

  @Test
  void aRangeSpansWhatIsFinite() {
    assertThat(
            Range.over(
                List.of(new double[] {2, Double.NaN}, new double[] {-1, Double.POSITIVE_INFINITY})))
        .isEqualTo(new Range(-1, 2));
    assertThat(Range.over(List.of())).isEqualTo(new Range(0, 1));
  }

  @Test
  void aPaddedRangeIsNeverEmpty() {
    assertThat(new Range(0, 10).padded(false, 0.1)).isEqualTo(new Range(-1, 11));
    assertThat(new Range(4, 4).padded(false, 0.1)).isEqualTo(new Range(2, 6));
    assertThat(new Range(0, 0).padded(false, 0.1)).isEqualTo(new Range(-0.5, 0.5));
    assertThat(new Range(4, 4).padded(true, 0.1)).isEqualTo(new Range(2, 8));
    assertThat(new Range(1, 100).padded(true, 0.5)).isEqualTo(new Range(0.1, 1000));
    assertThat(new Range(-1, 3).aroundZero()).isEqualTo(new Range(-3, 3));
    assertThat(new Range(0, 0).aroundZero()).isEqualTo(new Range(-1, 1));
  }

  @Test
  void anEmptyRangeIsRefused() {
    assertThatThrownBy(() -> Range.of("x", 2, 2))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "The range of the x axis is 2.0 to 2.0, but it must go from a number up to a larger"
                + " one.");
    assertThatThrownBy(() -> Range.of("y", Double.NaN, 1)).hasMessageContaining("NaN to 1.0");
    assertThatThrownBy(() -> Range.of("y", 0, Double.POSITIVE_INFINITY))
        .hasMessageContaining("0.0 to Infinity");
  }
}
