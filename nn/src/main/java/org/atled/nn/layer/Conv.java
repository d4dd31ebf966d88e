package org.atled.nn.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Padding;
import org.atled.core.tensor.Sliding;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;
import org.atled.nn.init.Initializer;

/**
 * A convolution with a bias: {@link Tensor#conv2d}. [batch, in, axes..] → [batch, out, axes′..],
 * with W [out, in / groups, kernel..] and b [out].
 */
public abstract sealed class Conv extends Weighted permits Conv1d, Conv2d, Conv3d {
  /**
   * What a layer is made from.
   *
   * @param in channels of the input
   * @param out channels of the output
   * @param kernel the kernel's size along each spatial axis, or one number for all
   * @param sliding stride, padding and dilation
   * @param same whether the padding is what keeps the size of an axis, whatever sliding says
   * @param padding with what
   * @param groups into how many the channels are divided
   * @param bias whether there is a b
   * @param weightInit W's start; b starts in U(±1/√(in / groups · kernel)) as PyTorch's
   */
  public record Config(
      long in,
      long out,
      List<Long> kernel,
      Sliding sliding,
      boolean same,
      Around padding,
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
            ("groups is %d but must divide the channels, %d in and %d out; take %d for a depthwise"
                    + " convolution.")
                .formatted(groups, in, out, in));
      }
      kernel = List.copyOf(kernel);
      if (same) {
        sliding.same(kernel); // which refuses a stride
      }
    }

    /** Step by step, with bias and without padding. */
    public static Config of(long in, long out, long... kernel) {
      return new Config(
          in,
          out,
          Arrays.stream(kernel).boxed().toList(),
          Sliding.byOne(),
          false,
          Around.ZEROS,
          1,
          true,
          Initializer.standard());
    }

    private Config with(Sliding other) {
      return new Config(in, out, kernel, other, same, padding, groups, bias, weightInit);
    }

    public Config withStride(long... steps) {
      return with(sliding.withStride(steps));
    }

    public Config withPadding(long... amounts) {
      Sliding padded = sliding.withPadding(amounts);
      return new Config(in, out, kernel, padded, false, padding, groups, bias, weightInit);
    }

    public Config withDilation(long... steps) {
      return with(sliding.withDilation(steps));
    }

    /** Padded so that an axis keeps its size; the stride must be 1. */
    public Config withSamePadding() {
      return new Config(in, out, kernel, sliding, true, padding, groups, bias, weightInit);
    }

    /** Padded with something else than zeros: PyTorch's {@code padding_mode}. */
    public Config paddedBy(Around around) {
      return new Config(in, out, kernel, sliding, same, around, groups, bias, weightInit);
    }

    public Config withGroups(long number) {
      return new Config(in, out, kernel, sliding, same, padding, number, bias, weightInit);
    }

    public Config withoutBias() {
      return new Config(in, out, kernel, sliding, same, padding, groups, false, weightInit);
    }

    public Config initializedBy(Initializer init) {
      return new Config(in, out, kernel, sliding, same, padding, groups, bias, init);
    }
  }

  /** What is put around the input. */
  public enum Around {
    ZEROS(Padding.ZEROS),
    REFLECT(Padding.REFLECT),
    REPLICATE(Padding.REPLICATE),
    CIRCULAR(Padding.CIRCULAR);

    private final Padding padding;

    Around(Padding padding) {
      this.padding = padding;
    }
  }

  private final Config config;
  private final int axes;
  private final Sliding sliding;

  Conv(int axes, Config config) {
    super(
        Shape.of(config.out(), config.in() / config.groups())
            .concat(kernel("Conv", axes, config.kernel())),
        config.out(),
        config.bias(),
        config.weightInit());
    this.config = config;
    this.axes = axes;
    Shape kernel = weightType().shape().slice(2, axes + 2);
    List<Long> all = IntStream.range(0, axes).mapToObj(kernel::size).toList();
    sliding = config.same() ? config.sliding().same(all) : config.sliding();
    sliding.checkRank(axes);
  }

  /** A kernel's size along each axis. */
  static Shape kernel(String name, int axes, List<Long> kernel) {
    if (kernel.size() != 1 && kernel.size() != axes) {
      throw new ArgumentException(
          "%s%dd: the kernel %s must be one number for each of %d axes, or one for all."
              .formatted(name, axes, kernel, axes));
    }
    return Shape.of(
        IntStream.range(0, axes).mapToLong(i -> kernel.get(kernel.size() == 1 ? 0 : i)).toArray());
  }

  @Override
  Tensor of(Tensor x, Tensor w, Optional<Tensor> b, Mode mode) {
    int rank = x.shape().rank();
    if ((rank != axes + 1 && rank != axes + 2) || x.shape().size(rank - axes - 1) != config.in()) {
      throw new ShapeException(
          "the input is %s but must be [batch, %d%s] (weight %s)."
              .formatted(x.shape(), config.in(), ", size".repeat(axes), w.shape()));
    }
    Tensor padded = x;
    Sliding over = sliding;
    if (config.padding() != Around.ZEROS) {
      padded = x.pad(config.padding().padding, amounts());
      over = sliding.withPadding(0);
    }
    return convolved(padded, mode.tiled(over), w, b);
  }

  private long[] amounts() {
    List<Long> amounts = new ArrayList<>();
    for (int i = axes - 1; i >= 0; i--) {
      amounts.add(sliding.before(i));
      amounts.add(sliding.after(i));
    }
    return amounts.stream().mapToLong(Long::longValue).toArray();
  }

  private Tensor convolved(Tensor x, Sliding over, Tensor w, Optional<Tensor> b) {
    long groups = config.groups();
    return switch (axes) {
      case 1 ->
          b.map(each -> x.conv1d(w, each, over, groups)).orElseGet(() -> x.conv1d(w, over, groups));
      case 2 ->
          b.map(each -> x.conv2d(w, each, over, groups)).orElseGet(() -> x.conv2d(w, over, groups));
      default ->
          b.map(each -> x.conv3d(w, each, over, groups)).orElseGet(() -> x.conv3d(w, over, groups));
    };
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    StringBuilder text =
        new StringBuilder(
                "%s(%d, %d, kernel "
                    .formatted(getClass().getSimpleName(), config.in(), config.out()))
            .append(words(config.kernel()));
    if (!sliding.stride().equals(List.of(1L))) {
      text.append(", stride ").append(words(sliding.stride()));
    }
    if (config.same() || !sliding.before().equals(List.of(0L))) {
      text.append(", padding ").append(config.same() ? "same" : words(sliding.before()));
    }
    if (config.padding() != Around.ZEROS) {
      text.append(" by ").append(config.padding().name().toLowerCase(Locale.ROOT));
    }
    if (!sliding.dilation().equals(List.of(1L))) {
      text.append(", dilation ").append(words(sliding.dilation()));
    }
    if (config.groups() != 1) {
      text.append(", ").append(config.groups()).append(" groups");
    }
    return text.append(config.bias() ? ")" : ", no bias)").toString();
  }

  static String words(List<Long> numbers) {
    return String.join("×", numbers.stream().map(String::valueOf).toList());
  }
}
