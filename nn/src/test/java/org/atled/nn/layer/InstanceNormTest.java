package org.atled.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ShapeException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.junit.jupiter.api.Test;

class InstanceNormTest {
  private static final Mode TRAINING = Mode.training(Seed.of(5), Slot.of(0L));
  private static final Tensor X =
      Tensor.of(new float[][][] {{{1, 2, 6}, {0, 4, -1}}, {{3, 3, 0}, {8, 2, 2}}});

  private static void step(Layer layer) {
    Tensor loss = layer.apply(X.requiresGrad(), TRAINING).square().mean();
    Autograd.gradients(loss, Autograd.Independent.ZEROS, layer.parameters()).applyPending();
  }

  private static double[] buffer(Layer layer, String path) {
    return Objects.requireNonNull(layer.state().snapshot().get(path)).toDoubles();
  }

  /** PyTorch's numbers. */
  @Test
  void runningStatisticsAreMeansOverTheExamples() {
    InstanceNorm1d norm = new InstanceNorm1d(InstanceNorm1d.Config.of(2).withTracking());
    norm.apply(X, TRAINING);
    assertThat(buffer(norm, "running_mean")).containsExactly(0, 0);

    step(norm);
    assertThat(buffer(norm, "running_mean"))
        .containsExactly(new double[] {0.25, 0.25}, within(1e-6));
    assertThat(buffer(norm, "running_var")).containsExactly(new double[] {1.4, 1.85}, within(1e-6));

    step(norm);
    assertThat(buffer(norm, "running_mean"))
        .containsExactly(new double[] {0.475, 0.475}, within(1e-6));
    assertThat(buffer(norm, "running_var"))
        .containsExactly(new double[] {1.76, 2.615}, within(1e-6));
    assertThat(buffer(norm, "num_batches_tracked")).containsExactly(0);
  }

  @Test
  void oneExampleNeedsNoBatch() {
    InstanceNorm1d norm = new InstanceNorm1d(2);

    assertThat(norm.apply(X.get(1)).toDoubles()).containsExactly(norm.apply(X).get(1).toDoubles());
  }

  @Test
  void refusesWhatHasNoVarianceOrOtherChannels() {
    assertThatThrownBy(() -> new InstanceNorm2d(3).apply(Tensor.zeros(2, 3, 1, 1)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "InstanceNorm2d: the input is [2, 3, 1, 1], one element a channel, which has no"
                + " variance; take larger inputs, or GroupNorm.");
    assertThatThrownBy(() -> new InstanceNorm1d(3).apply(X))
        .hasMessage(
            "InstanceNorm1d: the input is [2, 2, 3] but must be [batch, 3, size], or one example.");
    assertThatThrownBy(() -> new InstanceNorm1d(2).apply(X.to(DType.INT32)))
        .hasMessageContaining("the input is int32[2, 2, 3] but must be floats");
    assertThatThrownBy(() -> InstanceNorm.Config.of(0))
        .hasMessageContaining("channels must be at least 1");
  }
}
