package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.init.Initializer;

/**
 * x where positive, weight·x elsewhere, with one weight that is learnt or one for each place along
 * axis 1: He et al. 2015. Any shape → the same.
 */
public final class PReLU extends Layer {
  /**
   * What a layer is made from.
   *
   * @param weights how many: 1, or the size of axis 1
   * @param weightInit their start
   */
  public record Config(long weights, Initializer weightInit) {
    public Config {
      if (weights < 1) {
        throw new ArgumentException(
            "PReLU: the number of weights must be at least 1, not %s.".formatted(weights));
      }
    }

    /**
     * With so many weights, one for each place along axis 1 or one for all; each starts as 0.25.
     */
    public static Config of(long weights) {
      return new Config(weights, new Initializer.Constant(0.25));
    }

    public Config initializedBy(Initializer init) {
      return new Config(weights, init);
    }
  }

  private final Config config;
  private final Parameter weight;

  /** With one weight for all elements, which starts as 0.25. */
  public PReLU() {
    this(1);
  }

  /**
   * With so many weights.
   *
   * @throws ArgumentException if there is none
   */
  public PReLU(long weights) {
    this(Config.of(weights));
  }

  public PReLU(Config config) {
    this.config = config;
    weight =
        parameter(
            "weight",
            new TensorType(DType.FLOAT32, Shape.of(config.weights())),
            config.weightInit());
  }

  public Parameter weight() {
    settle();
    return weight;
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return x.prelu(weight.value());
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "PReLU(" + config.weights() + ")";
  }
}
