package org.atled.nn.layer;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.atled.core.shape.Axes;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/**
 * A layer whose weight is g·v/‖v‖, its length learnt apart from its direction: Salimans and Kingma
 * 2016. PyTorch's {@code nn.utils.weight_norm}, with its names {@code weight_g} and {@code
 * weight_v}; g starts as ‖v‖, so that the layer gives what it would without.
 */
public final class WeightNorm extends Reparametrized {
  /**
   * What a layer is made from.
   *
   * @param layer of a weight
   * @param axis for each part of which there is one length; empty: one for all of the weight
   */
  public record Config(Layer layer, Optional<Integer> axis) {}

  private final Config config;
  private final Optional<Axes> along;
  private final Parameter direction;
  private final Parameter length;

  /** With a length for each output: for each part of the weight's first axis. */
  public WeightNorm(Layer layer) {
    this(new Config(layer, Optional.of(0)));
  }

  public WeightNorm(Config config) {
    super(config.layer());
    this.config = config;
    Shape shape = form().weightType().shape();
    along =
        config
            .axis()
            .map(shape::axis)
            .map(kept -> IntStream.range(0, shape.rank()).filter(axis -> axis != kept).toArray())
            .map(axes -> Axes.of(axes).kept());
    direction = instead("weight_v");
    TensorType lengths =
        new TensorType(
            direction.type().dtype(),
            config.axis().map(axis -> single(shape, shape.axis(axis))).orElse(Shape.scalar()));
    length = parameter("weight_g", lengths, (seed, type) -> norm(direction.value()));
  }

  /** Ones, but on an axis. */
  private static Shape single(Shape shape, int axis) {
    long[] sizes = new long[shape.rank()];
    Arrays.fill(sizes, 1);
    sizes[axis] = shape.size(axis);
    return Shape.of(sizes);
  }

  private Tensor norm(Tensor v) {
    return along.map(axes -> v.norm(2, axes)).orElseGet(v::norm);
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    Tensor v = direction.value().to(computing(x));
    return applied(x, v.mul(length.value().to(v.dtype()).div(norm(v))), mode);
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }
}
