package org.atled.nn.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/**
 * A convolution of 1×1 that widens, one of 3×3 for each channel by itself, both with batch norm and
 * ReLU6, and one of 1×1 that narrows, with batch norm alone; beside the identity where the shape
 * stays: Sandler et al. 2018, figures 3b and 4d, by torchvision's names. [batch, in, height, width]
 * → [batch, out, height / stride, width / stride], rounded up.
 */
public final class InvertedResidual extends Layer {
  /**
   * What a block is made from.
   *
   * @param in channels
   * @param out channels
   * @param stride of the convolution of 3×3
   * @param expansion how many times as wide as the input it is inside; at 1 nothing widens
   */
  public record Config(long in, long out, long stride, long expansion) {
    public Config {
      if (expansion < 1) {
        throw new ArgumentException(
            "InvertedResidual: the expansion is %d but must be at least 1.".formatted(expansion));
      }
    }
  }

  private final Config config;
  private final Sequential conv;

  public InvertedResidual(Config config) {
    this.config = config;
    long inside = config.in() * config.expansion();
    List<Layer> layers = new ArrayList<>();
    if (config.expansion() > 1) {
      layers.add(convolution(Conv2d.Config.of(config.in(), inside, 1)));
    }
    Conv2d.Config each = Conv2d.Config.of(inside, inside, 3).withGroups(inside);
    layers.add(convolution(each.withStride(config.stride()).withPadding(1)));
    layers.add(new Conv2d(Conv2d.Config.of(inside, config.out(), 1).withoutBias()));
    layers.add(new BatchNorm2d(config.out()));
    conv = child("conv", Sequential.of(layers));
  }

  /** A convolution without bias, batch norm and ReLU6. */
  static Sequential convolution(Conv2d.Config convolution) {
    return Sequential.of(
        new Conv2d(convolution.withoutBias()), new BatchNorm2d(convolution.out()), new ReLU6());
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    Tensor y = conv.apply(x, mode);
    return config.stride() == 1 && config.in() == config.out() ? x.add(y) : y;
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "InvertedResidual(%d → %d → %d, stride %d)"
        .formatted(config.in(), config.in() * config.expansion(), config.out(), config.stride());
  }
}
