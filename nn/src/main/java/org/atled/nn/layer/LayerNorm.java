package org.atled.nn.layer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.init.Initializer;

/**
 * y = (x − mean)/√(variance + ε)·weight + bias over the last axes, each example by itself: Ba,
 * Kiros and Hinton 2016. Shapes: [.., sizes..] → the same.
 */
public final class LayerNorm extends Layer {
  /**
   * What a layer is made from.
   *
   * @param sizes of the last axes, over which mean and variance go
   * @param eps ε, added to the variance
   * @param affine whether there is a weight
   * @param bias whether there is a bias as well
   */
  public record Config(List<Long> sizes, double eps, boolean affine, boolean bias) {
    public Config {
      if (sizes.isEmpty() || sizes.stream().anyMatch(size -> size < 1) || !(eps >= 0)) {
        throw new ArgumentException(
            "LayerNorm: takes sizes of at least 1 and an eps of at least 0, not %s and %s."
                .formatted(sizes, eps));
      }
      sizes = List.copyOf(sizes);
    }

    /** With ε = 1e-5, weight and bias. */
    public static Config of(long... sizes) {
      return new Config(Arrays.stream(sizes).boxed().toList(), 1e-5, true, true);
    }

    public Config withEps(double value) {
      return new Config(sizes, value, affine, bias);
    }

    public Config withoutAffine() {
      return new Config(sizes, eps, false, bias);
    }

    public Config withoutBias() {
      return new Config(sizes, eps, affine, false);
    }
  }

  private final Config config;
  private final Shape last;
  private final Optional<Parameter> weight;
  private final Optional<Parameter> bias;

  public LayerNorm(long... sizes) {
    this(Config.of(sizes));
  }

  public LayerNorm(Config config) {
    this.config = config;
    last = Shape.of(config.sizes().stream().mapToLong(Long::longValue).toArray());
    TensorType each = new TensorType(DType.FLOAT32, last);
    weight =
        config.affine()
            ? Optional.of(parameter("weight", each, Initializer.ones()))
            : Optional.empty();
    bias =
        config.affine() && config.bias()
            ? Optional.of(parameter("bias", each, Initializer.zeros()))
            : Optional.empty();
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    int rank = x.shape().rank();
    if (rank < last.rank() || !x.shape().slice(rank - last.rank(), rank).equals(last)) {
      throw new ShapeException(
          "the input is %s but its last axes must be %s.".formatted(x.shape(), last));
    }
    double eps = config.eps();
    DType type = x.dtype();
    return weight
        .map(w -> w.value().to(type))
        .map(w ->
            bias.map(b -> x.layerNorm(w, b.value().to(type), eps))
                .orElseGet(() -> x.layerNorm(w, eps)))
        .orElseGet(() -> x.layerNorm(last.rank(), eps));
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "LayerNorm("
        + Conv.words(config.sizes())
        + (config.affine() ? config.bias() ? ")" : ", no bias)" : ", no affine)");
  }
}
