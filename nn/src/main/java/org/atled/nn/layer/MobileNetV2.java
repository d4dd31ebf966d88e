package org.atled.nn.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/**
 * MobileNetV2 of Sandler et al. 2018, by torchvision's names, so that its weights fit: a
 * convolution of 3×3, stages of {@link InvertedResidual}, a convolution of 1×1, the mean of each
 * channel, dropout and a linear layer. [batch, channels, height, width] → [batch, outputs].
 */
public final class MobileNetV2 extends Layer {
  /**
   * Blocks one after another: a row of table 2 of the paper.
   *
   * @param expansion how many times as wide as their input the blocks are inside
   * @param out channels
   * @param blocks how many
   * @param stride of the first block; that of the others is 1
   */
  public record Stage(long expansion, long out, long blocks, long stride) {}

  /**
   * What a network is made from.
   *
   * @param channels of the images
   * @param stem channels of the first convolution
   * @param stride of the first convolution
   * @param last channels of the last convolution
   * @param dropout the probability of dropping a mean in training
   * @param outputs of the linear layer
   */
  public record Config(
      long channels,
      long stem,
      long stride,
      List<Stage> stages,
      long last,
      double dropout,
      long outputs) {
    private static final List<Stage> PAPER =
        List.of(
            new Stage(1, 16, 1, 1),
            new Stage(6, 24, 2, 2),
            new Stage(6, 32, 3, 2),
            new Stage(6, 64, 4, 2),
            new Stage(6, 96, 3, 1),
            new Stage(6, 160, 3, 2),
            new Stage(6, 320, 1, 1));

    public Config {
      if (stages.isEmpty() || stages.stream().anyMatch(stage -> stage.blocks() < 1)) {
        throw new ArgumentException(
            "MobileNetV2: the stages are %s but there must be one, and in each at least 1 block."
                .formatted(stages));
      }
      if (stem < 1 || last < 1 || channels < 1 || outputs < 1) {
        throw new ArgumentException(
            "MobileNetV2: channels, stem, last and outputs are %d, %d, %d and %d but must be at least 1."
                .formatted(channels, stem, last, outputs));
      }
      stages = List.copyOf(stages);
    }

    /**
     * The network of the paper, with dropout of 0.2 as torchvision has it.
     *
     * @param width by which all channels are multiplied, the last ones by no less than 1
     * @param small whether images are so small that the first two steps of 2 are left out
     */
    public static Config of(double width, long channels, long outputs, boolean small) {
      List<Stage> stages = new ArrayList<>();
      for (Stage stage : PAPER) {
        long stride = small && stages.size() == 1 ? 1 : stage.stride();
        long out = eights(stage.out() * width);
        stages.add(new Stage(stage.expansion(), out, stage.blocks(), stride));
      }
      long last = eights(1280 * Math.max(1, width));
      return new Config(channels, eights(32 * width), small ? 1 : 2, stages, last, 0.2, outputs);
    }

    /** The nearest multiple of 8, but at least 8, and no more than a tenth below. */
    private static long eights(double channels) {
      long near = Math.max(8, (long) (channels + 4) / 8 * 8);
      return near < 0.9 * channels ? near + 8 : near;
    }
  }

  private final Config config;
  private final Sequential features;
  private final Sequential classifier;

  public MobileNetV2(Config config) {
    this.config = config;
    List<Layer> layers = new ArrayList<>();
    long in = config.stem();
    Conv2d.Config stem = Conv2d.Config.of(config.channels(), in, 3).withPadding(1);
    layers.add(InvertedResidual.convolution(stem.withStride(config.stride())));
    for (Stage stage : config.stages()) {
      for (long block = 0; block < stage.blocks(); block++) {
        long stride = block == 0 ? stage.stride() : 1;
        layers.add(
            new InvertedResidual(
                new InvertedResidual.Config(in, stage.out(), stride, stage.expansion())));
        in = stage.out();
      }
    }
    layers.add(InvertedResidual.convolution(Conv2d.Config.of(in, config.last(), 1)));
    features = child("features", Sequential.of(layers));
    Linear linear = new Linear(config.last(), config.outputs());
    classifier = child("classifier", Sequential.of(new Dropout(config.dropout()), linear));
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return classifier.apply(features.apply(x, mode).mean(-2, -1), mode);
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    List<Long> widths = config.stages().stream().map(Stage::out).toList();
    return "MobileNetV2(" + widths + ", " + config.last() + ")";
  }
}
