package org.atled.nn.layer;

import org.atled.core.tensor.Recurrence;

/**
 * h_t = f(W_ih·x_t + b_ih + W_hh·h_{t−1} + b_hh), f tanh or relu: Elman 1990. Names and order of
 * weights are PyTorch's.
 */
public final class RNN extends HiddenRecurrent {
  public RNN(long in, long hidden) {
    this(Config.of(in, hidden));
  }

  public RNN(Config config) {
    super(config, 1);
  }

  @Override
  Recurrence.Cell cell() {
    return cell(shape().nonlinearity());
  }

  static Recurrence.Cell cell(Nonlinearity f) {
    return switch (f) {
      case TANH -> Recurrence.Cell.TANH;
      case RELU -> Recurrence.Cell.RELU;
    };
  }
}
