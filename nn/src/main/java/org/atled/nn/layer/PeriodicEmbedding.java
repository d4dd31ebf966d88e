package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Structure;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Layer;
import org.atled.nn.Mode;
import org.atled.nn.init.Initializer;

/**
 * Each number x as sin(2π·c₁·x), …, sin(2π·cₖ·x), cos(2π·c₁·x), …, cos(2π·cₖ·x), with frequencies c
 * of its own that are learned: [.., n] → [.., n, 2k], with c [n, k]. A linear layer behind it is a
 * smooth function of the number, as steep and winding as the data ask for: Gorishniy et al. 2022,
 * "On Embeddings for Numerical Features in Tabular Deep Learning", eq. 8.
 */
public final class PeriodicEmbedding extends Layer {
  /**
   * What a layer is made from.
   *
   * @param inputs n: size of the last axis of the input
   * @param frequencies k: how many each input has
   * @param weightInit the start of c
   */
  public record Config(long inputs, long frequencies, Initializer weightInit) {
    public Config {
      if (inputs < 1 || frequencies < 1) {
        throw new ArgumentException(
            "PeriodicEmbedding: inputs and frequencies must be at least 1, not "
                + inputs
                + " and "
                + frequencies
                + ".");
      }
    }

    /** From N(0, 0.1²), for numbers that have a deviation of about 1. */
    public static Config of(long inputs, long frequencies) {
      return new Config(inputs, frequencies, Initializer.normal(0, 0.1));
    }

    public Config initializedBy(Initializer init) {
      return new Config(inputs, frequencies, init);
    }
  }

  private final Config config;
  private final Parameter weight;

  public PeriodicEmbedding(long inputs, long frequencies) {
    this(Config.of(inputs, frequencies));
  }

  public PeriodicEmbedding(Config config) {
    this.config = config;
    weight =
        parameter(
            "weight",
            new TensorType(DType.FLOAT32, Shape.of(config.inputs(), config.frequencies())),
            config.weightInit());
  }

  /** c: the frequencies of each input. */
  public Parameter weight() {
    settle();
    return weight;
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    if (x.shape().rank() == 0 || x.shape().size(-1) != config.inputs()) {
      throw new ShapeException(
          "the input's last axis is %s but the layer takes %d numbers (input %s)."
              .formatted(
                  x.shape().rank() == 0 ? "missing" : x.shape().size(-1),
                  config.inputs(),
                  x.shape()));
    }
    Tensor angles = x.unsqueeze(-1).mul(weight.value()).mul(2 * Math.PI);
    return Structure.concat(-1, angles.sin(), angles.cos());
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "PeriodicEmbedding(" + config.inputs() + ", " + config.frequencies() + ")";
  }
}
