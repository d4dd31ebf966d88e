package org.atled.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Function;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.atled.core.autograd.Autograd;
import org.atled.core.capture.Capture;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.AtledException;
import org.atled.core.error.CaptureException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Bins;
import org.atled.core.tensor.Statistics.Interpolation;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.core.tensor.Unique;
import org.junit.jupiter.api.Test;

/**
 * Reductions and statistics where rows do not look: zeros, NaN, nothing, errors, captured steps.
 */
class StatisticsTest {
  private static final double NAN = Double.NaN;

  private static Tensor of(double... x) {
    return Tensor.of(x);
  }

  private static void fails(
      Class<? extends AtledException> type, String message, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(type).hasMessage(message);
  }

  @Test
  void aProductIsDifferentiatedTwiceAtZeros() {
    for (double[] x : new double[][] {{2, 0, 3, 4}, {2, 0, 3, 0}, {0, 0, 0, 1}, {0}}) {
      GradientCheck.first("prod", in -> in.getFirst().prod(), List.of(of(x)));
      GradientCheck.second("prod", in -> in.getFirst().prod(), List.of(of(x)));
    }
  }

  @Test
  void theGradientOfAProductNeedsNoDivision() {
    Tensor x = of(1e200, 1e-300, 1e200, Double.POSITIVE_INFINITY).requiresGrad();
    assertThat(Autograd.gradients(x.prod(), x).of(x).toDoubles()[3]).isCloseTo(1e100, within(1e88));
    Tensor none = Tensor.zeros(2, 0).requiresGrad();
    assertThat(Autograd.gradients(none.prod(1).sum(), none).of(none).shape())
        .isEqualTo(Shape.of(2, 0));
  }

  @Test
  void valuesStandForThemselvesInUnique() {
    Tensor x = Tensor.of(new double[][] {{3, NAN, 3}, {-0.0, 0, NAN}});
    Unique unique = x.unique();
    assertThat(unique.values().toDoubles()).containsExactly(-0.0, 3, NAN, NAN);
    assertThat(unique.counts().toLongs()).containsExactly(2, 2, 1, 1);
    assertThat(unique.inverse().toLongs()).containsExactly(1, 2, 1, 0, 0, 3);
    assertThat(unique.inverse().shape()).isEqualTo(x.shape());
    Unique runs = of(2, 2, 1, 2).uniqueConsecutive();
    assertThat(runs.values().toDoubles()).containsExactly(2, 1, 2);
    assertThat(runs.inverse().toLongs()).containsExactly(0, 0, 1, 2);
    assertThat(runs.counts().toLongs()).containsExactly(2, 1, 1);
    assertThat(Tensor.zeros(0, 2).unique().inverse().shape()).isEqualTo(Shape.of(0, 2));
    assertThat(of(1, 2).requiresGrad().unique().values().needsGrad()).isFalse();
  }

  /** Values by PyTorch; those with NaN by NumPy. */
  @Test
  void partsAlongAnAxisAreOrderedByTheirElements() {
    Tensor x = Tensor.of(new long[][] {{2, 0}, {1, 5}, {2, -1}, {1, 5}, {Long.MAX_VALUE, 0}});
    Unique rows = x.unique(0);
    assertThat(rows.values().toLongs()).containsExactly(1, 5, 2, -1, 2, 0, Long.MAX_VALUE, 0);
    assertThat(rows.inverse().toLongs()).containsExactly(2, 0, 1, 0, 3);
    assertThat(rows.counts().toLongs()).containsExactly(2, 1, 1, 1);
    Unique columns = of(1, 2, 1, 3, 4, 3).reshape(2, 3).unique(-1);
    assertThat(columns.values().shape()).isEqualTo(Shape.of(2, 2));
    assertThat(columns.values().toDoubles()).containsExactly(1, 2, 3, 4);
    assertThat(columns.inverse().toLongs()).containsExactly(0, 1, 0);
    Unique runs = of(1, 2, 1, 2, 0, 0, 1, 2).reshape(4, 2).uniqueConsecutive(0);
    assertThat(runs.values().toDoubles()).containsExactly(1, 2, 0, 0, 1, 2);
    assertThat(runs.counts().toLongs()).containsExactly(2, 1, 1);
    assertThat(of(1, NAN, 0, 2, 1, NAN).reshape(3, 2).unique(0).counts().toLongs())
        .containsExactly(1, 1, 1);
    assertThat(Tensor.zeros(0, 3).unique(0).values().shape()).isEqualTo(Shape.of(0, 3));
    fails(
        ShapeException.class,
        "unique: the 3 parts along axis 0 of [3, 0] have no elements by which they could differ.",
        () -> Tensor.zeros(3, 0).unique(0));
  }

