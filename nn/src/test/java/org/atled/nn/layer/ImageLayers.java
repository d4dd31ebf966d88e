package org.atled.nn.layer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Pooling;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Module;
import org.atled.nn.WeightTransfer;

/** The rows of layers for images and of norms, whose values {@code layers.py} wrote. */
final class ImageLayers {
  private static final Map<String, double[]> VALUES = read("images.txt");

  static final List<LayerRow> ROWS =
      List.of(
          row("Conv1d", () -> new Conv1d(2, 3, 2), 2, 2, 4).learning(15),
          row(
                  "Conv1d circular",
                  () ->
                      new Conv1d(
                          Conv1d.Config.of(2, 2, 3).withPadding(1).paddedBy(Conv.Around.CIRCULAR)),
                  1,
                  2,
                  4)
              .learning(14),
          row("Conv2d", () -> new Conv2d(Conv2d.Config.of(2, 3, 3).withPadding(1)), 1, 2, 3, 4)
              .learning(57),
          row(
                  "Conv2d in groups",
                  () ->
                      new Conv2d(
                          Conv2d.Config.of(4, 2, 3, 2)
                              .withStride(2)
                              .withPadding(1, 0)
                              .withDilation(1, 2)
                              .withGroups(2)
                              .withoutBias()),
                  1,
                  4,
                  4,
                  5)
              .learning(24),
          row(
                  "Conv2d of the same size",
                  () -> new Conv2d(Conv2d.Config.of(1, 2, 2, 3).withSamePadding()),
                  1,
                  1,
                  3,
                  3)
              .learning(14),
          row(
                  "Conv2d reflecting",
                  () ->
                      new Conv2d(
                          Conv2d.Config.of(1, 1, 3).withPadding(1).paddedBy(Conv.Around.REFLECT)),
                  1,
                  1,
                  3,
                  3)
              .learning(10),
          row("Conv3d", () -> new Conv3d(1, 2, 2), 1, 1, 2, 3, 3).learning(18),
          row(
                  "ConvTranspose1d",
                  () -> new ConvTranspose1d(ConvTranspose1d.Config.of(2, 1, 3).withDilation(2)),
                  1,
                  2,
                  3)
              .learning(7),
          row(
                  "ConvTranspose2d",
                  () ->
                      new ConvTranspose2d(
                          ConvTranspose2d.Config.of(2, 4, 3)
                              .withStride(2)
                              .withPadding(1)
                              .withOutputPadding(1, 0)
                              .withGroups(2)),
                  1,
                  2,
                  2,
                  3)
              .learning(40),
          row(
                  "ConvTranspose3d",
                  () -> new ConvTranspose3d(ConvTranspose3d.Config.of(1, 2, 2).withoutBias()),
                  1,
                  1,
                  1,
                  2,
                  2)
              .learning(16),
          row("MaxPool1d", () -> new MaxPool1d(2), 1, 2, 5),
          row(
              "MaxPool2d",
              () -> new MaxPool2d(Pooling.of(3).withStride(2).withPadding(1)),
              1,
              2,
              4,
              5),
          row("MaxPool3d", () -> new MaxPool3d(2), 1, 1, 2, 3, 4),
          row("AvgPool1d", () -> new AvgPool1d(2), 1, 2, 5),
          row(
              "AvgPool2d",
              () ->
                  new AvgPool2d(
                      new AvgPool2d.Config(
                          Pooling.of(3).withStride(2).withPadding(1).ceilMode(), false)),
              1,
              2,
              4,
              4),
          row("AvgPool3d", () -> new AvgPool3d(2), 1, 1, 2, 3, 4),
          row("AdaptiveAvgPool2d", () -> new AdaptiveAvgPool2d(2, 3), 1, 2, 3, 4),
          row("BatchNorm2d", () -> new BatchNorm2d(2), 2, 2, 2, 2)
              .learning(4)
              .differentInTraining(),
          row("BatchNorm3d", () -> new BatchNorm3d(2), 1, 2, 2, 1, 2)
              .learning(4)
              .differentInTraining(),
          row("LayerNorm", () -> new LayerNorm(4), 2, 3, 4).learning(8),
          row(
              "LayerNorm over two axes",
              () -> new LayerNorm(LayerNorm.Config.of(2, 3).withoutAffine()),
              2,
              2,
              3),
          row("RMSNorm", () -> new RMSNorm(5), 2, 5).learning(5),
          row("GroupNorm", () -> new GroupNorm(2, 4), 1, 4, 3).learning(8),
          row("BasicBlock", () -> new BasicBlock(new BasicBlock.Config(2, 2, 2)), 1, 2, 4, 4)
              .learning(88)
              .differentInTraining(),
          row("Bottleneck", () -> new Bottleneck(new Bottleneck.Config(4, 1, 1)), 1, 4, 3, 3)
              .learning(29)
              .differentInTraining(),
          row(
                  "ResNet",
                  () ->
                      new ResNet(
                          new ResNet.Config(ResNet.Block.BASIC, List.of(1, 1), 1, 1, 2, false)),
                  1,
                  1,
                  12,
                  12)
              .learning(147)
              .differentInTraining(),
          row(
                  "InvertedResidual",
                  () -> new InvertedResidual(new InvertedResidual.Config(1, 1, 1, 2)),
                  1,
                  1,
                  3,
                  3)
              .learning(32)
              .differentInTraining(),
          row(
                  "InvertedResidual of steps",
                  () -> new InvertedResidual(new InvertedResidual.Config(2, 3, 2, 1)),
                  1,
                  2,
                  4,
                  4)
              .learning(34)
              .differentInTraining(),
          LayerRow.of(
                  "MobileNetV2",
                  ImageLayers::mobileNet,
                  ramp(Shape.of(1, 1, 8, 8), 7, 61).div(4),
                  Objects.requireNonNull(VALUES.get("MobileNetV2")))
              .learning(319)
              .differentInTraining(),
          row("VGG", () -> new VGG(vgg(List.of(1, 2), false, 2)), 1, 2, 5, 5)
              .learning(124)
              .differentInTraining(),
          row("VGG with batch norm", () -> new VGG(vgg(List.of(1, 1), true, 1)), 2, 2, 5, 5)
              .learning(74)
              .differentInTraining(),
          row("InstanceNorm1d", () -> new InstanceNorm1d(2), 2, 2, 3),
          row(
                  "InstanceNorm2d",
                  () -> new InstanceNorm2d(InstanceNorm2d.Config.of(2).withAffine()),
                  1,
                  2,
                  2,
                  3)
              .learning(4),
          row(
                  "InstanceNorm3d",
                  () -> new InstanceNorm3d(InstanceNorm3d.Config.of(2).withAffine().withTracking()),
                  2,
                  2,
                  1,
                  2,
                  2)
              .learning(4)
              .differentInTraining(),
          row("LocalResponseNorm", () -> new LocalResponseNorm(2), 1, 4, 3),
          row(
              "LocalResponseNorm of 3",
              () -> new LocalResponseNorm(new LocalResponseNorm.Config(3, 1, 0.5, 2)),
              2,
              4,
              1,
              2),
          row("WeightNorm", () -> new WeightNorm(new Linear(3, 2)), 2, 3).learning(10),
          row(
                  "WeightNorm over all",
                  () ->
                      new WeightNorm(
                          new WeightNorm.Config(
                              new ConvTranspose1d(ConvTranspose1d.Config.of(2, 3, 2).withoutBias()),
                              Optional.empty())),
                  1,
                  2,
                  3)
              .learning(13),
          row(
                  "WeightNorm of the second axis",
                  () -> new WeightNorm(new WeightNorm.Config(new Conv2d(2, 3, 2), Optional.of(1))),
                  1,
                  2,
                  2,
                  3)
              .learning(29),
          row("SpectralNorm", () -> new SpectralNorm(new Linear(3, 2)), 2, 3)
              .learning(8)
              .differentInTraining(),
          row(
                  "SpectralNorm of ConvTranspose1d",
                  () -> new SpectralNorm(new ConvTranspose1d(2, 3, 2)),
                  1,
                  2,
                  3)
              .learning(15)
              .differentInTraining(),
          dropping("Dropout1d", () -> new Dropout1d(0.5), 1, 2, 1),
          dropping("Dropout2d", () -> new Dropout2d(0.5), 1, 2, 1, 1),
          dropping("Dropout3d", () -> new Dropout3d(0.5), 1, 2, 1, 1, 1),
          dropping("AlphaDropout", () -> new AlphaDropout(0.5), 1, 2),
          dropping(
              "StochasticDepth", () -> new StochasticDepth(0.75, StochasticDepth.Unit.ROW), 2, 1),
          dropping(
              "StochasticDepth of batches",
              () -> new StochasticDepth(0.25, StochasticDepth.Unit.BATCH),
              1,
              2),
          row(
                  "Parallel",
                  () -> Parallel.concatenating(new Conv1d(2, 1, 1), new Identity(), new ReLU()),
                  1,
                  2,
                  3)
              .learning(3),
          row(
                  "Parallel adding",
                  () -> Parallel.adding(new Linear(3, 3), new ReLU(), new Linear(3, 3)),
                  2,
                  3)
              .learning(24),
          row("Repeat", () -> new Repeat(new Linear(2, 2), 3), 2, 2).learning(6),
          LayerRow.of(
              "Residual",
              () -> new Residual(new ReLU()),
              ramp(Shape.of(3), 7, 11),
              -1.25,
              1,
              -0.5));

