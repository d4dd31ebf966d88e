package org.atled.lectures.byhand;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.lectures.Slopes;
import org.atled.lectures.matrix.Matrix;
import org.junit.jupiter.api.Test;

class TwoLayerNetworkTest {
  private final Matrix x = Matrix.normal(DType.FLOAT64, 11, 3, 1, Seed.of(1).draws());
  private final int[] y = {0, 1, 2, 3, 0, 1, 2, 3, 0, 1, 2};
  private final Matrix w1 = Matrix.normal(DType.FLOAT64, 3, 5, 1, Seed.of(2).draws());
  private final Matrix w2 = Matrix.normal(DType.FLOAT64, 5, 4, 1, Seed.of(3).draws());

  @Test
  void gradientsAreSlopes() {
    var g = TwoLayerNetwork.gradients(x, y, w1, w2);

    assertThat(g.w1().distance(Slopes.of(() -> TwoLayerNetwork.loss(x, y, w1, w2), w1)))
        .isLessThan(1e-9);
    assertThat(g.w2().distance(Slopes.of(() -> TwoLayerNetwork.loss(x, y, w1, w2), w2)))
        .isLessThan(1e-9);
  }

  @Test
  void anEpochIsAStepOnEachBatchInTheOrderGiven() {
    Matrix v1 = w1.copy();
    Matrix v2 = w2.copy();
    int[][] bounds = {{0, 4}, {4, 8}, {8, 11}}; // the last one has 3 and is divided by 3
    for (int[] b : bounds) {
      int[] labels = Arrays.copyOfRange(y, b[0], b[1]);
      var g = TwoLayerNetwork.gradients(x.rows(b[0], b[1]), labels, v1, v2);
      v1.subtract(0.3, g.w1());
      v2.subtract(0.3, g.w2());
    }

    TwoLayerNetwork.epoch(x, y, w1, w2, 0.3, 4);

    assertThat(w1.distance(v1)).isZero();
    assertThat(w2.distance(v2)).isZero();
  }

  @Test
  void aBatchIsDividedByItsOwnSize() {
    // Each example twice: the gradient is that of each once.
    var once = TwoLayerNetwork.gradients(x.take(0, 1, 2), new int[] {0, 1, 2}, w1, w2);
    var twice =
        TwoLayerNetwork.gradients(x.take(0, 1, 2, 0, 1, 2), new int[] {0, 1, 2, 0, 1, 2}, w1, w2);

    assertThat(once.w1().distance(twice.w1())).isLessThan(1e-15);
    assertThat(once.w2().distance(twice.w2())).isLessThan(1e-15);
  }

  @Test
  void plainArraysChangeInPlace() {
    double[][] doubles1 = w1.toArray();
    double[][] doubles2 = w2.toArray();
    float[][] floats1 = floats(w1);
    float[][] floats2 = floats(w2);

    TwoLayerNetwork.epoch(x.toArray(), y, doubles1, doubles2, 0.3, 4);
    TwoLayerNetwork.epoch(floats(x), y, floats1, floats2, 0.3, 4);
    TwoLayerNetwork.epoch(x, y, w1, w2, 0.3, 4);

    assertThat(doubles1).isDeepEqualTo(w1.toArray());
    assertThat(doubles2).isDeepEqualTo(w2.toArray());
    assertThat(Matrix.of(floats1).to(DType.FLOAT64).distance(w1)).isBetween(1e-10, 1e-5);
    assertThat(Matrix.of(floats2).to(DType.FLOAT64).distance(w2)).isBetween(1e-10, 1e-5);
  }

  @Test
  void whatDoesNotFitIsNamed() {
    List<Consumer<int[]>> takers =
        List.of(
            labels -> TwoLayerNetwork.epoch(x, labels, w1, w2, 0.1, 4),
            labels -> TwoLayerNetwork.gradients(x, labels, w1, w2),
            labels -> TwoLayerNetwork.loss(x, labels, w1, w2));
    for (Consumer<int[]> taker : takers) {
      assertThatThrownBy(() -> taker.accept(new int[] {0}))
          .isInstanceOf(ShapeException.class)
          .hasMessage(
              "TwoLayerNetwork: X is [11, 3] but there are 1 classes in y; give one for each row of"
                  + " X.");
      assertThatThrownBy(() -> taker.accept(new int[] {0, 1, 4, 0, 0, 0, 0, 0, 0, 0, 0}))
          .isInstanceOf(ArgumentException.class)
          .hasMessage(
              "TwoLayerNetwork: example 2 has the class 4 but there are 4, numbered from 0 to 3.");
    }
    assertThatThrownBy(() -> TwoLayerNetwork.epoch(x, y, w1, w2, 0.1, 0))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("TwoLayerNetwork: the batch must be at least 1 but is 0.");
    assertThatThrownBy(() -> TwoLayerNetwork.epoch(x, y, w2, w1, 0.1, 4))
        .isInstanceOf(ShapeException.class)
        .hasMessageStartingWith("Matrix product [4, 3] · [5, 4]: ");
  }

  private static float[][] floats(Matrix m) {
    float[][] floats = new float[m.rows()][m.columns()];
    for (int i = 0; i < m.rows(); i++) {
      for (int j = 0; j < m.columns(); j++) {
        floats[i][j] = (float) m.get(i, j);
      }
    }
    return floats;
  }
}
