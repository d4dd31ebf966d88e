package org.atled.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Examples that do not count the same. */
class WeightedDatasetTest {
  private final Dataset plain =
      TensorDataset.of(
          "points",
          new Task.Regression(1),
          NamedTensors.of("x", Tensor.of(new float[][] {{1}, {2}, {3}, {4}}))
              .with("y", Tensor.of(new float[][] {{1}, {2}, {3}, {4}})));

  @Test
  void weightsAreOneInTheMeanAndGoWithTheirExamples() {
    Dataset weighted = WeightedDataset.of(plain, 10, 0, 30, 40);
    Batch batch = weighted.batch(3, 0);
    assertThat(batch.weights()).containsExactly(2, 0.5);
    assertThat(batch.x().toFloats()).containsExactly(4, 1);
    assertThat(weighted.info().tensors().get(Batch.WEIGHT))
        .hasToString(batch.get(Batch.WEIGHT).at("0").type().toString());
    assertThat(weighted.inEpoch(3)).isSameAs(weighted);
    assertThat(weighted.order(Seed.of(4), 2)).isEqualTo(plain.order(Seed.of(4), 2));
    assertThat(plain.batch(1, 2).weights()).containsExactly(1, 1);
    assertThat(batch.get(Batch.WEIGHT).dtype()).isEqualTo(DType.FLOAT32);
    assertThat(batch.get(Batch.WEIGHT).shape()).isEqualTo(Shape.of(2));
  }

  @Test
  void whatIsNoWeightIsRefused() {
    refused("there are 3 weights for 4 examples; give each one.", 1, 2, 3);
    refused(
        "the weight of example 2 is -1.0 but must be a number that is at least 0.", 1, 2, -1, 1);
    refused(
        "the weight of example 0 is NaN but must be a number that is at least 0.",
        Double.NaN,
        1,
        1,
        1);
    refused("all weights are 0, so that no example counts; give some more.", 0, 0, 0, 0);
    Dataset weighted = WeightedDataset.of(plain, 1, 2, 3, 4);
    assertThatThrownBy(() -> VariedDataset.of(weighted, Seed.of(1), 0, 0.2))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "\"points\" has examples that do not count the same, of which no mixture has one"
                + " weight.");
    assertThat(VariedDataset.of(weighted, Seed.of(1), 0.5, 0).inEpoch(0).batch(3).weights())
        .containsExactly(1.6f);
  }

  private void refused(String message, double... weights) {
    assertThatThrownBy(() -> WeightedDataset.of(plain, weights))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("Data set \"points\": " + message);
  }
}
