package org.atled.nn.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

class OcclusionTest {
  /** The sum of all numbers of an image. */
  private static final UnaryOperator<Tensor> SUM = images -> images.sum(-3, -2, -1);

  private static Tensor ramp(int height, int width) {
    float[] numbers = new float[height * width];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i;
    }
    return Tensor.of(numbers, 1, height, width);
  }

  /** A square of 2×2 takes its four numbers of 36 and brings four times the mean, 4. */
  @Test
  void aCoveredSquareIsOfTheMeanColour() {
    Occlusion found = Occlusion.of(SUM, ramp(3, 3), 2, 1);

    assertThat(found.score()).isEqualTo(36);
    assertThat(found.covered().toFloats())
        .containsExactly(36 - 8 + 16, 36 - 12 + 16, 36 - 20 + 16, 36 - 24 + 16);
    assertThat(found.falls()).isDeepEqualTo(new double[][] {{-8, -6, -4}, {-2, 0, 2}, {4, 6, 8}});
  }

  /** Of each channel its own. */
  @Test
  void theMeanIsThatOfEachChannel() {
    Tensor image = Tensor.of(new float[] {0, 4, 10, 30}, 2, 1, 2);

    assertThat(Occlusion.of(SUM, image, 1, 1).falls())
        .isDeepEqualTo(new double[][] {{0 - 2 + 10 - 20, 4 - 2 + 30 - 20}});
  }

  @Test
  void theLastSquaresEndAtTheEdges() {
    Occlusion found = Occlusion.of(SUM, ramp(5, 6), 2, 2);

    assertThat(found.rows()).containsExactly(0, 2, 3);
    assertThat(found.columns()).containsExactly(0, 2, 4);
    assertThat(Occlusion.of(SUM, ramp(28, 30)).size()).isEqualTo(5);
  }

  /** More squares than go through the network together. */
  @Test
  void everySquareHasItsPlace() {
    double[][] falls = Occlusion.of(SUM, ramp(12, 10), 1, 1).falls();

    double mean = IntStream.range(0, 120).average().orElseThrow();
    for (int i = 0; i < 120; i++) {
      assertThat(falls[i / 10][i % 10]).as("pixel %s", i).isCloseTo(i - mean, within(1e-2));
    }
  }

  @Test
  void whatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> Occlusion.of(SUM, ramp(3, 8), 4, 1))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "Occlusion: the square is 4 wide and moved by 1, but it must fit into an image of 3×8"
                + " and be moved by at least 1.");
    assertThatThrownBy(() -> Occlusion.of(Tensor::sum, ramp(3, 3), 1, 1))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "Occlusion: the score gives [] for 1 images, but one number each, [1], is meant.");
  }
}
