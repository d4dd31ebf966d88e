package org.atled.generative;

import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Interpolation;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;
import org.atled.nn.init.Initializer;
import org.atled.nn.layer.Conv;
import org.atled.nn.layer.Conv2d;
import org.atled.nn.layer.GroupNorm;

/**
 * A denoiser of images [batch, channels, h, w], whose sides are multiples of 4: residual blocks at
 * half and at a quarter of the size, and a way from before the second to after it (Ronneberger,
 * Fischer and Brox 2015; Ho, Jain and Abbeel 2020). Two by two pixels become channels first, which
 * costs a quarter of blocks at full size.
 */
public final class UNet extends Denoiser {
  /**
   * What it is made from.
   *
   * @param channels of the images
   * @param width channels at half the size, a multiple of 8; twice as many at a quarter
   * @param classes how many there are, 0 for none
   */
  public record Config(long channels, long width, long classes) {
    public Config {
      if (channels < 1 || width < 8 || width % 8 != 0 || classes < 0) {
        throw new ArgumentException(
            "UNet: takes at least 1 channel, a width that is a multiple of 8 and classes of at least 0, not %d, %d and %d."
                .formatted(channels, width, classes));
      }
    }
  }

  private final Config config;
  private final Conditions conditions;
  private final Conv2d enter;
  private final NoisyBlock first;
  private final NoisyBlock second;
  private final Conv2d down;
  private final NoisyBlock third;
  private final NoisyBlock fourth;
  private final Conv2d up;
  private final NoisyBlock fifth;
  private final NoisyBlock sixth;
  private final GroupNorm norm;
  private final Conv2d leave;

  public UNet(Config config) {
    this.config = config;
    long width = config.width();
    long told = 2 * width;
    long pixels = 4 * config.channels();
    conditions = child("conditions", new Conditions(new Conditions.Config(told, config.classes())));
    enter = child("enter", new Conv2d(Conv.Config.of(pixels, width, 3, 3).withPadding(1)));
    first = child("first", new NoisyBlock(width, width, told));
    second = child("second", new NoisyBlock(width, width, told));
    down =
        child(
            "down",
            new Conv2d(Conv.Config.of(width, 2 * width, 3, 3).withStride(2).withPadding(1)));
    third = child("third", new NoisyBlock(2 * width, 2 * width, told));
    fourth = child("fourth", new NoisyBlock(2 * width, 2 * width, told));
    up = child("up", new Conv2d(Conv.Config.of(2 * width, width, 3, 3).withPadding(1)));
    fifth = child("fifth", new NoisyBlock(2 * width, width, told));
    sixth = child("sixth", new NoisyBlock(width, width, told));
    norm = child("norm", new GroupNorm(8, width));
    leave =
        child(
            "leave",
            new Conv2d(
                Conv.Config.of(width, pixels, 3, 3)
                    .withPadding(1)
                    .initializedBy(new Initializer.Constant(0))));
  }

  @Override
  protected Tensor velocity(Tensor x, Tensor steps, Tensor labels, Mode mode) {
    Shape shape = x.shape();
    if (shape.rank() != 4
        || shape.size(1) != config.channels()
        || shape.size(2) % 4 != 0
        || shape.size(3) % 4 != 0) {
      throw new ShapeException(
          "the images are %s but must be [batch, %d, h, w] with sides that are multiples of 4."
              .formatted(shape, config.channels()));
    }
    Tensor told = conditions.apply(steps, labels, mode);
    Tensor entered = enter.apply(x.pixelUnshuffle(2), mode);
    Tensor large = second.apply(first.apply(entered, told, mode), told, mode);
    Tensor halved = third.apply(down.apply(large, mode), told, mode);
    Tensor small = fourth.apply(halved, told, mode);
    Tensor grown = small.interpolate(Interpolation.by(2));
    Tensor beside = Structure.concat(1, up.apply(grown, mode), large);
    Tensor y = sixth.apply(fifth.apply(beside, told, mode), told, mode);
    return leave.apply(norm.apply(y, mode).silu(), mode).pixelShuffle(2);
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "UNet(%d, width %d%s)"
        .formatted(
            config.channels(),
            config.width(),
            config.classes() > 0 ? ", " + config.classes() + " classes" : "");
  }
}
