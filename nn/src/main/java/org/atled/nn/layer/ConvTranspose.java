package org.atled.nn.layer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Sliding;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;
import org.atled.nn.init.Initializer;

/**
 * A transposed convolution with a bias: {@link Tensor#convTranspose2d}. [batch, in, axes..] →
 * [batch, out, axes′..], with W [in, out / groups, kernel..] and b [out].
 */
public abstract sealed class ConvTranspose extends Weighted
    permits ConvTranspose1d, ConvTranspose2d, ConvTranspose3d {
  /**
   * What a layer is made from.
   *
   * @param in channels of the input
   * @param out channels of the output
   * @param kernel the kernel's size along each spatial axis, or one number for all
   * @param sliding stride, padding and dilation of the convolution that it transposes
   * @param outputPadding what is added after each axis of the output, less than stride or dilation
   * @param groups into how many the channels are divided
   * @param bias whether there is a b
   * @param weightInit W's start; b starts in U(±1/√(out / groups · kernel)) as PyTorch's
   */
  public record Config(
      long in,
      long out,
      List<Long> kernel,
      Sliding sliding,
      List<Long> outputPadding,
      long groups,
      boolean bias,
      Initializer weightInit) {
    public Config {
      if (in < 1 || out < 1 || kernel.isEmpty() || kernel.stream().anyMatch(size -> size < 1)) {
        throw new ArgumentException(
            "A convolution takes channels and kernels of at least 1, not %d to %d by %s."
                .formatted(in, out, kernel));
      }
      if (groups < 1 || in % groups != 0 || out % groups != 0) {
        throw new ArgumentException(
            "groups is %d but must divide the channels, %d in and %d out."
                .formatted(groups, in, out));
      }
      if (outputPadding.isEmpty() || outputPadding.stream().anyMatch(amount -> amount < 0)) {
        throw new ArgumentException(
            "the output padding is %s but takes numbers of at least 0, one for each axis or one for all."
                .formatted(outputPadding));
      }
      kernel = List.copyOf(kernel);
      outputPadding = List.copyOf(outputPadding);
    }

    /** Step by step, with bias and without padding. */
    public static Config of(long in, long out, long... kernel) {
      return new Config(
          in,
          out,
          Arrays.stream(kernel).boxed().toList(),
          Sliding.byOne(),
          List.of(0L),
          1,
          true,
          Initializer.standard());
    }

    private Config with(Sliding other) {
      return new Config(in, out, kernel, other, outputPadding, groups, bias, weightInit);
    }

    public Config withStride(long... steps) {
      return with(sliding.withStride(steps));
    }

    public Config withPadding(long... amounts) {
      return with(sliding.withPadding(amounts));
    }

    public Config withDilation(long... steps) {
      return with(sliding.withDilation(steps));
    }

    public Config withOutputPadding(long... amounts) {
      List<Long> more = Arrays.stream(amounts).boxed().toList();
      return new Config(in, out, kernel, sliding, more, groups, bias, weightInit);
    }

    public Config withGroups(long number) {
      return new Config(in, out, kernel, sliding, outputPadding, number, bias, weightInit);
    }

    public Config withoutBias() {
      return new Config(in, out, kernel, sliding, outputPadding, groups, false, weightInit);
    }

    public Config initializedBy(Initializer init) {
      return new Config(in, out, kernel, sliding, outputPadding, groups, bias, init);
    }
  }

  private final Config config;
  private final int axes;

  ConvTranspose(int axes, Config config) {
    super(
        Shape.of(config.in(), config.out() / config.groups())
            .concat(Conv.kernel("ConvTranspose", axes, config.kernel())),
        config.out(),
        config.bias(),
        config.weightInit());
    this.config = config;
    this.axes = axes;
    config.sliding().checkRank(axes);
  }

  @Override
  Tensor of(Tensor x, Tensor w, Optional<Tensor> b, Mode mode) {
    int rank = x.shape().rank();
    if ((rank != axes + 1 && rank != axes + 2) || x.shape().size(rank - axes - 1) != config.in()) {
      throw new ShapeException(
          "the input is %s but must be [batch, %d%s] (weight %s)."
              .formatted(x.shape(), config.in(), ", size".repeat(axes), w.shape()));
    }
    Sliding sliding = mode.tiled(config.sliding());
    long[] extra = config.outputPadding().stream().mapToLong(Long::longValue).toArray();
    Tensor y =
        switch (axes) {
          case 1 -> x.convTranspose1d(w, sliding, config.groups(), extra);
          case 2 -> x.convTranspose2d(w, sliding, config.groups(), extra);
          default -> x.convTranspose3d(w, sliding, config.groups(), extra);
        };
    for (int axis = 1; axis <= axes; axis++) {
      if (y.shape().size(-axis) == 0) {
        throw new ShapeException(
            "of %s the padding leaves %s, which has no place; pad less, or give a larger input."
                .formatted(x.shape(), y.shape()));
      }
    }
    return b.map(each -> y.add(ChannelNorm.perChannel(each, axes + 2))).orElse(y);
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    Sliding sliding = config.sliding();
    StringBuilder text =
        new StringBuilder(getClass().getSimpleName())
            .append("(%d, %d, kernel ".formatted(config.in(), config.out()))
            .append(Conv.words(config.kernel()));
    unless(List.of(1L), ", stride ", sliding.stride(), text);
    unless(List.of(0L), ", padding ", sliding.before(), text);
    unless(List.of(0L), ", output padding ", config.outputPadding(), text);
    unless(List.of(1L), ", dilation ", sliding.dilation(), text);
    unless(List.of(1L), ", groups ", List.of(config.groups()), text);
    return text.append(config.bias() ? ")" : ", no bias)").toString();
  }

  private static void unless(
      List<Long> usual, String name, List<Long> numbers, StringBuilder into) {
    if (!numbers.equals(usual)) {
      into.append(name).append(Conv.words(numbers));
    }
  }
}
