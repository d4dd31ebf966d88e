package org.atled.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.Objects;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.WeightTransfer;
import org.junit.jupiter.api.Test;

/** Weight norm and spectral norm: where their numbers come from and how they change. */
class ReparametrizedTest {
  private static final Mode TRAINING = Mode.training(Seed.of(5), Slot.of(0L));
  private static final Tensor X = Tensor.of(new float[][] {{1, -1, 2}});

  private static Linear linear() {
    Linear linear = new Linear(3, 2);
    linear.weight().copyInto(Tensor.of(new float[][] {{1, 2, -1}, {0.5f, 0, 3}}));
    linear.bias().orElseThrow().copyInto(Tensor.of(new float[] {0.25f, -1}));
    return linear;
  }

  private static double[] numbers(Layer layer, String path) {
    return Objects.requireNonNull(layer.state().snapshot().get(path)).toDoubles();
  }

  @Test
  void theNumbersOfTheLayerGoOnUnderPyTorchsNames() {
    WeightNorm norm = new WeightNorm(linear());
    Sequential network = Sequential.of(norm);

    assertThat(network.state().snapshot().keySet())
        .containsExactlyInAnyOrder("0.bias", "0.weight_g", "0.weight_v");
    assertThat(numbers(network, "0.weight_g"))
        .containsExactly(new double[] {2.44948983, 3.04138136}, within(1e-6));
    assertThat(norm.apply(X).toDoubles())
        .containsExactly(linear().apply(X).toDoubles(), within(1e-6));
    assertThat(new SpectralNorm(linear()).state().snapshot().keySet())
        .containsExactlyInAnyOrder("bias", "weight_orig", "weight_u", "weight_v");
  }

  @Test
  void aLayerWithoutNumbersIsDrawnByTheSeedOfTheNetwork() {
    WeightNorm norm = new WeightNorm(new Linear(3, 2));
    norm.initialize(Seed.of(8));
    double[] direction = numbers(norm, "weight_v");
    norm.initialize(Seed.of(9));

    assertThat(numbers(norm, "weight_v")).isNotEqualTo(direction).doesNotContain(0);
    assertThat(numbers(norm, "weight_g"))
        .containsExactly(
            Tensor.of(numbers(norm, "weight_v"), 2, 3).norm(2, 1).toDoubles(), within(1e-6));
  }

  /** The numbers are PyTorch's. */
  @Test
  void theSingularVectorsComeNearerWithEachStep() {
    SpectralNorm norm = new SpectralNorm(linear());
    WeightTransfer.of(
            Map.of(
                "weight_u", Tensor.of(new float[] {0.6f, 0.8f}),
                "weight_v", Tensor.of(new float[] {1, 0, 0})))
        .into(norm);
    Tensor first = norm.apply(X, TRAINING);
    assertThat(numbers(norm, "weight_v")).containsExactly(1, 0, 0);
    assertThat(first.toDoubles())
        .containsExactly(new double[] {-0.9195907, 1.5341129}, within(1e-6));

    step(norm);
    assertThat(numbers(norm, "weight_u"))
        .containsExactly(new double[] {0.2617330, 0.9651403}, within(1e-6));
    assertThat(numbers(norm, "weight_v"))
        .containsExactly(new double[] {0.4195907, 0.5035089, 0.7552633}, within(1e-6));

    Tensor second = step(norm);
    assertThat(second.toDoubles())
        .containsExactly(new double[] {-0.7552139, 1.1779635}, within(1e-6));
    assertThat(norm.apply(X).toDoubles()).containsExactly(second.toDoubles(), within(1e-6));
  }

  private static Tensor step(Layer layer) {
    Tensor y = layer.apply(X, TRAINING);
    Autograd.gradients(y.square().mean(), layer.parameters()).applyPending();
    return y;
  }

  @Test
  void theGreatestSingularValueIsOneBeforeAnyTraining() {
    SpectralNorm norm = new SpectralNorm(linear());
    Tensor w = norm.apply(Tensor.eye(3)).sub(norm.apply(Tensor.zeros(1, 3)));

    // Of PyTorch: 3.2568 and 2.1548 for the weight itself.
    assertThat(w.norm().item()).isCloseTo(Math.hypot(1, 2.1548 / 3.2568), within(1e-3));
  }

  @Test
  void whatHasNoWeightIsRefused() {
    assertThatThrownBy(() -> new SpectralNorm(new ReLU()))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "SpectralNorm: ReLU() has no weight of this kind; Linear, Conv1d to Conv3d and"
                + " ConvTranspose1d to ConvTranspose3d have.");
    assertThatThrownBy(() -> new SpectralNorm(SpectralNorm.Config.of(linear()).withSteps(0)))
        .hasMessage("SpectralNorm: steps must be at least 1 and eps above 0, not 0 and 1.0E-12.");
    assertThatThrownBy(() -> new WeightNorm(linear()).apply(Tensor.zeros(1, 2).to(DType.FLOAT32)))
        .hasMessage(
            "WeightNorm: the input's last axis is 2 but the layer takes 3 (input [1, 2], weight [2,"
                + " 3]).");
  }
}
