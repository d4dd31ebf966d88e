package org.atled.generative;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

class FrechetTest {
  private static final Tensor A = features(9, 7, 3, 5, 0, 11, 4);
  private static final Tensor B = features(12, 5, 0, 3, 2, 13, 5);

  /** As the program frechet.py makes them. */
  private static Tensor features(int n, int a, int b, int c, int d, int modulus, double divisor) {
    double[] all = new double[n * 4];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < 4; j++) {
        all[i * 4 + j] = (a * i * i + b * j * i + c * j + d * j * j * i) % modulus / divisor;
      }
    }
    return Tensor.of(all, n, 4);
  }

  @Test
  void isThatOfScipy() {
    assertThat(Frechet.distance(A, B)).isCloseTo(0.9746975180289954, offset(1e-9));
    assertThat(Frechet.distance(B, A)).isCloseTo(0.9746975180289954, offset(1e-9));
  }

  /** Of three examples the covariance has two eigenvalues of 0. */
  @Test
  void isThatOfScipyForFewExamples() {
    assertThat(Frechet.distance(A, A.slice(0, 0, 3))).isCloseTo(1.3209447589435808, offset(1e-6));
  }

  /** Of features that do not vary together: ‖μ − μ′‖² + Σ(σ − σ′)². */
  @Test
  void isWhatTheFormulaGivesWithoutCovariances() {
    Tensor a = Tensor.of(new double[] {-1, 0, 1, 0, 0, -2, 0, 2}, 4, 2);
    Tensor b = a.mul(3.0).add(Tensor.of(new double[] {1, 2}, 2));
    double first = Math.sqrt(2.0 / 3);
    double second = Math.sqrt(8.0 / 3);
    assertThat(Frechet.distance(a, b))
        .isCloseTo(1 + 4 + 4 * (first * first + second * second), offset(1e-9));
  }

  @Test
  void isZeroOfASetToItselfAndGrowsWithTheWayBetween() {
    Tensor x = Sample.normal(Seed.of(1), 200, 6);
    assertThat(Frechet.distance(x, x)).isBetween(0.0, 1e-9);
    assertThat(Frechet.distance(x, x.add(2.0))).isCloseTo(24, offset(1e-4));
    assertThat(Frechet.distance(x, Sample.normal(Seed.of(2), 200, 6))).isLessThan(0.5);
  }

  @Test
  void saysWhatItDoesNotTake() {
    assertThatThrownBy(() -> Frechet.distance(A, B.slice(0, 0, 1)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "Frechet: takes features of at least 2 examples each, [n, f] and [m, f], not [9, 4] and"
                + " [1, 4].");
    assertThatThrownBy(() -> Frechet.distance(A, B.slice(1, 0, 3)))
        .hasMessageContaining("not [9, 4] and [12, 3].");
    assertThatThrownBy(() -> Frechet.distance(A.div(0.0), B))
        .hasMessage(
            "Frechet: a feature of the made examples is not finite; see whether the model, or the"
                + " classifier, has lost its way in training.");
  }
}
