package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.atled.core.random.Seed;
import org.atled.core.shape.Axes;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reductions over every set of axes, and lines with extreme numbers. */
class ReductionsTest {
  private static final Shape SHAPE = Shape.of(3, 1, 5, 2);

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15})
  void everySetOfAxes(int set) {
    int[] axes = IntStream.range(0, 4).filter(a -> (set >> a & 1) != 0).toArray();
    int[] fromTheEnd = IntStream.of(axes).map(a -> a - 4).toArray();
    for (Layout layout : Layout.values()) {
      Numbers x = layout.adapt(Numbers.of(SHAPE, i -> (i * 7 % 30) - 11.25));
      Tensor tensor = layout.lay(x, DType.FLOAT64);
      Tolerance exact = Tolerance.ulps(0);
      for (boolean keep : new boolean[] {false, true}) {
        Numbers sums = Oracle.reduce(x, Oracle::sum, keep, axes);
        Numbers most = Oracle.reduce(x, Oracle::max, keep, axes);
        String what = layout + " over " + set + ", keep " + keep;
        Tensor sum = keep ? tensor.sum(Axes.of(fromTheEnd).kept()) : tensor.sum(fromTheEnd);
        Tensor max = keep ? tensor.max(Axes.of(axes).kept()) : tensor.max(axes);
        assertThat(sum.shape()).as(what).isEqualTo(sums.shape());
        Conformance.same("sum " + what, sums, sum, exact);
        Conformance.same("max " + what, most, max, exact);
      }
    }
  }

  @Test
  void theLayoutDoesNotChangeABit() {
    for (Shape shape : new Shape[] {Shape.of(37, 1023), Shape.of(5, 9000), Shape.of(1023, 37)}) {
      Numbers x = Numbers.of(Sample.normal(Seed.of(3), shape.toArray()));
      for (int[] axes : new int[][] {{0}, {1}, {0, 1}}) {
        float[] wanted = Layout.CONTIGUOUS.lay(x, DType.FLOAT32).sum(axes).toFloats();
        for (Layout layout : new Layout[] {Layout.TRANSPOSED, Layout.SLICED, Layout.REVERSED}) {
          assertThat(layout.lay(x, DType.FLOAT32).sum(axes).toFloats())
              .as("%s %s", shape, layout)
              .isEqualTo(wanted);
        }
      }
    }
  }

  @Test
  void longSumsStayAccurate() {
    // Added up one by one in float32 this stops at 2^24.
    assertThat(Tensor.ones(20_000_000).sum().item()).isEqualTo(20_000_000);
  }

  @Test
  void emptyReductions() {
    assertThat(Tensor.zeros(0).sum().item()).isEqualTo(0);
    assertThat(Tensor.zeros(2, 0).sum(1).toFloats()).containsExactly(0, 0);
    assertThat(Tensor.zeros(0, 3).max(1).shape()).isEqualTo(Shape.of(0));
    assertThat(Tensor.zeros(0).mean().item()).isNaN();
    assertThat(Tensor.of(7f).sum().item()).isEqualTo(7);
    assertThat(Tensor.of(7f).max().item()).isEqualTo(7);
  }

  @Test
  void extremesSeeNaNAndInfinities() {
    double inf = Double.POSITIVE_INFINITY;
    Tensor x = Tensor.of(new double[][] {{1, Double.NaN, inf}, {-inf, -inf, -inf}, {-1, -0.0, 0}});
    assertThat(x.max(1).toDoubles()).containsExactly(Double.NaN, -inf, 0);
    assertThat(x.min(1).toDoubles()).containsExactly(Double.NaN, -inf, -1);
    assertThat(x.argmax(1).toLongs()).containsExactly(1, 0, 1);
    assertThat(x.argmin(1).toLongs()).containsExactly(1, 0, 0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"FLOAT32", "FLOAT64"})
  void softmaxOfExtremes(DType dtype) {
    double inf = Double.POSITIVE_INFINITY;
    Tensor x =
        Tensor.of(new double[][] {{1e4, -1e4, 1e4}, {-1e30, -1e30, -1e30}, {-inf, 0, -inf}})
            .to(dtype);
    assertThat(x.softmax(1).toDoubles())
        .containsExactly(
            0.5,
            0,
            0.5,
            x.softmax(1).toDoubles()[3],
            x.softmax(1).toDoubles()[3],
            x.softmax(1).toDoubles()[3],
            0,
            1,
            0);
    assertThat(x.softmax(1).sum(1).allClose(Tensor.ones(3))).isTrue();
    double[] logs = x.logSoftmax(1).toDoubles();
    assertThat(logs[1]).isCloseTo(-2e4 - StrictMath.log(2), within(2e-3));
    assertThat(logs[7]).isEqualTo(0);
    assertThat(logs[6]).isEqualTo(-inf);
    // ln(softmax) would be −∞ here.
    assertThat(logs[1]).isFinite();
  }

  private static org.assertj.core.data.Offset<Double> within(double offset) {
    return org.assertj.core.data.Offset.offset(offset);
  }
}