  private ImageLayers() {}

  /** With biases higher by 1, or most of it would be dead. */
  private static Layer mobileNet() {
    List<MobileNetV2.Stage> stages =
        List.of(new MobileNetV2.Stage(1, 3, 1, 1), new MobileNetV2.Stage(2, 3, 2, 2));
    Layer layer = filled(new MobileNetV2(new MobileNetV2.Config(1, 2, 2, stages, 3, 0.2, 2)));
    for (Parameter bias : layer.state().matching("*.bias").parameters()) {
      bias.copyInto(bias.value().detach().add(1));
    }
    return layer;
  }

  private static VGG.Config vgg(List<Integer> convolutions, boolean norm, long places) {
    return new VGG.Config(convolutions, 1, norm, places, 3, 2, 2);
  }

  /** What lets numbers pass in evaluation. */
  private static LayerRow dropping(String name, Supplier<Layer> make, long... input) {
    return LayerRow.of(name, make, ramp(Shape.of(input), 7, 11), -1.25, 0.5).differentInTraining();
  }

  static LayerRow row(String name, Supplier<Layer> make, long... input) {
    return LayerRow.of(
        name,
        () -> filled(make.get()),
        ramp(Shape.of(input), 7, 61).div(4),
        Objects.requireNonNull(VALUES.get(name), name));
  }

