package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/**
 * Convolutions of 1×1, 3×3 and 1×1, each with batch norm, of which the first narrows and the last
 * widens fourfold, beside a shortcut as {@link BasicBlock} has it: He et al. 2016, figure 5, by
 * torchvision's names, with the stride at the 3×3. [batch, in, height, width] → [batch, 4·width,
 * height / stride, width / stride], rounded up.
 */
public final class Bottleneck extends Layer {
  /** How many times as wide as inside it is outside. */
  public static final int EXPANSION = 4;

  /**
   * What a block is made from.
   *
   * @param in channels
   * @param width channels inside
   * @param stride of the second convolution
   */
  public record Config(long in, long width, long stride) {}

  private final Config config;
  private final Conv2d conv1;
  private final BatchNorm2d bn1;
  private final Conv2d conv2;
  private final BatchNorm2d bn2;
  private final Conv2d conv3;
  private final BatchNorm2d bn3;
  private final Optional<Sequential> downsample;

  public Bottleneck(Config config) {
    this.config = config;
    long out = EXPANSION * config.width();
    conv1 = child("conv1", BasicBlock.convolution(config.in(), config.width(), 1, 1));
    bn1 = child("bn1", new BatchNorm2d(config.width()));
    conv2 =
        child("conv2", BasicBlock.convolution(config.width(), config.width(), 3, config.stride()));
    bn2 = child("bn2", new BatchNorm2d(config.width()));
    conv3 = child("conv3", BasicBlock.convolution(config.width(), out, 1, 1));
    bn3 = child("bn3", new BatchNorm2d(out));
    downsample =
        BasicBlock.shortcut(config.in(), out, config.stride())
            .map(layer -> child("downsample", layer));
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    Tensor y = bn1.apply(conv1.apply(x, mode), mode).relu();
    y = bn2.apply(conv2.apply(y, mode), mode).relu();
    y = bn3.apply(conv3.apply(y, mode), mode);
    return y.add(downsample.map(layer -> layer.apply(x, mode)).orElse(x)).relu();
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "Bottleneck(%d → %d → %d, stride %d)"
        .formatted(config.in(), config.width(), EXPANSION * config.width(), config.stride());
  }
}
