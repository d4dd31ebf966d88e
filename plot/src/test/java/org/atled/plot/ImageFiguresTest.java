package org.atled.plot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.random.Seed;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Sample;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.data.DatasetInfo;
import org.atled.data.Task;
import org.atled.nn.Layer;
import org.atled.nn.layer.ResNet;
import org.atled.train.Objective;
import org.atled.train.SavedModel;
import org.atled.train.architecture.Cnn;
import org.atled.train.architecture.Mlp;
import org.junit.jupiter.api.Test;

class ImageFiguresTest {
  private static final List<String> PETS = List.of("cat", "dog", "hamster");

  private static SavedModel saved(Layer network, Shape input, Objective objective) {
    network.initialize(Seed.of(1));
    Task task =
        objective.named().<Task>map(Task.Classification::new).orElse(new Task.Regression(3));
    DatasetInfo info = new DatasetInfo("pets", input, task);
    return new SavedModel(network, info, objective, Optional.empty());
  }

  private static Tensor noise(Shape shape) {
    return Sample.uniform(Seed.of(4), 0, 1, new TensorType(DType.FLOAT32, shape));
  }

  private static ImageFigures residual() {
    Shape input = Shape.of(3, 8, 8);
    Layer network = new ResNet(new ResNet.Config(ResNet.Block.BASIC, List.of(1, 1), 2, 3, 3, true));
    return ImageFigures.of(
        saved(network, input, new Objective.Logits(PETS)), noise(input), "minka.jpg");
  }

  private static ImageFigures cnn() {
    Shape input = Shape.of(1, 8, 8);
    Objective two = new Objective.Logit(List.of("cat", "dog"));
    return ImageFigures.of(saved(new Cnn().build(input, 1), input, two), noise(input), "minka");
  }

  @Test
  void featuresAreOfALayer() {
    assertThat(residual().features().title())
        .isEqualTo("What Sequential \"layer2\" sees in minka.jpg");
    String some = residual().layer("conv1").features().toSvg();
    assertThat(some).contains("conv1", ">the image</text>", ">channel 1</text>");
    assertThat(cnn().layer("3").features().title())
        .isEqualTo("What Conv2d \"3\" sees in minka: 40 of 64 maps");
    assertThatThrownBy(() -> residual().layer("conv").features())
        .isInstanceOf(ArgumentException.class)
        .hasMessageStartingWith(
            "No layer \"conv\" gives maps [channels, height, width]. Did you mean \"conv1\"? There"
                + " are: conv1, bn1, layer1.0.conv1,");
  }

  @Test
  void activationsShowEachLayerOnce() {
    String svg = cnn().activations().toSvg();

    assertThat(svg).contains(">Conv2d &quot;0&quot;,</text>").contains(">MaxPool2d");
    assertThat(svg.split(">to 31</text>", -1)).hasSize(4);
    assertThat(residual().activations().title()).isEqualTo("How minka.jpg goes through the layers");
  }

  @Test
  void camsNameTheirMethod() {
    Figure residual = residual().ofClass("dog").cam();
    assertThat(residual.title())
        .startsWith("Where minka.jpg speaks for dog: CAM of Sequential \"layer2\", P(dog) = 0.");
    assertThat(residual.toSvg()).contains(">CAM, 4×4</text>", ">both</text>");
    assertThat(cnn().ofClass("cat").cam().title())
        .startsWith("Where minka speaks for cat: Grad-CAM of MaxPool2d \"5\", P(cat) = 0.");
    assertThat(cnn().ofClass("cat").layer("0").cam().toSvg()).contains(">Grad-CAM, 8×8</text>");
  }

  @Test
  void occlusionIsOfAnyClassifier() {
    assertThat(residual().ofClass("hamster").occlusion().title())
        .startsWith(
            "What of minka.jpg speaks for hamster: squares of 1×1 covered, P(hamster) = 0.");
    Shape input = Shape.of(1, 10, 10);
    Layer mlp = Mlp.of(4).build(input, 3);
    ImageFigures flat =
        ImageFigures.of(saved(mlp, input, new Objective.Logits(PETS)), noise(input), "x");
    assertThat(flat.occlusion().toSvg())
        .contains("squares of 2×2 covered", ">the fall, down to</text>");
    assertThatThrownBy(flat::cam).hasMessageStartingWith("No layer of the network gives maps");
    assertThatThrownBy(flat::activations)
        .hasMessageStartingWith("No layer of the network gives maps");
  }

  @Test
  void whatDoesNotFitIsNamed() {
    assertThatThrownBy(() -> residual().ofClass("hamsters").occlusion())
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "The model knows no class \"hamsters\". Did you mean \"hamster\"? There are: cat, dog,"
                + " hamster.");
    Shape input = Shape.of(1, 8, 8);
    SavedModel numbers = saved(new Cnn().build(input, 3), input, new Objective.Numbers(3));
    assertThatThrownBy(() -> ImageFigures.of(numbers, noise(input), "x").cam())
        .hasMessage(
            "The model gives numbers and tells no classes apart, for which parts of an image could"
                + " speak; its features can be drawn.");
    assertThatThrownBy(() -> ImageFigures.of(numbers, noise(Shape.of(1, 8, 9)), "wide"))
        .isInstanceOf(ShapeException.class)
        .hasMessage(
            "\"wide\" is [1, 8, 9], but the model learned from [1, 8, 8] and figures of images take"
                + " [channels, height, width].");
  }

  @Test
  void kernelsAreDrawnInColoursOrChannelByChannel() {
    Shape grey = Shape.of(1, 8, 8);
    Figure figure = Filters.of(new Cnn().build(grey, 3));
    assertThat(figure.title()).isEqualTo("Kernels of Conv2d \"0\"");
    assertThat(figure.toSvg()).contains(">kernel 31</text>", ">value</text>");
    Figure colours = Filters.of(new Cnn().build(Shape.of(3, 8, 8), 3));
    assertThat(colours.toSvg()).contains(">kernel 31</text>").doesNotContain(">value</text>");
    Figure many = Filters.of(new Cnn().build(Shape.of(4, 8, 8), 3));
    assertThat(many.title()).isEqualTo("Kernels of Conv2d \"0\": 64 of 128");
    assertThat(many.toSvg()).contains(">kernel 15,</text>").doesNotContain(">kernel 16,</text>");
    assertThatThrownBy(() -> Filters.of(Mlp.of(4).build(grey, 3)))
        .isInstanceOf(ArgumentException.class)
        .hasMessage(
            "The network has no convolution over images, Conv2d, whose kernels could be drawn; it"
                + " is Sequential[Flatten(), Linear(64, 4), ReLU(), Linear(4, 3)]. Take one with"
                + " convolutions, such as cnn.");
    SavedModel saved = saved(new Cnn().build(grey, 3), grey, new Objective.Logits(PETS));
    assertThat(ModelFigures.of(saved, List.of()).all())
        .singleElement()
        .satisfies(named -> assertThat(named.name()).isEqualTo("filters"));
  }
}
