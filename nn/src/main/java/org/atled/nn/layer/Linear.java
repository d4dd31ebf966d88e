package org.atled.nn.layer;

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

/** y = x·Wᵀ + b over the last axis: [.., in] → [.., out], with W [out, in] and b [out]. */
public final class Linear extends Layer {
  /**
   * What a layer is made from.
   *
   * @param in size of the last axis of the input
   * @param out size of the last axis of the output
   * @param bias whether there is a b
   * @param weightInit W's start; b starts in U(±1/√in) as PyTorch's
   */
  public record Config(long in, long out, boolean bias, Initializer weightInit) {
    public Config {
      if (in < 1 || out < 1) {
        throw new ArgumentException(
            "Linear: in and out must be at least 1, not " + in + " and " + out + ".");
      }
    }

    public static Config of(long in, long out) {
      return new Config(in, out, true, Initializer.standard());
    }

    public Config withoutBias() {
      return new Config(in, out, false, weightInit);
    }

    public Config initializedBy(Initializer init) {
      return new Config(in, out, bias, init);
    }
  }

  private final Config config;
  private final Parameter weight;
  private final Optional<Parameter> bias;

  public Linear(long in, long out) {
    this(Config.of(in, out));
  }

  public Linear(Config config) {
    this.config = config;
    weight =
        parameter(
            "weight",
            new TensorType(DType.FLOAT32, Shape.of(config.out(), config.in())),
            config.weightInit());
    double bound = 1 / Math.sqrt(config.in());
    bias =
        config.bias()
            ? Optional.of(
                parameter(
                    "bias",
                    new TensorType(DType.FLOAT32, Shape.of(config.out())),
                    Initializer.uniform(-bound, bound)))
            : Optional.empty();
  }

  public Parameter weight() {
    settle();
    return weight;
  }

  public Optional<Parameter> bias() {
    settle();
    return bias;
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    if (x.shape().rank() == 0 || x.shape().size(-1) != config.in()) {
      throw new ShapeException(
          "the input's last axis is "
              + (x.shape().rank() == 0 ? "missing" : x.shape().size(-1))
              + " but the layer takes "
              + config.in()
              + " (input "
              + x.shape()
              + ", weight "
              + weight.type().shape()
              + ").");
    }
    Tensor w = weight.value();
    return bias.map(b -> x.linear(w, b.value())).orElseGet(() -> x.linear(w));
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "Linear(" + config.in() + ", " + config.out() + (config.bias() ? ")" : ", no bias)");
  }
}
