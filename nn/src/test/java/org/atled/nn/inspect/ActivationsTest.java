package org.atled.nn.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Objects;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.Sequential;
import org.junit.jupiter.api.Test;

class ActivationsTest {
  private static final Tensor X = Tensor.of(new float[][] {{1, -2}, {0.5f, 3}});

  private final Sequential network = Sequential.of(new Linear(2, 3), new ReLU(), new Linear(3, 1));
  private final Activations seen = new Activations();
  private final Mode observed = Mode.evaluation().observedBy(seen);

  ActivationsTest() {
    network.initialize(Seed.of(1));
  }

  private static Tensor at(Map<String, Tensor> gradients, String path) {
    return Objects.requireNonNull(gradients.get(path));
  }

  @Test
  void areWhatStoodBetweenTheLayers() {
    Tensor y = network.apply(X, observed);

    assertThat(seen.all().keySet()).containsExactly("0", "1", "2", "");
    assertThat(seen.of("1").toFloats()).isEqualTo(network.part(0, 2).apply(X).toFloats());
    assertThat(seen.of("").toFloats()).isEqualTo(y.toFloats());
  }

  /** By a linear layer's output y of which the loss is Σ y², the gradient is 2y. */
  @Test
  void theirGradientsAreThoseOfTheLoss() {
    Tensor loss = network.apply(X, observed).square().sum();

    Tensor last = at(seen.gradients(loss), "2");
    assertThat(last.toFloats()).isEqualTo(seen.of("2").mul(2).toFloats());
    Tensor hidden = at(seen.gradients(loss), "1");
    Tensor weight = ((Linear) network.layers().getLast()).weight().value();
    assertThat(hidden.allClose(last.matmul(weight), 1e-6, 1e-6)).isTrue();
  }

  @Test
  void whatWasNotSeenOrSeenTwiceIsNamed() {
    network.apply(X, observed);

    assertThatThrownBy(() -> seen.of("7"))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("Activations: \"7\" gave nothing; those seen are [0, 1, 2, ].");
    network.apply(X, observed);
    assertThatThrownBy(() -> seen.of("0"))
        .hasMessage(
            "Activations: \"0\" gave 2 tensors, which all() has; those seen are [0, 1, 2, ].");
  }
}
