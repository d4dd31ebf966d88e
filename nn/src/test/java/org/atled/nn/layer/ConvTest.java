package org.atled.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.atled.core.autograd.Autograd;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Indexed;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Pooling;
import org.atled.core.tensor.Sliding;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Mode;
import org.junit.jupiter.api.Test;

/** What layers for images say of themselves and refuse. */
class ConvTest {
  private static final Mode TRAINING = Mode.training(Seed.of(5), Slot.of(0L));

  private static Tensor zeros(long... sizes) {
    return Tensor.full(new TensorType(DType.FLOAT32, Shape.of(sizes)), 0);
  }

  @Test
  void printsWhatDiffersFromTheUsual() {
    assertThat(new Conv2d(1, 6, 5)).hasToString("Conv2d(1, 6, kernel 5)");
    assertThat(
            new Conv2d(
                Conv2d.Config.of(4, 8, 3, 5)
                    .withStride(2)
                    .withPadding(1, 2)
                    .withGroups(4)
                    .withoutBias()))
        .hasToString("Conv2d(4, 8, kernel 3×5, stride 2, padding 1×2, 4 groups, no bias)");
    assertThat(new Conv1d(Conv1d.Config.of(1, 1, 3).withSamePadding()))
        .hasToString("Conv1d(1, 1, kernel 3, padding same)");
  }

  @Test
  void oneExampleNeedsNoBatch() {
    assertThat(new Conv2d(3, 2, 2).apply(zeros(3, 4, 5)).shape()).isEqualTo(Shape.of(2, 3, 4));
    assertThat(new MaxPool1d(2).apply(zeros(3, 4)).shape()).isEqualTo(Shape.of(3, 2));
  }

  /** Of what layers and operations compute, with other bits and nearly the same numbers. */
  @Test
  void aModeAsksForLargerTiles() {
    Conv2d layer = new Conv2d(Conv2d.Config.of(16, 16, 3).withPadding(1));
    layer.initialize(Seed.of(1));
    Tensor x = Tensor.arange(2 * 16 * 8 * 8).to(DType.FLOAT32).sin().reshape(2, 16, 8, 8);
    Tensor w = layer.weight().value();
    Tensor b = layer.bias().orElseThrow().value();
    Sliding plain = Sliding.byOne().withPadding(1);

    Tensor y = layer.apply(x, Mode.evaluation().inTilesOf(4));

    assertThat(y.toDoubles())
        .isEqualTo(x.conv2d(w, b, plain.inTilesOf(4), 1).toDoubles())
        .isNotEqualTo(layer.apply(x).toDoubles());
    assertThat(y.sub(layer.apply(x)).abs().amax().item()).isLessThan(1e-5);
    List<Parameter> weights = layer.parameters();
    Tensor large =
        Autograd.gradients(layer.apply(x, TRAINING.inTilesOf(4)).sum(), weights).of(layer.weight());
    Tensor small = Autograd.gradients(layer.apply(x, TRAINING).sum(), weights).of(layer.weight());
    assertThat(large.toDoubles()).isNotEqualTo(small.toDoubles());
    assertThat(large.sub(small).abs().amax().item()).isLessThan(1e-3);
    assertThatThrownBy(() -> Sliding.byOne().inTilesOf(3))
        .hasMessage("tile is 3 but must be 2 or 4.");
  }

