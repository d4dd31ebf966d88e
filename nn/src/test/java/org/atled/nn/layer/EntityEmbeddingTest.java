package org.atled.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

class EntityEmbeddingTest {
  private final EntityEmbedding embedding =
      new EntityEmbedding(new EntityEmbedding.Config(3, List.of(1L), List.of(4L), 5));

  @Test
  void anIdBecomesItsVectorWhereItStands() {
    assertThat(embedding.outputs()).isEqualTo(7);
    Tensor y = embedding.apply(Tensor.of(new float[][] {{7, 0, 8}, {7, 3, 8}, {7, 3, 9}}));
    assertThat(y.shape()).isEqualTo(Shape.of(3, 7));
    assertThat(y.select(0, 0).toFloats()).containsExactly(7, 0, 0, 0, 0, 0, 8);
    assertThat(y.slice(0, 1, 2).slice(1, 1, 6).toFloats())
        .doesNotContain(0)
        .isEqualTo(y.slice(0, 2, 3).slice(1, 1, 6).toFloats());
  }

  @Test
  void whatItCannotTakeIsNamed() {
    assertThatThrownBy(() -> embedding.apply(Tensor.of(new float[5][2])))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "EntityEmbedding: the input's last axis is 2 but the layer takes 3 columns (input"
                + " [5, 2]).");
    assertThatThrownBy(() -> embedding.apply(Tensor.of(new float[][] {{1, 4, 1}})))
        .hasMessageContaining("the id 4 at [0] is not in the vocabulary, whose 4 ids go from 0");
    assertThatThrownBy(() -> new EntityEmbedding.Config(3, List.of(2L, 1L), List.of(4L, 4L), 5))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "EntityEmbedding: columns must be places from 0 to 2, ascending, with a number of"
                + " entries each, not [2, 1] with [4, 4].");
  }
}
