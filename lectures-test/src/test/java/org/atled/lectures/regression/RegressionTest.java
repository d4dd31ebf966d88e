package org.atled.lectures.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.lectures.Slopes;
import org.atled.lectures.matrix.Matrix;
import org.junit.jupiter.api.Test;

class RegressionTest {
  private static final int EXAMPLES = 60;

  /** Two heaps round (−1, −1) and (1, 1). */
  private final int[] y = IntStream.range(0, EXAMPLES).map(i -> i % 2).toArray();

  private final Matrix x =
      Matrix.normal(DType.FLOAT64, EXAMPLES, 2, 0.7, Seed.of(1).draws())
          .plus(Matrix.column(Arrays.stream(y).mapToDouble(c -> 2 * c - 1).toArray()));

  private static List<Regression> both(DType dtype) {
    return List.of(LogisticRegression.zeros(dtype, 2), SoftmaxRegression.zeros(dtype, 2, 2));
  }

  @Test
  void gradientsAreSlopes() {
    for (Regression regression : both(DType.FLOAT64)) {
      Draws draws = Seed.of(3).draws();
      for (Matrix part : List.of(regression.w(), regression.b())) {
        part.subtract(1, part.map(unused -> draws.normal()));
      }
      var gradient = regression.gradient(x, y);

      assertThat(gradient.w().distance(Slopes.of(() -> regression.loss(x, y), regression.w())))
          .isLessThan(1e-9);
      assertThat(gradient.b().distance(Slopes.of(() -> regression.loss(x, y), regression.b())))
          .isLessThan(1e-9);
    }
  }

  @Test
  void twoClassesOfSoftmaxAreLogistic() {
    LogisticRegression logistic = LogisticRegression.zeros(DType.FLOAT64, 2);
    logistic.w().set(0, 0, 0.7);
    logistic.b().set(0, 0, -0.2);
    SoftmaxRegression softmax = SoftmaxRegression.zeros(DType.FLOAT64, 2, 2);
    softmax.w().set(0, 1, 0.7);
    softmax.b().set(0, 1, -0.2);

    assertThat(softmax.loss(x, y))
        .isCloseTo(logistic.loss(x, y), org.assertj.core.data.Offset.offset(1e-12));
    assertThat(softmax.classes(x)).isEqualTo(logistic.classes(x));
    double[] p = logistic.probabilities(x).toDoubles();
    for (int i = 0; i < EXAMPLES; i++) {
      assertThat(softmax.probabilities(x).get(i, 1))
          .isCloseTo(p[i], org.assertj.core.data.Offset.offset(1e-12));
    }
  }

  @Test
  void everyWayDownLearnsInBothTypes() {
    for (Batches batches :
        List.of(new Batches.All(), new Batches.Singles(), new Batches.Minibatches(7))) {
      for (DType dtype : List.of(DType.FLOAT32, DType.FLOAT64)) {
        for (Regression regression : both(dtype)) {
          Matrix inputs = x.to(dtype);
          double before = regression.loss(inputs, y);
          Draws draws = Seed.of(4).draws();
          for (int epoch = 0; epoch < 20; epoch++) {
            new GradientDescent(batches, 0.1).epoch(regression, inputs, y, draws);
          }
          String what = batches + " " + dtype + " " + regression.getClass().getSimpleName();
          assertThat(regression.loss(inputs, y)).as(what).isLessThan(0.5 * before);
          assertThat(regression.accuracy(inputs, y)).as(what).isGreaterThan(0.9);
        }
      }
    }
  }

  @Test
  void oneStepOnAllIsTheGradientItself() {
    LogisticRegression regression = LogisticRegression.zeros(DType.FLOAT64, 2);
    var gradient = regression.gradient(x, y);

    new GradientDescent(new Batches.All(), 0.5).epoch(regression, x, y, Seed.of(0).draws());

    assertThat(regression.w().distance(gradient.w().times(-0.5))).isZero();
    assertThat(regression.b().distance(gradient.b().times(-0.5))).isZero();
  }

  @Test
  void labelsThatAreNotThoseOfTheExamplesAreNamed() {
    int[] few = Arrays.copyOf(y, EXAMPLES - 1);
    int[] wrong = y.clone();
    wrong[3] = 2;
    GradientDescent descent = new GradientDescent(new Batches.Minibatches(7), 0.1);
    for (Regression regression : both(DType.FLOAT64)) {
      List<Consumer<int[]>> takers =
          List.of(
              labels -> regression.loss(x, labels),
              labels -> regression.gradient(x, labels),
              labels -> regression.accuracy(x, labels),
              labels -> descent.epoch(regression, x, labels, Seed.of(0).draws()));
      String name = regression.getClass().getSimpleName();
      for (Consumer<int[]> taker : takers) {
        assertThatThrownBy(() -> taker.accept(few))
            .isInstanceOf(ShapeException.class)
            .hasMessage(
                name + ": X is [60, 2] but there are 59 classes in y; give one for each row of X.");
        assertThatThrownBy(() -> taker.accept(wrong))
            .isInstanceOf(ArgumentException.class)
            .hasMessage(
                name + ": example 3 has the class 2 but there are 2, numbered from 0 to 1.");
      }
    }
  }

  @Test
  void singlesAreDrawnWithReplacement() {
    List<int[]> steps = new Batches.Singles().epoch(1000, Seed.of(5).draws());
    int[] drawn = steps.stream().mapToInt(step -> step[0]).toArray();

    assertThat(steps).hasSize(1000).allMatch(step -> step.length == 1);
    long distinct = Arrays.stream(drawn).distinct().count();
    // 1 − 1/e of them, with a standard deviation of about 10.
    assertThat(distinct).isBetween(590L, 675L);
  }

  @Test
  void minibatchesAreDrawnWithout() {
    List<int[]> steps = new Batches.Minibatches(7).epoch(25, Seed.of(6).draws());
    int[] all = steps.stream().flatMapToInt(Arrays::stream).toArray();

    assertThat(steps).extracting(step -> step.length).containsExactly(7, 7, 7, 4);
    assertThat(all).isNotEqualTo(IntStream.range(0, 25).toArray());
    assertThat(Arrays.stream(all).sorted().toArray()).isEqualTo(IntStream.range(0, 25).toArray());
    assertThatThrownBy(() -> new Batches.Minibatches(0))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("Minibatches: the size must be at least 1 but is 0.");
  }
}
