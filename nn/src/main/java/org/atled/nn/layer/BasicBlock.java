package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/**
 * Two convolutions of 3×3, each with batch norm, beside the identity or, where the shape changes, a
 * convolution of 1×1 with batch norm, and ReLU of the sum: He et al. 2016, figure 2, by
 * torchvision's names. [batch, in, height, width] → [batch, out, height / stride, width / stride],
 * rounded up.
 */
public final class BasicBlock extends Layer {
  /**
   * What a block is made from.
   *
   * @param in channels
   * @param out channels
   * @param stride of the first convolution
   */
  public record Config(long in, long out, long stride) {}

  private final Config config;
  private final Conv2d conv1;
  private final BatchNorm2d bn1;
  private final Conv2d conv2;
  private final BatchNorm2d bn2;
  private final Optional<Sequential> downsample;

  public BasicBlock(Config config) {
    this.config = config;
    conv1 = child("conv1", convolution(config.in(), config.out(), 3, config.stride()));
    bn1 = child("bn1", new BatchNorm2d(config.out()));
    conv2 = child("conv2", convolution(config.out(), config.out(), 3, 1));
    bn2 = child("bn2", new BatchNorm2d(config.out()));
    downsample =
        shortcut(config.in(), config.out(), config.stride())
            .map(layer -> child("downsample", layer));
  }

  /** Without bias, padded so that a step of 1 keeps the size. */
  static Conv2d convolution(long in, long out, long kernel, long stride) {
    return new Conv2d(
        Conv2d.Config.of(in, out, kernel).withStride(stride).withPadding(kernel / 2).withoutBias());
  }

  /** What changes the shape beside a block, if it changes. */
  static Optional<Sequential> shortcut(long in, long out, long stride) {
    return in == out && stride == 1
        ? Optional.empty()
        : Optional.of(Sequential.of(convolution(in, out, 1, stride), new BatchNorm2d(out)));
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    Tensor y = bn1.apply(conv1.apply(x, mode), mode).relu();
    y = bn2.apply(conv2.apply(y, mode), mode);
    return y.add(downsample.map(layer -> layer.apply(x, mode)).orElse(x)).relu();
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "BasicBlock(" + config.in() + " → " + config.out() + ", stride " + config.stride() + ")";
  }
}