  /** Values by NumPy. */
  @Test
  void weightsAreAddedUpInBincount() {
    Tensor x = Tensor.of(new int[] {1, 3, 1, 0});
    Tensor weights = of(0.5, 2, 0.25, -1).requiresGrad();
    Tensor sums = x.bincount(weights, 6);
    assertThat(sums.toDoubles()).containsExactly(-1, 0.75, 0, 2, 0, 0);
    assertThat(Autograd.gradients(sums.mul(sums).sum(), weights).of(weights).toDoubles())
        .containsExactly(1.5, 4, 1.5, -2);
    assertThat(x.bincount(weights.to(DType.FLOAT32), 0).dtype()).isEqualTo(DType.FLOAT32);
    assertThat(x.bincount(Tensor.arange(4), 0).dtype()).isEqualTo(DType.FLOAT64);
    assertThat(Tensor.zeros(DType.INT64, 0).bincount(3).toLongs()).containsExactly(0, 0, 0);
  }

  /** Edges by NumPy; those of equal numbers by PyTorch. */
  @Test
  void aHistogramKnowsItsEdges() {
    Bins bins = of(1, 2, 2, 5, 4).histogram(4);
    assertThat(bins.edges().toDoubles()).containsExactly(1, 2, 3, 4, 5);
    assertThat(bins.counts().toDoubles()).containsExactly(1, 2, 0, 2);
    assertThat(bins.density().toDoubles()).containsExactly(0.2, 0.4, 0, 0.4);
    assertThat(of(3, 3).histogram(2).edges().toDoubles()).containsExactly(2.5, 3, 3.5);
    assertThat(of().histogram(2).edges().toDoubles()).containsExactly(0, 0.5, 1);
    assertThat(of(1, 5, 7, NAN, 12, -1).histogram(of(0, 1, 6, 10)).counts().toDoubles())
        .containsExactly(0, 2, 1);
    Bins weighed = of(1, 5, 0.5).histogram(of(0, 1, 6), Tensor.of(new float[] {2, 4, 0.5f}));
    assertThat(weighed.counts().toFloats()).containsExactly(0.5f, 6);
    assertThat(of(1, 2, 4).histc(3, 0, 0).toDoubles()).containsExactly(1, 1, 1);
    float[] many = new float[(1 << 24) + 2];
    assertThat(Tensor.of(many).histogram(1, 0, 1).counts().item()).isEqualTo((1 << 24) + 2);
  }

  @Test
  void quantilesComeFirst() {
    Tensor x = Tensor.of(new double[][] {{1, 2, 3}, {10, 20, 40}});
    Tensor q = x.quantile(new double[] {0, 0.25, 1, 0.5}, 1, Interpolation.LINEAR);
    assertThat(q.shape()).isEqualTo(Shape.of(4, 2));
    assertThat(q.toDoubles()).containsExactly(1, 10, 1.5, 15, 3, 40, 2, 20);
    assertThat(of(1, Double.POSITIVE_INFINITY).quantile(1).item())
        .isEqualTo(Double.POSITIVE_INFINITY);
  }

  @Test
  void whatIsSearchedMayBeBuckets() {
    Tensor x = of(0, 1, 1.5, 9);
    assertThat(x.bucketize(of(1, 2), false).toLongs()).containsExactly(0, 0, 1, 2);
    assertThat(x.bucketize(of(1, 2), true).toLongs()).containsExactly(0, 1, 1, 2);
  }

  @Test
  void ofAllElements() {
    Tensor x = of(3, 1, 2);
    assertThat(x.argmin().item()).isEqualTo(1);
    assertThat(x.aminmax().min().item()).isEqualTo(1);
    assertThat(x.aminmax().max().item()).isEqualTo(3);
    assertThat(x.norm().item()).isEqualTo(Math.sqrt(14));
    assertThat(Tensor.zeros(0).median().item()).isNaN();
  }

  @Test
  void bothMaximaAndPlacesOfARunHaveOneGradient() {
    Tensor x = of(1, 1, 2, 2, 0).requiresGrad();
    Tensor loss = x.cumMaxAt(0).values().mul(of(1, 2, 4, 8, 16)).sum();
    assertThat(Autograd.gradients(loss, x).of(x).toDoubles()).containsExactly(1, 2, 4, 24, 0);
  }

