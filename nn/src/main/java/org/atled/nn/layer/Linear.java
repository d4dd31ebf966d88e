package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;
import org.atled.nn.init.Initializer;

/** y = x·Wᵀ + b over the last axis: [.., in] → [.., out], with W [out, in] and b [out]. */
public final class Linear extends Weighted {
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

  public Linear(long in, long out) {
    this(Config.of(in, out));
  }

  public Linear(Config config) {
    super(Shape.of(config.out(), config.in()), config.out(), config.bias(), config.weightInit());
    this.config = config;
  }

  /** With a bias that starts in another way. */
  Linear(Config config, Initializer biasInit) {
    super(
        Shape.of(config.out(), config.in()),
        config.out(),
        config.bias(),
        config.weightInit(),
        biasInit);
    this.config = config;
  }

  @Override
  Tensor of(Tensor x, Tensor w, Optional<Tensor> b, Mode mode) {
    if (x.shape().rank() == 0 || x.shape().size(-1) != config.in()) {
      throw new ShapeException(
          "the input's last axis is %s but the layer takes %d (input %s, weight %s)."
              .formatted(
                  x.shape().rank() == 0 ? "missing" : x.shape().size(-1),
                  config.in(),
                  x.shape(),
                  w.shape()));
    }
    return b.map(each -> x.linear(w, each)).orElseGet(() -> x.linear(w));
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
