package org.atled.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.nn.init.Initializer;
import org.junit.jupiter.api.Test;

class PeriodicEmbeddingTest {
  private final PeriodicEmbedding embedding = new PeriodicEmbedding(3, 4);

  @Test
  void eachNumberHasTwoForEachFrequency() {
    assertThat(embedding.apply(Tensor.of(new float[5][3])).shape()).isEqualTo(Shape.of(5, 3, 8));
    assertThat(embedding.apply(Tensor.of(new float[3])).shape()).isEqualTo(Shape.of(3, 8));
    assertThat(embedding.apply(Tensor.of(new float[0][3]).reshape(0, 3)).shape())
        .isEqualTo(Shape.of(0, 3, 8));
  }

  @Test
  void itsFrequenciesStartSlow() {
    float[] some = new PeriodicEmbedding(100, 100).weight().value().toFloats();

    double squares = 0;
    for (float one : some) {
      squares += one * one;
    }
    assertThat(Math.sqrt(squares / some.length)).isBetween(0.098, 0.102);
    assertThat(
            new PeriodicEmbedding(
                    PeriodicEmbedding.Config.of(2, 2).initializedBy(Initializer.ones()))
                .weight()
                .value()
                .toFloats())
        .containsOnly(1);
  }

  @Test
  void whatItCannotTakeIsNamed() {
    assertThatThrownBy(() -> embedding.apply(Tensor.of(new float[5][2])))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "PeriodicEmbedding: the input's last axis is 2 but the layer takes 3 numbers (input"
                + " [5, 2]).");
    assertThatThrownBy(() -> embedding.apply(Tensor.of(1f)))
        .hasMessage(
            "PeriodicEmbedding: the input's last axis is missing but the layer takes 3 numbers"
                + " (input []).");
    assertThatThrownBy(() -> new PeriodicEmbedding(3, 0))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("PeriodicEmbedding: inputs and frequencies must be at least 1, not 3 and 0.");
  }
}
