package org.atled.nn.layer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Padding;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/**
 * More elements around the spatial axes of [batch, channels, axes..], or of one example: {@link
 * Tensor#pad}. Negative amounts take elements off.
 */
public abstract sealed class Pad extends Layer
    permits ZeroPad1d,
        ZeroPad2d,
        ZeroPad3d,
        ReflectionPad1d,
        ReflectionPad2d,
        ReflectionPad3d,
        ReplicationPad1d,
        ReplicationPad2d,
        ReplicationPad3d,
        CircularPad1d,
        CircularPad2d,
        CircularPad3d,
        ConstantPad1d,
        ConstantPad2d,
        ConstantPad3d {
  /**
   * What a layer is made from.
   *
   * @param amounts before and after, in pairs from the last axis on, or one for every side
   */
  public record Config(List<Long> amounts) {
    public Config {
      amounts = List.copyOf(amounts);
    }

    public static Config of(long... amounts) {
      return new Config(Arrays.stream(amounts).boxed().toList());
    }
  }

  /**
   * What one that puts a number around is made from.
   *
   * @param amounts as in {@link Config}
   * @param value the number
   */
  public record Constant(List<Long> amounts, double value) {
    public Constant {
      amounts = List.copyOf(amounts);
    }
  }

  private final int axes;
  private final long[] amounts;
  private final Padding padding;
  private final Record config;

  Pad(int axes, List<Long> amounts, Padding padding, Record config) {
    if (amounts.size() != 1 && amounts.size() != 2 * axes) {
      throw new ArgumentException(
          "%s: takes one amount for every side, or %d, before and after each axis from the last on, not %s."
              .formatted(getClass().getSimpleName(), 2 * axes, amounts));
    }
    this.axes = axes;
    this.amounts = new long[2 * axes];
    Arrays.setAll(this.amounts, i -> amounts.get(amounts.size() == 1 ? 0 : i));
    this.padding = padding;
    this.config = config;
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    int rank = x.shape().rank();
    if (rank != axes + 1 && rank != axes + 2) {
      throw new ShapeException(
          "the input is %s but must be [batch, channels%s], or one example."
              .formatted(x.shape(), ", size".repeat(axes)));
    }
    return x.pad(padding, amounts);
  }

  @Override
  public Optional<? extends Record> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    String value =
        padding instanceof Padding.Constant(double number) && number != 0 ? ", " + number : "";
    return getClass().getSimpleName() + "(" + Arrays.toString(amounts) + value + ")";
  }
}