  static Tensor ramp(Shape shape, int step, int of) {
    double[] numbers = new double[shape.elements()];
    Arrays.setAll(numbers, i -> (Math.floorMod(i * step, of) - of / 2) / 4.0);
    return Tensor.of(numbers, shape);
  }

  /** With the numbers that layers.py and sequences.py take, which every float32 holds. */
  static <M extends Module> M filled(M layer) {
    Map<String, Tensor> numbers = new HashMap<>();
    layer
        .state()
        .snapshot()
        .forEach((path, tensor) -> {
          if (path.endsWith("running_var")) {
            numbers.put(path, ramp(tensor.shape(), 1, 1000).add(126).to(DType.FLOAT32));
          } else if (tensor.dtype().isFloating()) {
            numbers.put(path, ramp(tensor.shape(), 5, 7).to(DType.FLOAT32));
          } else {
            numbers.put(path, tensor);
          }
        });
    if (!numbers.isEmpty()) {
      WeightTransfer.of(numbers).into(layer);
    }
    return layer;
  }

  /** The values that a program wrote, by row. */
  static Map<String, double[]> read(String name) {
    try (InputStream file = ImageLayers.class.getResourceAsStream(name)) {
      Map<String, double[]> values = new HashMap<>();
      new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split(": ", 2))
          .forEach(line ->
              values.put(
                  line[0],
                  Arrays.stream(line[1].split(" ")).mapToDouble(Double::parseDouble).toArray()));
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
