package org.atled.nn.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.init.Initializer;
import org.junit.jupiter.api.Test;

class LinearTest {
  /** A network that names its layers. */
  private static final class Named extends Layer {
    private final Layer layers;

    Named(Map<String, Layer> layers) {
      layers.forEach(this::child);
      this.layers = layers.values().iterator().next();
    }

    @Override
    protected Tensor forward(Tensor x, Mode mode) {
      return layers.apply(x, mode);
    }
  }

  @Test
  void saysWhichLayerGotTheWrongWidth() {
    Layer model = new Named(Map.of("fc1", new Linear(784, 512)));

    assertThatThrownBy(() -> model.apply(zeros(32, 783)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "Linear \"fc1\": the input's last axis is 783 but the layer takes 784 (input [32, 783],"
                + " weight [512, 784]).");
  }

  @Test
  void saysThePathOfALayerFarDown() {
    Layer model =
        new Named(Map.of("encoder", Sequential.of(new Flatten(), new Linear(4, 2), new ReLU())));

    assertThatThrownBy(() -> model.apply(zeros(1, 5)))
        .hasMessageStartingWith("Linear \"encoder.1\": the input's last axis is 5 but");
  }

  @Test
  void speaksOfItselfWithoutAPathWhenItIsTheNetwork() {
    assertThatThrownBy(() -> new Linear(4, 2).apply(zeros()))
        .hasMessage(
            "Linear: the input's last axis is missing but the layer takes 4 (input [], weight"
                + " [2, 4]).");
  }

  @Test
  void takesLeadingAxesOfAnyNumberNoneAndEmptyOnesIncluded() {
    Linear linear = new Linear(4, 2);

    assertThat(linear.apply(zeros(4)).shape()).isEqualTo(Shape.of(2));
    assertThat(linear.apply(zeros(3, 5, 4)).shape()).isEqualTo(Shape.of(3, 5, 2));
    assertThat(linear.apply(zeros(0, 4)).shape()).isEqualTo(Shape.of(0, 2));
  }

  @Test
  void refusesSizesBelowOne() {
    assertThatThrownBy(() -> new Linear(0, 3))
        .isInstanceOf(ArgumentException.class)
        .hasMessage("Linear: in and out must be at least 1, not 0 and 3.");
  }

  @Test
  void startsAsPyTorchDoesUnlessToldOtherwise() {
    Linear linear = new Linear(100, 50);

    float[] weight = linear.weight().value().toFloats();
    float[] bias = linear.bias().orElseThrow().value().toFloats();
    for (float w : weight) {
      assertThat(w).isBetween(-0.1f, 0.1f);
    }
    for (float b : bias) {
      assertThat(b).isBetween(-0.1f, 0.1f);
    }
    assertThat(weight).doesNotContain(0f).hasSize(5000);

    Linear ones = new Linear(Linear.Config.of(2, 2).initializedBy(Initializer.ones()));
    assertThat(ones.weight().value().toFloats()).containsOnly(1f);
  }

  @Test
  void keepsWhatIsWrittenToItsParametersBeforeItsFirstUse() {
    Linear linear = new Linear(2, 1);
    linear.weight().copyInto(Tensor.of(new float[][] {{3, 4}}));
    linear.bias().orElseThrow().copyInto(Tensor.of(new float[] {5}));

    assertThat(linear.apply(Tensor.of(new float[][] {{1, 10}})).toFloats()).containsExactly(48f);
    linear.initializePending(Seed.of(9));
    assertThat(linear.weight().value().toFloats()).containsExactly(3f, 4f);
  }

  private static Tensor zeros(long... sizes) {
    return Tensor.full(new TensorType(DType.FLOAT32, Shape.of(sizes)), 0);
  }
}
