package org.atled.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.atled.compile.Compiled;
import org.atled.core.autograd.Autograd;
import org.atled.core.autograd.Gradients;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.optim.Optimizer;
import org.atled.nn.optim.Sgd;
import org.junit.jupiter.api.Test;

class BatchNorm1dTest {
  private static final Tensor FIRST = Tensor.of(new float[][] {{1, 10}, {3, 30}, {8, 20}});
  private static final Tensor SECOND = Tensor.of(new float[][] {{0, -4}, {2, 4}, {1, 0}});
  private static final Mode TRAINING = Mode.training(Seed.of(5), Slot.of(0L));

  private static void step(Layer network, Tensor x) {
    Tensor loss = network.apply(x, TRAINING).square().mean();
    Autograd.gradients(loss, Autograd.Independent.ZEROS, network.parameters()).applyPending();
  }

  private static double[] buffer(Layer network, String path) {
    return Objects.requireNonNull(network.state().snapshot().get(path)).toDoubles();
  }

  private static Map<String, List<Double>> numbers(Layer network) {
    Map<String, List<Double>> numbers = new TreeMap<>();
    network
        .state()
        .snapshot()
        .forEach((path, tensor) ->
            numbers.put(path, Arrays.stream(tensor.toDoubles()).boxed().toList()));
    return numbers;
  }

  @Test
  void aBatchIsBroughtToMeanZeroAndVarianceOne() {
    Tensor y = new BatchNorm1d(BatchNorm1d.Config.of(2).withEps(0)).apply(FIRST, TRAINING);

    double spread = Math.sqrt(200.0 / 3);
    assertThat(y.toDoubles())
        .containsExactly(
            new double[] {
              -3 / Math.sqrt(26.0 / 3),
              -10 / spread,
              -1 / Math.sqrt(26.0 / 3),
              10 / spread,
              4 / Math.sqrt(26.0 / 3),
              0
            },
            within(1e-6));
  }

  /** 0.9·running + 0.1·batch, the variance with n − 1: computed by hand in float64. */
  @Test
  void runningStatisticsFollowTheBatches() {
    BatchNorm1d norm = new BatchNorm1d(2);

    step(norm, FIRST);
    assertThat(buffer(norm, "running_mean")).containsExactly(new double[] {0.4, 2}, within(1e-6));
    assertThat(buffer(norm, "running_var")).containsExactly(new double[] {2.2, 10.9}, within(1e-6));
    step(norm, SECOND);
    assertThat(buffer(norm, "running_mean"))
        .containsExactly(new double[] {0.46, 1.8}, within(1e-6));
    assertThat(buffer(norm, "running_var"))
        .containsExactly(new double[] {2.08, 11.41}, within(1e-6));
    assertThat(buffer(norm, "num_batches_tracked")).containsExactly(2);
  }

  @Test
  void withoutMomentumTheyAreTheMeanOfAllBatches() {
    BatchNorm1d norm = new BatchNorm1d(BatchNorm1d.Config.of(2).averagingAll());

    step(norm, FIRST);
    step(norm, SECOND);

    assertThat(buffer(norm, "running_mean")).containsExactly(new double[] {2.5, 10}, within(1e-6));
    assertThat(buffer(norm, "running_var")).containsExactly(new double[] {7, 58}, within(1e-5));
  }

  @Test
  void withALengthAllPositionsCount() {
    BatchNorm1d flat = new BatchNorm1d(2);
    BatchNorm1d withLength = new BatchNorm1d(2);
    Tensor x = FIRST.reshape(1, 3, 2).transpose(1, 2);

    Tensor y = withLength.apply(x, TRAINING);

    assertThat(y.transpose(1, 2).reshape(3, 2).toFloats())
        .isEqualTo(flat.apply(FIRST, TRAINING).toFloats());
    step(flat, FIRST);
    step(withLength, x);
    assertThat(numbers(withLength)).isEqualTo(numbers(flat));
  }

  @Test
  void aPassWithoutAStepLeavesNoTrace() {
    Sequential network = Sequential.of(new BatchNorm1d(2), new Linear(2, 2), new BatchNorm1d(2));
    Map<String, List<Double>> before = numbers(network);

    Tensor loss = network.apply(FIRST, TRAINING).square().mean();
    Gradients gradients = Autograd.gradients(loss, network.parameters());
    Autograd.noGrad(() -> network.apply(SECOND, TRAINING));
    network.apply(SECOND);

    assertThat(numbers(network)).isEqualTo(before);
    Sgd.withLearningRate(0).over(network.parameters()).step(gradients);
    assertThat(buffer(network, "0.num_batches_tracked")).containsExactly(1);
    assertThat(buffer(network, "2.num_batches_tracked")).containsExactly(1);
    assertThat(buffer(network, "0.running_mean"))
        .containsExactly(new double[] {0.4, 2}, within(1e-6));
  }

