package org.atled.lectures.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import org.atled.core.tensor.Tensor;
import org.atled.nn.layer.Linear;
import org.junit.jupiter.api.Test;

class AttributionTest {
  private static final Tensor X = Tensor.of(new float[][] {{1, 2, 0, 4}, {1, 1, 1, 1}});
  private static final Tensor CLASSES = Tensor.of(new long[] {1, 0});

  private static Attribution linear() {
    Linear network = new Linear(4, 2);
    network.weight().copyInto(Tensor.of(new float[][] {{1, 0, -1, 2}, {-3, 1, 5, 0.5f}}));
    return new Attribution(network, 2);
  }

  @Test
  void ofALinearMapTheGradientsAreTheWeightsOfTheClassAskedAbout() {
    assertThat(linear().gradient(X, CLASSES).toFloats())
        .containsExactly(-3, 1, 5, 0.5f, 1, 0, -1, 2);
    assertThat(linear().saliency(X, CLASSES).toFloats()).containsExactly(3, 1, 5, 0.5f, 1, 0, 1, 2);
  }

  @Test
  void ofALinearMapOneMidpointIsTheWholeIntegral() {
    assertThat(linear().integrated(X, CLASSES, 1).toFloats())
        .containsExactly(-3, 2, 0, 2, 1, 0, -1, 2);
  }

  @Test
  void aSquareThatCoversAllOfAnImageTakesAllOfItsLogit() {
    float[] falls = linear().occlusion(X, CLASSES).toFloats();

    // w·x of the class: −3 + 2 + 0 + 2, and 1 + 0 − 1 + 2.
    assertThat(falls).usingComparatorWithPrecision(1e-5f).containsExactly(1, 1, 1, 1, 2, 2, 2, 2);
  }

  @Test
  void theMostImportantPixelsAreWipedFirst() {
    Tensor importance = Tensor.of(new double[][] {{0, 9, 1, 5}, {4, 3, 2, 1}});
    Attribution network = linear();

    double[] left = network.deletion(X, CLASSES, importance, new int[] {0, 1, 4});

    Tensor covered = Tensor.of(new float[][] {{1, 0, 0, 4}, {0, 1, 1, 1}});
    assertThat(left[1])
        .isEqualTo(network.deletion(covered, CLASSES, importance, new int[] {0})[0])
        .isNotEqualTo(left[0]);
    assertThat(left[2])
        .isEqualTo(network.deletion(X.zerosLike(), CLASSES, importance, new int[] {0})[0]);
  }
}