  @Test
  void errors() {
    Tensor x = Tensor.zeros(2, 0);
    fails(
        ShapeException.class,
        "median: axis 1 of [2, 0] is empty; no element is the median.",
        () -> x.median(1));
    fails(
        ShapeException.class,
        "mode: axis 1 of [2, 0] is empty; no element is the mode.",
        () -> x.mode(1));
    fails(ShapeException.class, "quantile: axis 1 of [2, 0] is empty.", () -> x.quantile(0.5, 1));
    fails(
        ShapeException.class,
        "median: axis 0 of [0] is empty; no element is the median.",
        () -> Tensor.zeros(DType.INT64, 0).median());
    fails(ShapeException.class, "max: axis 1 of [2, 0] is empty.", () -> x.amax(1));
    fails(
        ShapeException.class,
        "norm: of p = Infinity over axes [1] of [2, 0], which are empty: there is no least or"
            + " greatest element.",
        () -> x.norm(Double.POSITIVE_INFINITY, 1));
    fails(
        ArgumentException.class,
        "norm: p is NaN; take 2 for the Euclidean norm.",
        () -> x.norm(NAN));
    fails(
        TypeException.class,
        "norm: takes floats, not int64[2]; convert with to(…).",
        () -> Tensor.arange(2).norm());
    fails(
        TypeException.class,
        "nanMean: takes floats, not int64[2]; use mean.",
        () -> Tensor.arange(2).nanMean());
    fails(
        TypeException.class,
        "quantile: takes floats, not int64[2]; convert with to(…).",
        () -> Tensor.arange(2).quantile(0.5));
    fails(
        ArgumentException.class,
        "quantile: q is 1.5 but must be from 0 to 1.",
        () -> of(1).quantile(1.5));
    fails(
        ShapeException.class,
        "kthValue: there is no element number 0 along axis 0 of [2]; k is from 1 to 2.",
        () -> of(1, 2).kthValue(0, 0));
    fails(
        TypeException.class,
        "searchSorted: the sequence is float64[1] but the values are int64[2]; convert one with"
            + " to(…).",
        () -> of(1).searchSorted(Tensor.arange(2)));
    fails(
        ShapeException.class,
        "searchSorted: the sequence [2, 1] has neither rank 1 nor the leading sizes of the values"
            + " [3].",
        () -> Tensor.zeros(2, 1).searchSorted(Tensor.zeros(3)));
  }

  @Test
  void errorsOfCounts() {
    fails(TypeException.class, "bincount: takes integers, not float64[1].", () -> of(1).bincount());
    fails(
        ShapeException.class,
        "bincount: takes rank 1, and as many weights, not elements [2] and weights [1].",
        () -> Tensor.arange(2).bincount(of(1), 0));
    fails(
        ArgumentException.class,
        "bincount: takes no negative elements, but the least is -3.",
        () -> Tensor.of(new long[] {1, -3}).bincount());
    fails(
        ArgumentException.class,
        "bincount: the least length is -1, below 0.",
        () -> Tensor.arange(2).bincount(-1));
    fails(
        ArgumentException.class,
        "histogram: there are 0 bins but must be 1 or more.",
        () -> of(1).histogram(0));
    fails(
        ArgumentException.class,
        "histogram: the range is from NaN to NaN but must be finite, the lower end first.",
        () -> of(1, NAN).histogram(2));
    fails(
        ShapeException.class,
        "histogram: the edges are float64[1] but must be two or more, of rank 1.",
        () -> of(1).histogram(of(1)));
    fails(
        ShapeException.class,
        "histogram: the weights are float64[1] but there must be one for each element of [2].",
        () -> of(1, 2).histogram(of(0, 1), of(1)));
    fails(
        TypeException.class,
        "histogram: the weights are int64[2] but must be floats; convert them with to(…).",
        () -> of(1, 2).histogram(of(0, 1), Tensor.arange(2)));
    fails(
        TypeException.class,
        "histogram: takes floats, not int64[2]; convert with to(…).",
        () -> Tensor.arange(2).histogram(2, 0, 1));
  }

  @Test
  void whatDependsOnNumbersIsNotCaptured() {
    TensorType floats = new TensorType(DType.FLOAT32, Shape.of(3));
    TensorType integers = new TensorType(DType.INT64, Shape.of(3));
    captureFails(floats, "unique of a float32[3] tensor", x -> x.unique().values());
    captureFails(integers, "bincount of a int64[3] tensor", Tensor::bincount);
    captureFails(
        floats, "histogram without a range of a float32[3] tensor", x -> x.histogram(2).counts());
    assertThat(
            Capture.record(
                    List.of(floats),
                    in ->
                        List.of(
                            in.getFirst().histogram(2, 0, 1).counts(),
                            in.getFirst().mode(0).values()))
                .outputs())
        .hasSize(2);
  }

  private static void captureFails(TensorType type, String what, Function<Tensor, Tensor> f) {
    assertThatThrownBy(() -> Capture.record(List.of(type), in -> List.of(f.apply(in.getFirst()))))
        .isInstanceOf(CaptureException.class)
        .hasMessageStartingWith(what + " inside a captured step, at ")
        .hasMessageEndingWith("return the tensor from the step and read it there.");
  }
}