  @Test
  void aStepTakenTwiceByOnePassCountsItOnceAndAccumulatedPassesCountAll() {
    BatchNorm1d norm = new BatchNorm1d(2);
    Optimizer sgd = Sgd.withLearningRate(0).over(norm.parameters());
    Gradients first =
        Autograd.gradients(norm.apply(FIRST, TRAINING).square().mean(), norm.parameters());
    sgd.step(first);
    sgd.step(first);
    assertThat(buffer(norm, "num_batches_tracked")).containsExactly(1);

    Gradients second =
        Autograd.gradients(norm.apply(SECOND, TRAINING).square().mean(), norm.parameters());
    Gradients third =
        Autograd.gradients(norm.apply(FIRST, TRAINING).square().mean(), norm.parameters());
    sgd.step(second.plus(third).map(g -> g.div(2)));
    assertThat(buffer(norm, "num_batches_tracked")).containsExactly(3);
  }

  /** The loss of the third step is infinite: neither weights nor statistics take it up. */
  @Test
  void afterALossThatIsNotFiniteNoCellHasChangedInAPlanAsEagerly() {
    Sequential eager = Sequential.of(new Linear(2, 2), new BatchNorm1d(2), new Linear(2, 1));
    eager.initialize(Seed.of(1));
    Sequential planned = Sequential.of(new Linear(2, 2), new BatchNorm1d(2), new Linear(2, 1));
    planned.initialize(Seed.of(1));
    Optimizer ofEager = Sgd.withLearningRate(0.1).over(eager.parameters());
    Optimizer ofPlanned = Sgd.withLearningRate(0.1).over(planned.parameters());
    Compiled plan =
        Compiled.of(
                in -> {
                  Tensor loss = planned.apply(in.get(0), TRAINING).mul(in.get(1)).square().mean();
                  ofPlanned.step(Autograd.gradients(loss, planned.parameters()));
                  return List.of(loss);
                })
            .unlessNotFinite(0);
    for (float factor : new float[] {1, 1, Float.POSITIVE_INFINITY, 1}) {
      Map<String, List<Double>> before = numbers(eager);
      Tensor scale = Tensor.of(factor);
      Tensor loss = eager.apply(FIRST, TRAINING).mul(scale).square().mean();
      if (Double.isFinite(loss.item())) {
        ofEager.step(Autograd.gradients(loss, eager.parameters()));
        assertThat(numbers(eager)).isNotEqualTo(before);
      } else {
        assertThat(numbers(eager)).isEqualTo(before);
      }
      plan.run(FIRST, scale);
      assertThat(numbers(planned)).isEqualTo(numbers(eager));
    }
  }

  /** A standard deviation of 500 has a variance beyond float16. */
  @Test
  void halfFloatsAreComputedWithInFloat32() {
    Tensor x = FIRST.mul(1000).to(DType.FLOAT16);
    BatchNorm1d norm = new BatchNorm1d(2);

    Tensor y = norm.apply(x, TRAINING);

    assertThat(y.dtype()).isEqualTo(DType.FLOAT16);
    assertThat(y.allClose(norm.apply(FIRST.mul(1000), TRAINING).to(DType.FLOAT16), 0, 2e-3))
        .isTrue();
    assertThat(y.abs().max().item()).isGreaterThan(1);
  }

  @Test
  void misuseIsNamed() {
    BatchNorm1d norm = new BatchNorm1d(2);

    assertThatThrownBy(() -> norm.apply(Tensor.ones(3, 5)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "BatchNorm1d: the input is [3, 5] but must be [batch, 2] or [batch, 2, length].");
    assertThatThrownBy(() -> norm.apply(Tensor.ones(1, 2), TRAINING))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "BatchNorm1d: the input is [1, 2], one number a feature, which has no variance to train"
                + " by; take another batch size, so that the last batch has at least 2, or leave it"
                + " out: DataLoader.droppingLast() in a loop of your own.");
    assertThatThrownBy(() -> new BatchNorm1d(0))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("Batch norm: features must be at least 1, not 0.");
    assertThatThrownBy(() -> BatchNorm1d.Config.of(2).withMomentum(1.5))
        .hasMessage(
            "Batch norm: eps must be at least 0 and momentum from 0 to 1, but they are 1.0E-5 and"
                + " 1.5.");
  }
}
