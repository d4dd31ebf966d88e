package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.error.ShapeException;
import org.atled.core.shape.DType;
import org.atled.core.shape.Shape;
import org.atled.core.tensor.Parameter;
import org.atled.core.tensor.Tensor;
import org.atled.core.tensor.TensorType;
import org.atled.nn.Module;
import org.atled.nn.init.Initializer;

/** One step of a {@link Recurrent}: [batch, in] and a state [batch, hidden] → the next state. */
public abstract sealed class RecurrentCell extends Module permits HiddenRecurrentCell, LSTMCell {
  /**
   * What a cell is made from.
   *
   * @param in how many numbers a step has
   * @param hidden how many a state has
   * @param bias whether there are biases, two as in PyTorch
   * @param nonlinearity of an {@link RNNCell}
   */
  public record Config(long in, long hidden, boolean bias, Recurrent.Nonlinearity nonlinearity) {
    public Config {
      if (in < 1 || hidden < 1) {
        throw new ArgumentException(
            "A cell takes in and hidden of at least 1, not %d and %d.".formatted(in, hidden));
      }
    }

    /** With biases, and tanh. */
    public static Config of(long in, long hidden) {
      return new Config(in, hidden, true, Recurrent.Nonlinearity.TANH);
    }

    public Config withoutBias() {
      return new Config(in, hidden, false, nonlinearity);
    }

    public Config withNonlinearity(Recurrent.Nonlinearity f) {
      return new Config(in, hidden, bias, f);
    }
  }

  private final Config config;
  private final Recurrent.Weights weights;

  /**
   * Registers the weights.
   *
   * @param gates how many times hidden numbers it computes
   */
  RecurrentCell(Config config, long gates) {
    if (config.nonlinearity() != Recurrent.Nonlinearity.TANH && !(this instanceof RNNCell)) {
      throw new ArgumentException(
          "%s: takes no nonlinearity, which belongs to RNNCell; its own are sigmoid and tanh."
              .formatted(getClass().getSimpleName()));
    }
    this.config = config;
    long rows = gates * config.hidden();
    weights =
        new Recurrent.Weights(
            weight("weight_ih", rows, config.in()),
            weight("weight_hh", rows, config.hidden()),
            bias("bias_ih", rows),
            bias("bias_hh", rows),
            Optional.empty());
  }

  private Parameter weight(String name, long... sizes) {
    double bound = 1 / Math.sqrt(config.hidden());
    return parameter(
        name, new TensorType(DType.FLOAT32, Shape.of(sizes)), Initializer.uniform(-bound, bound));
  }

  private Optional<Parameter> bias(String name, long size) {
    return config.bias() ? Optional.of(weight(name, size)) : Optional.empty();
  }

  /** W_ih·x + b_ih. */
  final Tensor ofInput(Tensor x) {
    if (x.shape().rank() != 2 || x.shape().size(1) != config.in()) {
      throw new ShapeException(
          "the input is %s but must be [batch, %d].".formatted(x.shape(), config.in()));
    }
    return weights.ofInput(x);
  }

  /** W_hh·h + b_hh. */
  final Tensor ofState(Tensor h) {
    return weights.ofState(h);
  }

  /** A state that fits an input. */
  final Tensor checked(String name, Tensor state, Tensor x) {
    Shape wanted = Shape.of(x.shape().size(0), config.hidden());
    if (!state.shape().equals(wanted)) {
      throw new ShapeException(
          "the state %s is %s but must be %s, [batch, hidden]."
              .formatted(name, state.shape(), wanted));
    }
    return state;
  }

  /** The state before the first step. */
  final Tensor zeros(Tensor x) {
    return Tensor.zeros(x.dtype(), x.shape().size(0), config.hidden());
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  final Recurrent.Nonlinearity nonlinearity() {
    return config.nonlinearity();
  }

  @Override
  public String toString() {
    return "%s(%d, %d%s%s)"
        .formatted(
            getClass().getSimpleName(),
            config.in(),
            config.hidden(),
            config.nonlinearity() == Recurrent.Nonlinearity.RELU ? ", relu" : "",
            config.bias() ? "" : ", no bias");
  }
}
