package org.atled.lectures.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.error.TypeException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MatrixTest {
  private final Matrix a = Matrix.of(new double[][] {{1, 2, 3}, {4, 5, 6}});
  private final Matrix b = Matrix.of(new double[][] {{1, 0}, {2, -1}, {0, 1}});

  @ParameterizedTest
  @EnumSource(names = {"FLOAT32", "FLOAT64"})
  void productsAreOfTheTypeOfTheirFactors(DType dtype) {
    Matrix product = a.to(dtype).times(b.to(dtype));

    assertThat(product.dtype()).isEqualTo(dtype);
    assertThat(product.toArray()).isDeepEqualTo(new double[][] {{5, 1}, {14, 1}});
    assertThat(product.transposed().toArray()).isDeepEqualTo(new double[][] {{5, 14}, {1, 1}});
  }

  @Test
  void float32IsRoundedAtEveryStepAsFloatsAre() {
    Matrix third = Matrix.of(new float[][] {{1f / 3, 0.1f}});
    Matrix tenth = Matrix.of(new float[][] {{0.1f, 1e8f}});

    assertThat(third.plus(tenth).get(0, 0)).isEqualTo(1f / 3 + 0.1f);
    assertThat(third.hadamard(tenth).get(0, 1)).isEqualTo(0.1f * 1e8f);
    assertThat(third.times(tenth.transposed()).get(0, 0)).isEqualTo(1f / 3 * 0.1f + 0.1f * 1e8f);
    assertThat(third.dividedBy(7).get(0, 0)).isEqualTo(1f / 3 / 7);
  }

  @Test
  void aMatrixIsOnItsRows() {
    float[][] rows = {{1, 2}};
    Matrix.of(rows).subtract(0.5, Matrix.of(new float[][] {{2, 4}}));

    assertThat(rows[0]).containsExactly(0, 0);
  }

  @Test
  void oneRowOrColumnStandsForAll() {
    assertThat(a.plus(Matrix.row(10, 20, 30)).toArray())
        .isDeepEqualTo(new double[][] {{11, 22, 33}, {14, 25, 36}});
    assertThat(a.minus(Matrix.column(1, 4)).toArray())
        .isDeepEqualTo(new double[][] {{0, 1, 2}, {0, 1, 2}});
  }

  @Test
  void sumsAndPartsAndDistance() {
    assertThat(a.sumOfRows().toDoubles()).containsExactly(5, 7, 9);
    assertThat(a.sumOfColumns().toDoubles()).containsExactly(6, 15);
    assertThat(a.sum()).isEqualTo(21);
    assertThat(a.rows(1, 2).toDoubles()).containsExactly(4, 5, 6);
    assertThat(a.take(1, 0, 1).toDoubles()).containsExactly(4, 5, 6, 1, 2, 3, 4, 5, 6);
    assertThat(a.distance(a.plus(Matrix.row(0, -3, 1)))).isEqualTo(3);
    assertThat(Matrix.oneHot(DType.FLOAT64, new int[] {2, 0}, 3).toDoubles())
        .containsExactly(0, 0, 1, 1, 0, 0);
  }

  @Test
  void drawsHaveTheirSpread() {
    Matrix normal = Matrix.normal(DType.FLOAT64, 100, 100, 3, Seed.of(1).draws());
    Matrix uniform = Matrix.uniform(DType.FLOAT64, 100, 100, -1, 1, Seed.of(2).draws());

    assertThat(normal.sum() / 10_000).isCloseTo(0, within(0.1));
    assertThat(normal.hadamard(normal).sum() / 10_000).isCloseTo(9, within(0.5));
    assertThat(uniform.hadamard(uniform).sum() / 10_000).isCloseTo(1.0 / 3, within(0.02));
    assertThat(Arrays.stream(uniform.toDoubles()).boxed()).allMatch(u -> u >= -1 && u < 1);
  }

  @Test
  void softmaxOverflowsNowhere() {
    Matrix s = Softmax.of(Matrix.of(new double[][] {{1000, 1000}, {-1000, 0}}));

    assertThat(s.toDoubles()).containsExactly(0.5, 0.5, 0, 1);
    assertThat(
            Softmax.crossEntropy(
                Matrix.of(new double[][] {{1000, 0}, {0, 1000}}), new int[] {1, 1}))
        .isEqualTo(500);
    assertThat(Pointwise.sigmoid(-1000)).isZero();
    assertThat(Pointwise.softplus(1000)).isEqualTo(1000);
    assertThat(Pointwise.softplus(-1000)).isZero();
  }

  @Test
  void whatDoesNotFitIsNamed() {
    assertThatThrownBy(() -> a.times(a))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "Matrix product [2, 3] · [2, 3]: the left one has 3 columns but the right one 2 rows;"
                + " they must be as many, transpose one or swap them.");
    assertThatThrownBy(() -> a.times(b.to(DType.FLOAT32)))
        .isInstanceOf(TypeException.class)
        .hasMessage(
            "Matrix product of float64 and float32: both must be of one type, convert one of them"
                + " with to().");
    assertThatThrownBy(() -> a.plus(b))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "Matrices of [2, 3] and [3, 2] do not go together element by element; they must have"
                + " the same shape, or the second one row or one column.");
    assertThatThrownBy(() -> a.subtract(1, b))
        .isInstanceOf(ShapeException.class)
        .hasMessage("Matrices of [2, 3] and [3, 2] meet; they must have the same shape.");
    assertThatThrownBy(() -> Matrix.of(new double[][] {{1, 2}, {3}}))
        .isInstanceOf(ShapeException.class)
        .hasMessage("Row 1 has 1 numbers but row 0 has 2; all rows of a matrix are equally long.");
    assertThatThrownBy(() -> Matrix.zeros(DType.INT32, 1, 1))
        .isInstanceOf(TypeException.class)
        .hasMessage("A matrix holds float32 or float64, not int32.");
    assertThatThrownBy(() -> Matrix.oneHot(DType.FLOAT64, new int[] {0, 3}, 3))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("One-hot: example 1 has the class 3 but there are 3, numbered from 0 to 2.");
  }
}
