package org.atled.nn.inspect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.random.Seed;
import org.atled.core.shape.Axes;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.WeightTransfer;
import org.atled.nn.inspect.ClassActivationMap.Method;
import org.atled.nn.layer.AdaptiveAvgPool1d;
import org.atled.nn.layer.AdaptiveAvgPool2d;
import org.atled.nn.layer.Conv1d;
import org.atled.nn.layer.Conv2d;
import org.atled.nn.layer.Flatten;
import org.atled.nn.layer.Linear;
import org.atled.nn.layer.MobileNetV2;
import org.atled.nn.layer.ReLU;
import org.atled.nn.layer.ResNet;
import org.atled.nn.layer.Sequential;
import org.junit.jupiter.api.Test;

class ClassActivationMapTest {
  private static final Tensor IMAGE = Tensor.of(new float[] {1, 2, 3, 4}, 1, 2, 2);

  /** Two channels, a·x and b·x. */
  private static Conv2d scaling(float a, float b) {
    Conv2d convolution = new Conv2d(Conv2d.Config.of(1, 2, 1).withoutBias());
    convolution.weight().copyInto(Tensor.of(new float[] {a, b}, 2, 1, 1, 1));
    return convolution;
  }

  private static Linear linear(float[][] weight, float... bias) {
    Linear linear = new Linear(weight[0].length, weight.length);
    WeightTransfer.of(Map.of("weight", Tensor.of(weight), "bias", Tensor.of(bias))).into(linear);
    return linear;
  }

  /** 1·2x + 3·(−x) = −x for the first output, 0·2x − 2·(−x) = 2x for the second. */
  @Test
  void afterMeansItIsTheWeightedSumOfTheMaps() {
    Layer network =
        Sequential.of(
            scaling(2, -1),
            new AdaptiveAvgPool2d(1),
            new Flatten(),
            linear(new float[][] {{1, 3}, {0, -2}}, 0.5f, -1));

    ClassActivationMap first = ClassActivationMap.of(network, IMAGE, 0);
    ClassActivationMap second = ClassActivationMap.of(network, IMAGE, 1);

    assertThat(first.method()).isEqualTo(Method.CAM).hasToString("CAM");
    assertThat(first.layer()).isEqualTo("0");
    assertThat(first.map().shape()).isEqualTo(Shape.of(2, 2));
    assertThat(first.map().toFloats()).containsExactly(-1, -2, -3, -4);
    assertThat(second.map().toFloats()).containsExactly(2, 4, 6, 8);
    double score = network.apply(IMAGE.unsqueeze(0)).toDoubles()[0];
    assertThat(first.map().sum().item()).isCloseTo(4 * (score - 0.5), within(1e-6));
    Tensor wide = second.scaled(4, 4);
    assertThat(wide.get(0).toFloats()).containsExactly(2, 2.5f, 3.5f, 4);
    ClassActivationMap against =
        ClassActivationMap.of(network, IMAGE, y -> y.get(0).get(1).neg(), Optional.empty());
    assertThat(against.map().toFloats()).containsExactly(-2, -4, -6, -8);
  }

  /** α is the mean of (1, 1, 1, 1) and of (2, 0, 0, 0): 1·2x + 0.5·x. */
  @Test
  void elsewhereItIsWhatIsPositiveOfTheSumByMeanGradients() {
    Layer network =
        Sequential.of(
            scaling(2, 1),
            new ReLU(),
            new Flatten(),
            linear(new float[][] {{1, 1, 1, 1, 2, 0, 0, 0}}, 3));

    ClassActivationMap found = ClassActivationMap.of(network, IMAGE, 0);
    ClassActivationMap against =
        ClassActivationMap.of(network, IMAGE, Tensor::neg, Optional.of("0"));

    assertThat(found.method()).isEqualTo(Method.GRAD_CAM).hasToString("Grad-CAM");
    assertThat(found.layer()).isEqualTo("1");
    assertThat(found.map().toFloats()).containsExactly(2.5f, 5, 7.5f, 10);
    assertThat(against.layer()).isEqualTo("0");
    assertThat(against.map().toFloats()).containsOnly(0);
  }

  /** Selvaraju et al. 2017, section 3.1: where both go they are one, but for the places. */
  @Test
  void ofAResidualNetworkBothMethodsAgree() {
    ResNet network =
        new ResNet(new ResNet.Config(ResNet.Block.BASIC, List.of(1, 1), 4, 3, 5, true));
    network.initialize(Seed.of(3));
    Tensor image = noise(Shape.of(3, 8, 8));

    ClassActivationMap found = ClassActivationMap.of(network, image, 2);

    assertThat(found.method()).isEqualTo(Method.CAM);
    assertThat(found.layer()).isEqualTo("layer2");
    Activations seen = new Activations();
    Tensor y = network.apply(image.unsqueeze(0).requiresGrad(), Mode.evaluation().observedBy(seen));
    Tensor gradient = Objects.requireNonNull(seen.gradients(y.get(0).get(2)).get("layer2"));
    Tensor weights = gradient.mean(Axes.of(-2, -1).kept());
    Tensor byGradients = seen.of("layer2").mul(weights).sum(1).get(0).relu();
    assertThat(found.map().relu().div(16).allClose(byGradients, 1e-4, 1e-6)).isTrue();
    assertThat(byGradients.max().item()).isPositive();
    assertThat(ClassActivationMap.of(network, image, y2 -> y2.get(0).get(2), Optional.of("layer1")))
        .satisfies(earlier -> {
          assertThat(earlier.method()).isEqualTo(Method.GRAD_CAM);
          assertThat(earlier.map().shape()).isEqualTo(Shape.of(8, 8));
        });
  }

