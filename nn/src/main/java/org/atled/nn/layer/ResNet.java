package org.atled.nn.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Pooling;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/**
 * A residual network of He et al. 2016, by torchvision's names, so that its weights fit: a
 * convolution, stages of blocks, four in the paper, of which the later ones halve the sides and
 * double the channels, the mean of each channel, and a linear layer. [batch, channels, height,
 * width] → [batch, outputs].
 */
public final class ResNet extends Layer {
  private static final Pooling THREE = Pooling.of(3).withStride(2).withPadding(1);

  /** What the stages consist of. */
  public enum Block {
    /** {@link BasicBlock}, as ResNet-18 and 34 have. */
    BASIC,
    /** {@link Bottleneck}, as ResNet-50 and the deeper ones have. */
    BOTTLENECK
  }

  /**
   * What a network is made from.
   *
   * @param block of which kind
   * @param blocks of each stage: {@code [2, 2, 2, 2]} for ResNet-18
   * @param width channels of the first stage, 64 in the paper
   * @param channels of the images
   * @param outputs of the linear layer
   * @param small whether images are so small that a convolution of 3×3 without steps begins, and
   *     not one of 7×7 and a pooling that leave a quarter of the sides
   */
  public record Config(
      Block block, List<Integer> blocks, long width, long channels, long outputs, boolean small) {
    public Config {
      if (blocks.isEmpty() || blocks.stream().anyMatch(count -> count < 1)) {
        throw new ArgumentException(
            "ResNet: the blocks are %s but each stage takes at least one.".formatted(blocks));
      }
      if (width < 1 || channels < 1 || outputs < 1) {
        throw new ArgumentException(
            "ResNet: width, channels and outputs are %d, %d and %d but must be at least 1."
                .formatted(width, channels, outputs));
      }
      blocks = List.copyOf(blocks);
    }
  }

  private final Config config;
  private final Conv2d conv1;
  private final BatchNorm2d bn1;
  private final List<Layer> stages = new ArrayList<>();
  private final Linear fc;

  public ResNet(Config config) {
    this.config = config;
    long in = config.width();
    conv1 =
        child(
            "conv1",
            BasicBlock.convolution(
                config.channels(), in, config.small() ? 3 : 7, config.small() ? 1 : 2));
    bn1 = child("bn1", new BatchNorm2d(in));
    for (int stage = 0; stage < config.blocks().size(); stage++) {
      long width = config.width() << stage;
      List<Layer> blocks = new ArrayList<>();
      for (int i = 0; i < config.blocks().get(stage); i++) {
        long stride = stage > 0 && i == 0 ? 2 : 1;
        blocks.add(block(in, width, stride));
        in = config.block() == Block.BASIC ? width : Bottleneck.EXPANSION * width;
      }
      stages.add(child("layer" + (stage + 1), Sequential.of(blocks)));
    }
    fc = child("fc", new Linear(in, config.outputs()));
  }

  private Layer block(long in, long width, long stride) {
    return switch (config.block()) {
      case BASIC -> new BasicBlock(new BasicBlock.Config(in, width, stride));
      case BOTTLENECK -> new Bottleneck(new Bottleneck.Config(in, width, stride));
    };
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    Tensor y = bn1.apply(conv1.apply(x, mode), mode).relu();
    y = config.small() ? y : y.maxPool2d(THREE);
    for (Layer stage : stages) {
      y = stage.apply(y, mode);
    }
    return fc.apply(y.mean(-2, -1), mode);
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "ResNet(" + config.blocks() + ", " + config.width() + ")";
  }
}
