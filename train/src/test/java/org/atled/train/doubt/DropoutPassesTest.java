package org.atled.train.doubt;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.StateException;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.data.DatasetInfo;
import org.atled.data.Task;
import org.atled.nn.Layer;
import org.atled.nn.layer.BatchNorm1d;
import org.atled.nn.layer.Dropout;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.Sequential;
import org.atled.nn.layer.Tanh;
import org.atled.train.Objective;
import org.atled.train.Predictor;
import org.atled.train.SavedModel;
import org.junit.jupiter.api.Test;

class DropoutPassesTest {
  private static final Tensor X = Tensor.of(new float[][] {{1, 2}, {-1, 3}, {0.5f, -2}});

  private static SavedModel saved(Layer model) {
    model.initialize(Seed.of(1));
    DatasetInfo info = new DatasetInfo("made up", Shape.of(2), new Task.Regression(2));
    return new SavedModel(model, info, new Objective.Numbers(2), Optional.empty());
  }

  private static SavedModel network() {
    return saved(
        Sequential.of(
            new Linear(2, 16),
            new BatchNorm1d(16),
            new Tanh(),
            new Dropout(0.5),
            new Linear(16, 2)));
  }

  private static DropoutPasses asked(SavedModel saved, Tensor x, int passes, long seed) {
    return Predictor.of(saved).dropoutPasses(x, passes, Seed.of(seed));
  }

  /** What is linear in the mask has on average what evaluation gives. */
  @Test
  void theMeanOfWhatIsLinearInTheMaskIsTheNetworksAnswer() {
    SavedModel saved = network();
    int passes = 2_000;
    DropoutPasses found = asked(saved, X, passes, 0);
    double[] answer = saved.model().apply(X).toDoubles();

    for (int i = 0; i < 3; i++) {
      for (int k = 0; k < 2; k++) {
        double spread = found.spread()[i][k];
        assertThat(spread).isPositive();
        assertThat(found.mean()[i][k])
            .isCloseTo(answer[2 * i + k], within(4 * spread / Math.sqrt(passes)));
      }
    }
  }

  /** Of masks m with P(m = 0) = p the variance of Σ w·h·m/(1 − p) is Σ (w·h)²·p/(1 − p). */
  @Test
  void theSpreadOfOneLayerIsThatOfItsMasks() {
    SavedModel saved = saved(Sequential.of(new Dropout(0.2), new Linear(2, 2)));
    Linear linear = (Linear) requireNonNull(saved.model().children().get("1"));
    double[] w = linear.weight().value().toDoubles();
    DropoutPasses found = asked(saved, X, 20_000, 0);

    double squares = Math.pow(w[0] * 1, 2) + Math.pow(w[1] * 2, 2);
    assertThat(found.spread()[0][0]).isCloseTo(Math.sqrt(squares * 0.25), within(0.02));
  }

  @Test
  void theSameSeedGivesTheSameBitsWhateverIsAskedBeside() {
    SavedModel saved = network();
    DropoutPasses all = asked(saved, X, 10, 7);

    assertThat(asked(saved, X, 10, 7).mean()).isDeepEqualTo(all.mean());
    assertThat(asked(saved, X.slice(0, 0, 1), 10, 7).mean()[0]).isEqualTo(all.mean()[0]);
    assertThat(asked(saved, X, 10, 8).mean()[0]).isNotEqualTo(all.mean()[0]);
    float[] many = new float[2 * 300];
    for (int i = 0; i < many.length; i++) {
      many[i] = X.toFloats()[i % 2];
    }
    DropoutPasses more = asked(saved, Tensor.of(many, 300, 2), 10, 7);
    assertThat(more.mean()[0]).isEqualTo(all.mean()[0]);
    // The same numbers as another example, which draws for itself, also in another batch of 256.
    assertThat(more.mean()[256]).isNotEqualTo(all.mean()[0]);
  }

  /** Part by part, as many images are asked about. */
  @Test
  void partsGetTheBitsOfTheWhole() {
    SavedModel saved = network();
    DropoutPasses all = asked(saved, X, 10, 7);
    List<DropoutPasses> parts = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      parts.add(DropoutPasses.of(saved, X.slice(0, i, i + 1), i, 10, Seed.of(7), row -> row));
    }

    DropoutPasses joined = DropoutPasses.joined(parts);
    assertThat(joined.mean()).isDeepEqualTo(all.mean());
    assertThat(joined.spread()).isDeepEqualTo(all.spread());
  }

  @Test
  void saysThatNothingIsDropped() {
    SavedModel saved = saved(Sequential.of(new Linear(2, 2)));
    assertThatThrownBy(() -> asked(saved, X, 10, 0))
        .isInstanceOf(StateException.class)
        .hasMessageStartingWith("All 10 passes gave the same: the network Sequential")
        .hasMessageEndingWith(
            " drops nothing. Train one with dropout, such as with --dropout 0.2, or leave the"
                + " passes out.");
    assertThatThrownBy(() -> asked(saved, X, 1, 0))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("Dropout: 1 passes have no spread; take at least 2, such as 50.");
  }
}
