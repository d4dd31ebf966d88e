package org.atled.train.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.atled.core.autograd.Autograd;
import org.atled.core.random.Draws;
import org.atled.core.random.Seed;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Slot;
import org.atled.core.tensor.Tensor;
import org.atled.data.Batch;
import org.atled.data.Split;
import org.atled.data.Toy;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.layer.MobileNetV2;
import org.atled.nn.layer.ResNet;
import org.atled.nn.layer.VGG;
import org.atled.nn.loss.CrossEntropyLoss;
import org.atled.nn.optim.Adam;
import org.atled.nn.optim.Optimizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Small networks on small problems, in a few steps. */
class NetworksLearnTest {
  private static final int SIDE = 10;
  private static final int IMAGES = 24;

  /** Stripes that lie, stand or go aslant, under noise: classes 0, 1 and 2. */
  private static Tensor stripes(Seed seed, int side) {
    Draws draws = seed.draws();
    float[] pixels = new float[IMAGES * side * side];
    for (int i = 0; i < pixels.length; i++) {
      int row = i / side % side;
      int column = i % side;
      int along =
          switch (i / (side * side) % 3) {
            case 0 -> row;
            case 1 -> column;
            default -> row + column;
          };
      pixels[i] = (float) (along / 2 % 2 + 0.3 * draws.uniform());
    }
    return Tensor.of(pixels, IMAGES, 1, side, side);
  }

  private static Tensor labels() {
    long[] labels = new long[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      labels[i] = i % 3;
    }
    return Tensor.of(labels);
  }

  /** The share that the network gets right of other examples, after so many steps. */
  private static double accuracy(Layer network, int steps, double rate, Tensor... examples) {
    network.initialize(Seed.of(4));
    Optimizer optimizer = Adam.withLearningRate(rate).over(network.parameters());
    for (int step = 0; step < steps; step++) {
      Mode mode = Mode.training(Seed.of(5), Slot.of((long) step));
      Tensor loss = new CrossEntropyLoss().of(network.apply(examples[0], mode), examples[1]);
      optimizer.step(Autograd.gradients(loss, network.parameters()));
    }
    long[] found = Autograd.noGrad(() -> network.apply(examples[2]).argmax(1)).toLongs();
    long[] right = examples[3].toLongs();
    int count = 0;
    for (int i = 0; i < right.length; i++) {
      count += found[i] == right[i] ? 1 : 0;
    }
    return (double) count / right.length;
  }

  private static double onStripes(Layer network, int steps, double rate) {
    return onStripes(network, SIDE, steps, rate);
  }

  private static double onStripes(Layer network, int side, int steps, double rate) {
    Tensor y = labels();
    return accuracy(
        network, steps, rate, stripes(Seed.of(1), side), y, stripes(Seed.of(2), side), y);
  }

  @ParameterizedTest
  @CsvSource({"lenet5, 12", "cnn, 10", "'resnet:9,4', 10", "'resnet:8,4', 10"})
  void networksOfTheirNamesLearn(String model, int side) {
    Layer network = Architectures.parse(model).build(Shape.of(1, side, side), 3);

    assertThat(onStripes(network, side, 40, 0.01)).isGreaterThan(0.9);
  }

  /** Fewer blocks and channels of what {@code resnet:18} and {@code resnet:50} are. */
  @ParameterizedTest
  @EnumSource(ResNet.Block.class)
  void residualNetworksLearn(ResNet.Block block) {
    Layer network = new ResNet(new ResNet.Config(block, List.of(1, 1), 4, 1, 3, true));

    assertThat(onStripes(network, 40, 0.01)).isGreaterThan(0.9);
  }

  @Test
  void mobileNetLearns() {
    List<MobileNetV2.Stage> stages =
        List.of(
            new MobileNetV2.Stage(1, 8, 1, 1),
            new MobileNetV2.Stage(3, 8, 2, 2),
            new MobileNetV2.Stage(3, 16, 1, 2));
    Layer network = new MobileNetV2(new MobileNetV2.Config(1, 8, 1, stages, 32, 0.2, 3));

    assertThat(onStripes(network, 30, 0.01)).isGreaterThan(0.9);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void vggLearns(boolean norm) {
    Layer network = new VGG(new VGG.Config(List.of(1, 1, 2, 2), 4, norm, 1, 32, 1, 3));

    assertThat(onStripes(network, 30, 0.01)).isGreaterThan(0.9);
  }

  @Test
  void theSmallResidualNetworkLearnsPointsAndImages() {
    Split moons = Toy.moons().generate(Seed.of(3), 200, 100);
    Batch train = moons.train().spread(200);
    Batch test = moons.test().spread(100);
    Layer network = Architectures.parse("resnet-s:32,3").build(Shape.of(2), 2);

    assertThat(accuracy(network, 60, 0.01, train.x(), train.y(), test.x(), test.y()))
        .isGreaterThan(0.93);
    Layer ofImages = Architectures.parse("resnet-s:16,2").build(Shape.of(1, SIDE, SIDE), 3);
    assertThat(onStripes(ofImages, 40, 0.01)).isGreaterThan(0.9);
  }
}
