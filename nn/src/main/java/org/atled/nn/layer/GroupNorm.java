package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Axes;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Moments;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;

/**
 * y = (x − mean)/√(variance + ε)·weight + bias with mean and variance over the channels of a group
 * and all axes after them, each example by itself; weight and bias for each channel: Wu and He
 * 2018. With a group for each channel it is {@link InstanceNorm}. [batch, channels, ..] → the same.
 */
public final class GroupNorm extends ChannelNorm {
  /**
   * What a layer is made from.
   *
   * @param groups into which the channels are divided
   * @param channels size of axis 1
   * @param eps ε, added to the variance
   * @param affine whether there are weight and bias
   */
  public record Config(long groups, long channels, double eps, boolean affine) {
    public Config {
      if (groups < 1 || channels < 1 || channels % groups != 0 || !(eps >= 0)) {
        throw new ArgumentException(
            "GroupNorm: %d groups must divide the %d channels, and eps must be at least 0, not %s."
                .formatted(groups, channels, eps));
      }
    }

    /** With ε = 1e-5, weight and bias. */
    public static Config of(long groups, long channels) {
      return new Config(groups, channels, 1e-5, true);
    }

    public Config withEps(double value) {
      return new Config(groups, channels, value, affine);
    }

    public Config withoutAffine() {
      return new Config(groups, channels, eps, false);
    }
  }

  private final Config config;

  public GroupNorm(long groups, long channels) {
    this(Config.of(groups, channels));
  }

  public GroupNorm(Config config) {
    super(config.channels(), config.affine());
    this.config = config;
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    Shape shape = x.shape();
    if (shape.rank() < 2 || shape.size(1) != config.channels()) {
      throw new ShapeException(
          "the input is %s but must be [batch, %d, ..].".formatted(shape, config.channels()));
    }
    long each = shape.elements() / Math.max(1, shape.size(0)) / config.groups();
    if (mode instanceof Mode.Training && shape.size(0) * each == 1) {
      throw new ShapeException(
          "the input is %s, one number a group, which has no variance to train by; take fewer groups."
              .formatted(shape));
    }
    // A variance in float16 may overflow where the results do not.
    Tensor wide = x.to(x.dtype().computing()).reshape(shape.size(0), config.groups(), each);
    Moments moments = wide.varMean(Axes.of(2).kept(), 0);
    Tensor y =
        wide.sub(moments.mean()).div(moments.variance().add(config.eps()).sqrt()).reshape(shape);
    return scaled(y).to(x.dtype());
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "GroupNorm(%d, %d%s"
        .formatted(config.groups(), config.channels(), config.affine() ? ")" : ", no affine)");
  }
}
