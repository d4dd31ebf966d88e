package org.atled.lectures.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.atled.core.error.ShapeException;
import org.atled.core.error.StateException;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Tensor;
import org.atled.lectures.Slopes;
import org.atled.lectures.matrix.Matrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LayerTest {
  private static final int BATCH = 4;

  /** A layer, made for a type, and how wide its input is. */
  private record Case(String name, int in, Function<DType, Layer> maker) {
    @Override
    public String toString() {
      return name;
    }

    Matrix x(DType dtype) {
      return Matrix.normal(dtype, BATCH, in, 1, Seed.of(7).draws());
    }
  }

  private static Draws draws() {
    return Seed.of(3).draws();
  }

  static Stream<Case> layers() {
    return Stream.of(
        new Case("Linear", 3, t -> Linear.drawn(t, 3, 5, draws())),
        new Case("Sigmoid", 3, t -> new Sigmoid()),
        new Case("Tanh", 3, t -> new Tanh()),
        new Case("ReLU", 3, t -> new ReLU()),
        new Case(
            "Residual",
            3,
            t -> new Residual(Sequential.of(Linear.drawn(t, 3, 3, draws()), new Tanh()))),
        new Case(
            "LayerNorm of scalars",
            6,
            t ->
                new LayerNorm(
                    Matrix.normal(t, 1, 1, 1, draws()), Matrix.row(0.3).to(t), LayerNorm.EPSILON)),
        new Case(
            "LayerNorm of vectors",
            6,
            t ->
                new LayerNorm(
                    Matrix.normal(t, 1, 6, 1, draws()),
                    Matrix.normal(t, 1, 6, 1, Seed.of(4).draws()),
                    LayerNorm.EPSILON)),
        new Case("Filter1d", 8, t -> new Filter1d(Matrix.normal(t, 1, 3, 1, draws()))),
        new Case("Conv1d", 2 * 6, t -> Conv1d.drawn(t, 2, 6, 3, 3, draws())),
        new Case("Conv2d", 2 * 4 * 5, t -> Conv2d.drawn(t, 2, 4, 5, 3, 2, draws())),
        new Case(
            "Sequential",
            4,
            t ->
                Sequential.of(
                    Linear.drawn(t, 4, 6, draws()),
                    LayerNorm.ofVectors(t, 6),
                    new Sigmoid(),
                    Linear.drawn(t, 6, 2, draws()))));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void backwardIsASlope(Case c) {
    Layer layer = c.maker().apply(DType.FLOAT64);
    Matrix x = c.x(DType.FLOAT64);
    Matrix y = layer.forward(x);
    Matrix upstream = y.map(unused -> 0).plus(Matrix.row(1)).zip(y, (one, v) -> 0.3 + v % 1);
    Layer.Gradients gradients = layer.backward(upstream);

    assertNear(
        gradients.input(), Slopes.of(() -> layer.forward(x).hadamard(upstream).sum(), x), 1e-8);
    assertThat(gradients.parameters()).hasSameSizeAs(layer.parameters());
    for (int i = 0; i < layer.parameters().size(); i++) {
      Matrix slopes =
          Slopes.of(() -> layer.forward(x).hadamard(upstream).sum(), layer.parameters().get(i));
      assertNear(gradients.parameters().get(i), slopes, 1e-8);
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void theFullJacobianGivesTheSame(Case c) {
    Layer layer = c.maker().apply(DType.FLOAT64);
    Matrix x = c.x(DType.FLOAT64);
    Matrix y = layer.forward(x);
    Matrix upstream = Matrix.normal(DType.FLOAT64, y.rows(), y.columns(), 1, Seed.of(9).draws());
    Layer.Gradients products = layer.backward(upstream);
    Layer.Gradients naive = FullJacobian.backward(layer, x, upstream);

    assertNear(naive.input(), products.input(), 1e-12);
    assertThat(naive.parameters()).hasSameSizeAs(products.parameters());
    for (int i = 0; i < naive.parameters().size(); i++) {
      assertNear(naive.parameters().get(i), products.parameters().get(i), 1e-12);
    }
  }

  @ParameterizedTest
  @MethodSource("layers")
  void float32IsNearFloat64(Case c) {
    Layer exact = c.maker().apply(DType.FLOAT64);
    Layer rough = c.maker().apply(DType.FLOAT32);
    Matrix y = exact.forward(c.x(DType.FLOAT64));
    Matrix approximate = rough.forward(c.x(DType.FLOAT64).to(DType.FLOAT32));
    Matrix dx = exact.backward(y).input();
    Matrix approximateDx = rough.backward(approximate).input();

    assertThat(approximate.dtype()).isEqualTo(DType.FLOAT32);
    assertThat(approximateDx.dtype()).isEqualTo(DType.FLOAT32);
    assertNear(approximate.to(DType.FLOAT64), y, 1e-5);
    assertNear(approximateDx.to(DType.FLOAT64), dx, 1e-4);
  }

  static Stream<Loss> losses() {
    return Stream.of(new SoftmaxCrossEntropy(), new LogisticLoss(), new SquaredLoss());
  }

  @ParameterizedTest
  @MethodSource("losses")
  void theBackwardPassOfALossIsASlopeAndTheFullJacobianGivesTheSame(Loss loss) {
    Matrix output = Matrix.normal(DType.FLOAT64, BATCH, 3, 2, Seed.of(5).draws());
    Matrix target = Matrix.oneHot(DType.FLOAT64, new int[] {2, 0, 1, 1}, 3);
    loss.forward(output, target);
    Matrix gradient = loss.backward();

    assertNear(loss.backwardByJacobians(), gradient, 1e-12);
    assertNear(Slopes.of(() -> loss.forward(output, target), output), gradient, 1e-9);
  }

  @Test
  void theWayThroughProbabilitiesDividesByZeroWhereTheySaturate() {
    LogisticLoss loss = new LogisticLoss();
    Matrix target = Matrix.of(new double[][] {{1, 0}, {0, 1}});
    loss.forward(Matrix.of(new double[][] {{-1000, 0}, {0, 1}}), target);

    double p = 1 / (1 + StrictMath.exp(-1));
    assertNear(
        loss.backward(), Matrix.of(new double[][] {{-0.5, 0.25}, {0.25, (p - 1) / 2}}), 1e-15);
    assertThat(loss.backwardByJacobians().take(0).toDoubles()).contains(Double.NaN);
    assertNear(loss.backwardByJacobians().take(1), loss.backward().take(1), 1e-15);
  }

  @Test
  void lossesAreMeansOverTheBatch() {
    Matrix output = Matrix.of(new double[][] {{1, 2}, {3, 5}});
    Matrix target = Matrix.of(new double[][] {{1, 0}, {0, 1}});

    // ½ (0² + 2²) and ½ (3² + 4²).
    assertThat(new SquaredLoss().forward(output, target)).isEqualTo((2 + 12.5) / 2);
    double one = StrictMath.log(1 + StrictMath.exp(1));
    double two = StrictMath.log(1 + StrictMath.exp(-2));
    assertThat(new SoftmaxCrossEntropy().forward(output, target))
        .isCloseTo((one + two) / 2, within(1e-15));
  }

  @Test
  void aFilterIsABandedMatrix() {
    Filter1d filter = new Filter1d(Matrix.row(1, 2, 3));
    Matrix x = Matrix.normal(DType.FLOAT64, BATCH, 6, 1, draws());

    assertThat(filter.banded(5).toArray())
        .isDeepEqualTo(new double[][] {{1, 2, 3, 0, 0}, {0, 1, 2, 3, 0}, {0, 0, 1, 2, 3}});
    assertNear(filter.forward(x), x.times(filter.banded(6).transposed()), 1e-15);
    Matrix g = Matrix.normal(DType.FLOAT64, BATCH, 4, 1, draws());
    assertNear(filter.backward(g).input(), g.times(filter.banded(6)), 1e-15);
  }

  @Test
  void aFilterIsAConvolutionOfOneChannel() {
    Matrix w = Matrix.row(1, -2, 0.5);
    Matrix x = Matrix.normal(DType.FLOAT64, BATCH, 6, 1, draws());
    Conv1d conv = new Conv1d(1, 6, w, Matrix.row(0));
    Conv2d flat = new Conv2d(1, 3, 3, 3, Matrix.row(1, 2, 3, 4, 5, 6, 7, 8, 9), Matrix.row(10));

    assertNear(conv.forward(x), new Filter1d(w).forward(x), 0);
    assertThat(flat.forward(Matrix.row(1, 0, 0, 0, 1, 0, 0, 0, 2)).toDoubles())
        .containsExactly(10 + 1 + 5 + 18);
  }

  @Test
  void aConvolutionSaysWhatDoesNotFit() {
    Matrix b = Matrix.row(0);
    for (Matrix w : List.of(Matrix.row(1, 2, 3), zeros(1, 14), zeros(1, 0), zeros(2, 6))) {
      assertThatThrownBy(() -> new Conv1d(2, 6, w, b))
          .isInstanceOf(ShapeException.class)
          .hasMessage(
              "Conv1d: for a signal of channels × length = 2 × 6, W must be [outputs, 2·k] with k"
                  + " from 1 to 6 and b [1, outputs], but W is "
                  + w.shape()
                  + " and b [1, 1].");
    }
    for (Matrix w : List.of(zeros(1, 7), zeros(1, 9), zeros(2, 8))) {
      assertThatThrownBy(() -> new Conv2d(2, 3, 4, 2, w, b))
          .isInstanceOf(ShapeException.class)
          .hasMessage(
              "Conv2d: for an image of channels × height × width = 2 × 3 × 4 and filters of side 2,"
                  + " W must be [outputs, 8], b [1, outputs] and the side from 1 to 3, but W is "
                  + w.shape()
                  + " and b [1, 1].");
    }
    assertThatThrownBy(() -> new Conv2d(1, 3, 4, 4, zeros(1, 16), b))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("filters of side 4, ")
        .hasMessageContaining("the side from 1 to 3");
  }

  @Test
  void aConvolutionTakesInputsOfItsWidthOnly() {
    Conv1d signals = new Conv1d(2, 6, zeros(1, 4), Matrix.row(0));
    Conv2d images = new Conv2d(2, 3, 4, 2, zeros(1, 8), Matrix.row(0));
    for (int columns : new int[] {11, 13}) {
      String text =
          "Conv1d: the input is [1, "
              + columns
              + "] but a signal of channels × length = 2 × 6 is a row of 12; give one channel after"
              + " the other.";
      assertThatThrownBy(() -> signals.forward(zeros(1, columns)))
          .isInstanceOf(ShapeException.class)
          .hasMessage(text);
      assertThatThrownBy(() -> signals.jacobians(zeros(1, columns)))
          .isInstanceOf(ShapeException.class)
          .hasMessage(text);
    }
    for (int columns : new int[] {23, 25}) {
      String text =
          "Conv2d: the input is [1, "
              + columns
              + "] but an image of channels × height × width = 2 × 3 × 4 is a row of 24; give one"
              + " channel after the other, each row by row.";
      assertThatThrownBy(() -> images.forward(zeros(1, columns)))
          .isInstanceOf(ShapeException.class)
          .hasMessage(text);
      assertThatThrownBy(() -> images.jacobians(zeros(1, columns)))
          .isInstanceOf(ShapeException.class)
          .hasMessage(text);
    }
  }

  @Test
  void aNormalisedExampleHasMeanZeroAndVarianceOne() {
    LayerNorm norm = new LayerNorm(Matrix.row(1), Matrix.row(0), 0);
    Matrix y = norm.forward(Matrix.normal(DType.FLOAT64, 1, 50, 3, draws()));

    assertThat(y.sum() / 50).isCloseTo(0, within(1e-14));
    assertThat(y.hadamard(y).sum() / 50).isCloseTo(1, within(1e-14));
    assertThat(LayerNorm.ofScalars(DType.FLOAT64).parameters().getFirst().shape())
        .isEqualTo("[1, 1]");
    assertThat(LayerNorm.ofVectors(DType.FLOAT64, 3).parameters().getFirst().shape())
        .isEqualTo("[1, 3]");
  }

  @Test
  void theyComputeWhatAtledComputes() {
    Matrix x = Matrix.normal(DType.FLOAT64, BATCH, 3, 2, draws());
    Tensor t = Tensor.of(x.toDoubles(), BATCH, 3);

    assertThat(Tensor.of(new Sigmoid().forward(x).toArray()).allClose(t.sigmoid(), 1e-14, 0))
        .isTrue();
    assertThat(Tensor.of(new Tanh().forward(x).toArray()).allClose(t.tanh(), 1e-14, 0)).isTrue();
  }

  @Test
  void backwardBeforeForwardIsSaid() {
    for (Layer layer : List.of(Linear.drawn(DType.FLOAT64, 1, 1, draws()), new Sigmoid())) {
      assertThatThrownBy(() -> layer.backward(Matrix.row(1)))
          .isInstanceOf(StateException.class)
          .hasMessage(
              layer.getClass().getSimpleName()
                  + ": backward was called before forward; call forward first.");
    }
  }

  private static Matrix zeros(int rows, int columns) {
    return Matrix.zeros(DType.FLOAT64, rows, columns);
  }

  private static void assertNear(Matrix got, Matrix expected, double tolerance) {
    assertThat(got.distance(expected)).isLessThanOrEqualTo(tolerance);
  }
}
