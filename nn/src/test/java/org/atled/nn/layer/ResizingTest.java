package org.atled.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Indexed;
import org.atled.core.tensor.Interpolation;
import org.atled.core.tensor.Interpolation.Mode;
import org.atled.core.tensor.Pooling;
import org.atled.core.tensor.Tensor;
import org.atled.formats.json.JsonPlace;
import org.junit.jupiter.api.Test;

/** What layers that give images of other sizes say of themselves and refuse. */
class ResizingTest {
  private static final org.atled.nn.Mode EVALUATION = org.atled.nn.Mode.evaluation();

  @Test
  void unpoolingPutsBackWhatPoolingFound() {
    Tensor x =
        Tensor.of(
                new float[][] {{1, 5, 2, 7, 0}, {5, 5, 0, 3, 4}, {1, 2, 3, 4, 9}, {0, 9, 8, 8, 1}})
            .reshape(1, 1, 4, 5);
    Indexed found = new MaxPool2d(2).applyAt(x, EVALUATION);
    MaxUnpool2d back = new MaxUnpool2d(2);
    Tensor y = back.apply(found.values(), found.indices(), EVALUATION, 4, 5);

    assertThat(found.indices().toDoubles()).containsExactly(1, 3, 16, 17);
    assertThat(y.toDoubles())
        .containsExactly(0, 5, 0, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 8, 0, 0);
    assertThat(back).hasToString("MaxUnpool2d(2)");
    assertThat(Layers.standard().make(JsonPlace.parse(Layers.describe(back).pretty(), "test")))
        .hasToString("MaxUnpool2d(2)");
    // Without sizes [4, 4] is the plane, which has no place 16.
    assertThatThrownBy(() -> back.apply(found.values(), found.indices(), EVALUATION))
        .isInstanceOf(ShapeException.class)
        .hasMessageContaining("Index 16 out of bounds for length 16");
    assertThatThrownBy(() -> back.apply(found.values(), found.indices(), EVALUATION, 4, 8))
        .hasMessage(
            "MaxUnpool2d: maxUnpool: axis 3 of [1, 1, 2, 2] came from about 4 elements, give or"
                + " take less than the stride 2, but is to have [4, 8].");
    assertThatThrownBy(() -> back.apply(found.values(), found.indices(), EVALUATION, 4))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "MaxUnpool2d: maxUnpool: the sizes are [4], but there are 2 spatial axes; give one for"
                + " each, or none.");
    Pooling wide = Pooling.of(2).withStride(1).withDilation(3);
    Tensor line = Tensor.of(new float[] {4, 1, 2, 3, 5}).reshape(1, 1, 5);
    Indexed far = line.maxPoolAt(wide);
    assertThat(far.indices().toDoubles()).containsExactly(0, 4);
    assertThat(far.values().maxUnpool(far.indices(), wide).toDoubles())
        .containsExactly(4, 0, 0, 0, 5);
    assertThatThrownBy(() -> new MaxPool1d(2).applyAt(x, EVALUATION))
        .hasMessage("MaxPool1d: the input is [1, 1, 4, 5] but must be [batch, channels, size].");
    assertThatThrownBy(() -> new MaxUnpool1d(2).apply(x, x, EVALUATION))
        .hasMessage(
            "MaxUnpool1d: the input is [1, 1, 4, 5] but must be [batch, channels, windows].");
  }

  @Test
  void theySayWhatTheyDo() {
    assertThat(new Upsample(Interpolation.by(2, 1.5).with(Mode.BILINEAR).aligningCorners()))
        .hasToString("Upsample(scale 2.0×1.5, bilinear, corners aligned)");
    assertThat(new Upsample(Interpolation.to(7).with(Mode.NEAREST_EXACT)))
        .hasToString("Upsample(size 7, nearest-exact)");
    assertThat(new AdaptiveMaxPool3d(2)).hasToString("AdaptiveMaxPool3d(2×2×2)");
    assertThat(new LPPool2d(new LPPool2d.Config(3, Pooling.of(2).withStride(1))))
        .hasToString("LPPool2d(3.0, 2, stride 1)");
    assertThat(new ConstantPad1d(3.5, 1)).hasToString("ConstantPad1d([1, 1], 3.5)");
    assertThat(new ZeroPad2d(1, 2, 0, 1)).hasToString("ZeroPad2d([1, 2, 0, 1])");
  }

  @Test
  void whatCannotBeIsRefusedWhenTheyAreMade() {
    assertThatThrownBy(() -> new ReflectionPad2d(1, 2))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "ReflectionPad2d: takes one amount for every side, or 4, before and after each axis"
                + " from the last on, not [1, 2].");
    assertThatThrownBy(() -> new AdaptiveAvgPool2d(AdaptiveAvgPool2d.Config.of(1, 2, 3)))
        .hasMessage(
            "AdaptiveAvgPool2d: the sizes [1, 2, 3] must be one number for each of 2 axes, or one"
                + " for all.");
    assertThatThrownBy(() -> new AdaptiveMaxPool1d(0))
        .hasMessage("An adaptive pooling takes sizes of at least 1, not [0].");
    assertThatThrownBy(() -> new PixelShuffle(0))
        .hasMessage("PixelShuffle: factor must be at least 1, not 0.");
    assertThatThrownBy(() -> new LocalResponseNorm(0))
        .hasMessage("LocalResponseNorm: the size must be at least 1, not 0.");
  }

  @Test
  void anInputThatDoesNotFitIsRefused() {
    assertThatThrownBy(() -> new ReflectionPad1d(3).apply(Tensor.zeros(1, 1, 3)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "ReflectionPad1d: pad: reflect takes at most 2 on axis 2 of [1, 1, 3], not 3; pad"
                + " several times, or with a number.");
    assertThatThrownBy(() -> new ZeroPad3d(1).apply(Tensor.zeros(1, 1, 3)))
        .hasMessage(
            "ZeroPad3d: the input is [1, 1, 3] but must be [batch, channels, size, size, size], or"
                + " one example.");
    assertThatThrownBy(() ->
            new Upsample(Interpolation.by(2).with(Mode.BILINEAR)).apply(Tensor.zeros(1, 1, 3)))
        .hasMessage(
            "Upsample: interpolate: bilinear takes [batch, channels, size, size], not [1, 1, 3].");
    assertThat(new ZeroPad1d(1).apply(Tensor.zeros(2, 3)).shape()).isEqualTo(Shape.of(2, 5));
  }
}