  @Test
  void aConvolutionRefusesWhatItCannotBeMadeFrom() {
    assertThatThrownBy(() -> new Conv2d(Conv2d.Config.of(4, 6, 3).withGroups(4)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "groups is 4 but must divide the channels, 4 in and 6 out; take 4 for a depthwise"
                + " convolution.");
    assertThatThrownBy(() -> new Conv2d(0, 6, 3))
        .hasMessage("A convolution takes channels and kernels of at least 1, not 0 to 6 by [3].");
    assertThatThrownBy(() -> new Conv2d(Conv2d.Config.of(1, 1, 3, 3, 3)))
        .hasMessage(
            "Conv2d: the kernel [3, 3, 3] must be one number for each of 2 axes, or one for all.");
    assertThatThrownBy(() -> Conv2d.Config.of(1, 1, 3).withStride(2).withSamePadding())
        .hasMessage("same padding takes a stride of 1, not [2]; give the padding in numbers.");
    assertThatThrownBy(() -> Conv2d.Config.of(1, 1, 3).withDilation(0))
        .hasMessage(
            "dilation is [0] but takes numbers of at least 1, one for each axis or one for all.");
  }

  @Test
  void anInputThatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> new Conv2d(3, 2, 2).apply(zeros(1, 4, 5, 5)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "Conv2d: the input is [1, 4, 5, 5] but must be [batch, 3, size, size] (weight [2, 3, 2,"
                + " 2]).");
    assertThatThrownBy(() -> new Conv2d(1, 2, 5).apply(zeros(1, 1, 4, 6)))
        .hasMessageContaining(
            "the kernel's 5 elements with dilation 1 reach over 5, more than the 4 of axis 2 with 0"
                + " before and 0 after it; pad more, or take a smaller kernel.");
    ConvTranspose1d.Config padded = ConvTranspose1d.Config.of(1, 2, 2);
    assertThatThrownBy(() -> new ConvTranspose1d(padded.withPadding(1)).apply(zeros(3, 1, 1)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "ConvTranspose1d: of [3, 1, 1] the padding leaves [3, 2, 0], which has no place; pad"
                + " less, or give a larger input.");
    assertThatThrownBy(() -> new ConvTranspose1d(padded.withPadding(2)).apply(zeros(3, 1, 1)))
        .hasMessageContaining(
            "the padding of 2 before and 2 after axis 2 takes away more than the 2 there are.");
    assertThatThrownBy(() -> new MaxPool2d(3).apply(zeros(1, 1, 2, 4)))
        .hasMessageContaining(
            "windows of 3 do not fit axis 2 of [1, 1, 2, 4] with 0 before and 0 after it; pad more,"
                + " or take smaller windows.");
    assertThatThrownBy(() -> new MaxPool2d(Pooling.of(2).withPadding(2)).apply(zeros(1, 1, 4, 4)))
        .hasMessageContaining(
            "the padding of axis 2 is 2 and 2, but at most half a window of 2, or one would be"
                + " empty.");
    assertThatThrownBy(() -> zeros(1, 1, 4).conv1d(zeros(1, 1, 2), zeros(5), Sliding.byOne(), 1))
        .hasMessageContaining("the bias is [5] but the weight [1, 1, 2] needs one of [1].");
    assertThatThrownBy(() -> new AvgPool1d(2).apply(zeros(1, 1, 4).to(DType.INT32)))
        .hasMessageContaining("averages floats, but x is int32[1, 1, 4]");
    assertThatThrownBy(() -> new AdaptiveAvgPool2d(1).apply(zeros(3, 4)))
        .hasMessageContaining("the input is [3, 4] but needs 4 axes");
  }

  @Test
  void normsRefuseWhatTheyCannotNormalize() {
    assertThatThrownBy(() -> new BatchNorm2d(3).apply(zeros(2, 3, 4)))
        .hasMessage("BatchNorm2d: the input is [2, 3, 4] but must be [batch, 3, height, width].");
    assertThatThrownBy(() -> new BatchNorm2d(3).apply(zeros(1, 3, 1, 1).to(DType.UINT8)))
        .hasMessage(
            "BatchNorm2d: the input is uint8[1, 3, 1, 1] but must be floats; convert it with"
                + " to(DType.FLOAT32).");
    assertThatThrownBy(() -> new BatchNorm2d(3).apply(zeros(1, 3, 1, 1), TRAINING))
        .hasMessageContaining("one number a feature, which has no variance to train by");
    assertThatThrownBy(() -> new LayerNorm(4).apply(zeros(2, 3)))
        .hasMessage("LayerNorm: the input is [2, 3] but its last axes must be [4].");
    assertThatThrownBy(() -> new RMSNorm(4).apply(zeros(2, 3)))
        .hasMessage("RMSNorm: the input is [2, 3] but its last axes must be [4].");
    assertThatThrownBy(() -> new GroupNorm(2, 3))
        .hasMessage(
            "GroupNorm: 2 groups must divide the 3 channels, and eps must be at least 0, not"
                + " 1.0E-5.");
    assertThatThrownBy(() -> new GroupNorm(2, 2).apply(zeros(1, 2), TRAINING))
        .hasMessageContaining(
            "one number a group, which has no variance to train by; take fewer groups.");
    assertThatThrownBy(() -> new Residual(new MaxPool1d(2)).apply(zeros(1, 1, 4)))
        .hasMessageContaining("the body gives [1, 1, 2] and the shortcut [1, 1, 4]");
    assertThatThrownBy(() -> new Dropout2d(0.5).apply(zeros(3, 4), TRAINING))
        .hasMessage("Dropout2d: the input is [3, 4] but must be [batch, channels, height, width].");
  }

  /** PyTorch's RMSNorm in float32, whose ε is 2⁻²³. */
  @Test
  void rmsNormAddsTheTypesOwnEpsilon() {
    Tensor y = new RMSNorm(2).apply(Tensor.of(new float[] {1e-4f, 2e-4f}));

    assertThat(y.toDoubles())
        .usingComparatorWithPrecision(1e-6)
        .containsExactly(0.26333186, 0.52666372);
  }

  /** As PyTorch's return_indices; what is put around never wins, also where all are as small. */
  @Test
  void theGreatestAreFoundWhereTheyStand() {
    Pooling pooling = Pooling.of(2).withPadding(1);
    Tensor x = Tensor.of(new float[] {1, 5, 2, 7, 5, 5, 0, 3, 4}, 1, 1, 3, 3);
    Indexed found = x.maxPoolAt(pooling);

    assertThat(found.values().toDoubles()).containsExactly(1, 5, 7, 5);
    assertThat(found.indices().toDoubles()).containsExactly(0, 1, 3, 4);
    Tensor small = Tensor.full(new TensorType(DType.FLOAT32, Shape.of(1, 1, 2)), -1 / 0.0);
    assertThat(small.maxPoolAt(pooling).indices().toDoubles()).containsExactly(0, 1);
    Tensor bytes = Tensor.of(new byte[] {0, 3}, 1, 1, 2);
    assertThat(bytes.maxPoolAt(pooling).indices().toDoubles()).containsExactly(0, 1);
  }

  @Test
  void aMeanOfGreatNumbersInFloat16StaysInRange() {
    Tensor x = Tensor.of(new float[] {60000, 60000}, 1, 1, 2).to(DType.FLOAT16);

    assertThat(new AvgPool1d(2).apply(x).toDoubles()).containsExactly(60000);
  }

  @Test
  void aShortcutBelongsToTheNetwork() {
    Residual block = new Residual(new Conv1d(1, 2, 1), new Conv1d(1, 2, 1));

    assertThat(block.state().snapshot().keySet())
        .containsExactlyInAnyOrder("body.weight", "body.bias", "shortcut.weight", "shortcut.bias");
    assertThat(block.apply(zeros(1, 1, 4)).shape()).isEqualTo(Shape.of(1, 2, 4));
  }

  @Test
  void wholeChannelsAreDropped() {
    Tensor ones = Tensor.full(new TensorType(DType.FLOAT32, Shape.of(4, 16, 3, 2)), 1);
    Tensor y = new Dropout2d(0.25).apply(ones, TRAINING);
    Tensor sums = y.sum(2, 3);

    assertThat(sums.toDoubles()).contains(0, 8).containsOnly(0, 8);
  }
}
