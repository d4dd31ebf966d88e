package org.atled.nn.layer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Axes;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.init.Initializer;

/**
 * y = x/√(mean of x² + ε)·weight over the last axes, each example by itself: Zhang and Sennrich
 * 2019. Shapes: [.., sizes..] → the same. Short floats are computed in float32.
 */
public final class RMSNorm extends Layer {
  /**
   * What a layer is made from.
   *
   * @param sizes of the last axes, over which the mean goes
   * @param eps ε; empty: that of the type it is computed in, 2⁻²³ or 2⁻⁵², as PyTorch has it
   * @param affine whether there is a weight
   */
  public record Config(List<Long> sizes, Optional<Double> eps, boolean affine) {
    public Config {
      if (sizes.isEmpty()
          || sizes.stream().anyMatch(size -> size < 1)
          || eps.filter(e -> !(e >= 0)).isPresent()) {
        throw new ArgumentException(
            "RMSNorm: takes sizes of at least 1 and an eps of at least 0, not %s and %s."
                .formatted(sizes, eps.map(String::valueOf).orElse("none")));
      }
      sizes = List.copyOf(sizes);
    }

    /** With a weight, and the type's own ε. */
    public static Config of(long... sizes) {
      return new Config(Arrays.stream(sizes).boxed().toList(), Optional.empty(), true);
    }

    public Config withEps(double value) {
      return new Config(sizes, Optional.of(value), affine);
    }

    public Config withoutAffine() {
      return new Config(sizes, eps, false);
    }
  }

  private final Config config;
  private final Shape last;
  private final Optional<Parameter> weight;

  public RMSNorm(long... sizes) {
    this(Config.of(sizes));
  }

  public RMSNorm(Config config) {
    this.config = config;
    last = Shape.of(config.sizes().stream().mapToLong(Long::longValue).toArray());
    weight =
        config.affine()
            ? Optional.of(
                parameter("weight", new TensorType(DType.FLOAT32, last), Initializer.ones()))
            : Optional.empty();
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    int rank = x.shape().rank();
    if (rank < last.rank() || !x.shape().slice(rank - last.rank(), rank).equals(last)) {
      throw new ShapeException(
          "the input is %s but its last axes must be %s.".formatted(x.shape(), last));
    }
    DType type = x.dtype().computing();
    double eps = config.eps().orElse(type == DType.FLOAT64 ? 0x1p-52 : 0x1p-23);
    Tensor wide = x.to(type);
    Axes axes = Axes.of(IntStream.range(rank - last.rank(), rank).toArray()).kept();
    Tensor y = wide.mul(wide.square().mean(axes).add(eps).rsqrt());
    return weight.map(w -> y.mul(w.value().to(type))).orElse(y).to(x.dtype());
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "RMSNorm(" + Conv.words(config.sizes()) + (config.affine() ? ")" : ", no affine)");
  }
}