  private static Tensor noise(Shape shape) {
    return Sample.normal(Seed.of(4), new TensorType(DType.FLOAT32, shape));
  }

  @Test
  void dropoutBeforeTheLinearLayerDoesNotMatter() {
    List<MobileNetV2.Stage> stages = List.of(new MobileNetV2.Stage(1, 4, 1, 1));
    Layer network = new MobileNetV2(new MobileNetV2.Config(1, 4, 1, stages, 6, 0.5, 3));

    ClassActivationMap found = ClassActivationMap.of(network, noise(Shape.of(1, 6, 6)), 1);

    assertThat(found.method()).isEqualTo(Method.CAM);
    assertThat(found.layer()).isEqualTo("features");
  }

  @Test
  void whatIsMissingIsNamed() {
    Layer flat = Sequential.of(new Flatten(), new Linear(4, 2));
    Layer network = Sequential.of(scaling(1, 1), new ReLU(), new Flatten(), new Linear(8, 2));

    assertThatThrownBy(() -> ClassActivationMap.of(flat, IMAGE, 0))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "No layer of the network gives maps [channels, height, width] of more than one place,"
                + " as convolutions do; take a network of convolutions, such as cnn, or a larger"
                + " image.");
    assertThatThrownBy(
            () -> ClassActivationMap.of(network, IMAGE, y -> y.sum(), Optional.of("conv")))
        .hasMessage("No layer \"conv\" gives maps [channels, height, width]. There are: 0, 1.");
    assertThatThrownBy(() -> FeatureMaps.of(flat, IMAGE).at("0"))
        .hasMessage(
            "No layer \"0\" gives maps [channels, height, width]. There are: none, as the network"
                + " has no convolutions.");
    assertThatThrownBy(() -> ClassActivationMap.of(network, IMAGE, 2))
        .hasMessage("There is no output 2; the network gives 2, numbered from 0.");
    assertThatThrownBy(() -> FeatureMaps.of(network, IMAGE.unsqueeze(0)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "An image is [channels, height, width], but this is [1, 1, 2, 2]; give one, without a"
                + " batch axis.");
  }

  @Test
  void featureMapsAreWhatTheLayersGive() {
    Layer network = Sequential.of(scaling(2, -1), new ReLU(), new Flatten(), new Linear(8, 2));

    FeatureMaps maps = FeatureMaps.of(network, IMAGE);

    assertThat(maps.all().stream().map(FeatureMaps.Of::path)).containsExactly("0", "1");
    assertThat(maps.at("0").maps().toFloats()).containsExactly(2, 4, 6, 8, -1, -2, -3, -4);
    assertThat(maps.last().layer()).isEqualTo("ReLU \"1\"");
    assertThat(maps.last().maps().toFloats()).containsExactly(2, 4, 6, 8, 0, 0, 0, 0);
  }

  private static final Tensor SERIES = Tensor.of(new float[] {1, -2, 3}, 1, 3);

  private static Conv1d scaling1d(float a, float b) {
    Conv1d convolution = new Conv1d(Conv1d.Config.of(1, 2, 1).withoutBias());
    convolution.weight().copyInto(Tensor.of(new float[] {a, b}, 2, 1, 1));
    return convolution;
  }

  /** As for images: 1·2x + 3·(−x) = −x, and its mean is the output but for the bias. */
  @Test
  void ofASeriesItSaysWhichStepsSpeak() {
    Layer network =
        Sequential.of(
            scaling1d(2, -1),
            new AdaptiveAvgPool1d(1),
            new Flatten(),
            linear(new float[][] {{1, 3}, {0, -2}}, 0.5f, -1));
    ClassActivationMap map =
        ClassActivationMap.ofSeries(network, SERIES, outputs -> outputs.get(0).get(0));

    assertThat(map.method()).isEqualTo(Method.CAM);
    assertThat(map.layer()).isEqualTo("0");
    assertThat(map.map().toFloats()).containsExactly(-1, 2, -3);
    assertThat(map.scaled(3).toFloats()).containsExactly(-1, 2, -3);
    double output = network.apply(SERIES.unsqueeze(0)).get(0).get(0).item();
    assertThat(map.map().mean().item()).isCloseTo(output - 0.5, within(1e-6));
  }

  /** The means of the slopes weigh the channels, and what is negative is cut. */
  @Test
  void ofASeriesWithAnotherEndItIsByGradients() {
    Layer network =
        Sequential.of(
            scaling1d(2, -1), new Flatten(), linear(new float[][] {{3, 0, 3, 0, 3, 0}}, 0));
    ClassActivationMap map =
        ClassActivationMap.ofSeries(network, SERIES, outputs -> outputs.get(0).get(0));

    assertThat(map.method()).isEqualTo(Method.GRAD_CAM);
    // ∂/∂ of channel 0 is 3, 0, 3 and of channel 1 is 0, 3, 0: means 2 and 1; 2·2x − x = 3x.
    assertThat(map.map().toFloats()).containsExactly(new float[] {3, 0, 9}, within(1e-6f));
  }

  @Test
  void seriesNeedLayersOverTime() {
    Layer network = Sequential.of(new Flatten(), new Linear(3, 2));
    assertThatThrownBy(
            () -> ClassActivationMap.ofSeries(network, SERIES, outputs -> outputs.get(0).get(0)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "No layer of the network gives maps [channels, steps] of more than one step, as"
                + " convolutions do; take a network of convolutions, such as fcn.");
    assertThatThrownBy(() ->
            ClassActivationMap.ofSeries(network, SERIES.get(0), outputs -> outputs.get(0).get(0)))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "A series is [channels, steps], but this is [3]; give one, without a batch axis.");
  }
}
