package org.atled.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Noise and mixtures. */
class VariedDatasetTest {
  private static final Task.Classification THREE = Task.Classification.numbered(3);

  /** Class c at (c, 10 + c), 600 of them. */
  private final Dataset plain = points();

  private static Dataset points() {
    float[][] x = new float[600][2];
    long[] y = new long[600];
    for (int i = 0; i < x.length; i++) {
      y[i] = i % 3;
      x[i] = new float[] {y[i], 10 + y[i]};
    }
    return TensorDataset.of(
        "points", THREE, NamedTensors.of("x", Tensor.of(x)).with("y", Tensor.of(y)));
  }

  private static int[] all(Dataset data) {
    int[] all = new int[data.size()];
    for (int i = 0; i < all.length; i++) {
      all[i] = i;
    }
    return all;
  }

  @Test
  void noiseHasTheDeviationThatWasAskedForAndIsAnotherInEachEpoch() {
    Dataset noisy = VariedDataset.of(plain, Seed.of(1), 0.5, 0);
    float[] clean = plain.batch(all(plain)).x().toFloats();
    float[] first = noisy.inEpoch(0).batch(all(plain)).x().toFloats();

    double sum = 0;
    double squares = 0;
    for (int i = 0; i < clean.length; i++) {
      sum += first[i] - clean[i];
      squares += (first[i] - clean[i]) * (first[i] - clean[i]);
    }
    assertThat(sum / clean.length).isCloseTo(0, within(0.05));
    assertThat(Math.sqrt(squares / clean.length)).isCloseTo(0.5, within(0.05));
    assertThat(noisy.inEpoch(1).batch(7).x().toFloats())
        .isNotEqualTo(noisy.inEpoch(0).batch(7).x().toFloats());
    // Whatever the batch.
    assertThat(noisy.inEpoch(0).batch(9, 7).x().at("1").toFloats())
        .isEqualTo(noisy.inEpoch(0).batch(7).x().at("0").toFloats());
    assertThat(noisy.batch(7).x().toFloats()).isEqualTo(plain.batch(7).x().toFloats());
  }

  @Test
  void aMixtureIsOneOfInputsAndOfTargetsAlike() {
    Batch mixed = VariedDataset.of(plain, Seed.of(1), 0, 1).inEpoch(0).batch(all(plain));
    float[] x = mixed.x().toFloats();
    float[] y = mixed.y().toFloats();
    double shares = 0;
    for (int i = 0; i < plain.size(); i++) {
      assertThat(y[3 * i] + y[3 * i + 1] + y[3 * i + 2]).isCloseTo(1, within(1e-6f));
      assertThat(x[2 * i]).isCloseTo(y[3 * i + 1] + 2 * y[3 * i + 2], within(1e-5f));
      assertThat(x[2 * i + 1]).isCloseTo(10 + x[2 * i], within(1e-5f));
      shares += y[3 * i + i % 3];
    }
    // λ is a half in the mean, and a third of the others are of the same class.
    assertThat(shares / plain.size()).isCloseTo(0.5 + 0.5 / 3, within(0.05));
  }

  @Test
  void mistakesAreNamed() {
    assertThatThrownBy(() -> VariedDataset.of(plain, Seed.of(1), -1, 0))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "VariedDataset: the noise is -1.0 and alpha of mixup 0.0 but both must be at least 0"
                + " and finite.");
    Dataset own =
        TensorDataset.of("own", NamedTensors.of("x", Tensor.of(new float[][] {{1}, {2}})));
    assertThatThrownBy(() -> VariedDataset.of(own, Seed.of(1), 0, 1))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("\"own\" has a task of its own, whose targets nobody else can mix.");
  }
}
