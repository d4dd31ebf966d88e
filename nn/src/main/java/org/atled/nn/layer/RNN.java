package org.atled.nn.layer;

import java.util.List;
import java.util.Optional;
import org.atled.core.tensor.Recurrence;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;

/**
 * h_t = f(W_ih·x_t + b_ih + W_hh·h_{t−1} + b_hh), f tanh or relu: Elman 1990. Names and order of
 * weights are PyTorch's.
 */
public final class RNN extends Recurrent {
  /**
   * What it gives.
   *
   * @param sequence the results of the last layer at each step, both directions side by side
   * @param state after the last step, [layers · directions, batch, hidden]
   */
  public record Out(Tensor sequence, Tensor state) {}

  public RNN(long in, long hidden) {
    this(Config.of(in, hidden));
  }

  public RNN(Config config) {
    super(config, 1);
  }

  /** Goes over all steps of sequences x, [batch, steps, in], from a state of zeros. */
  public Out apply(Tensor x, Mode mode) {
    return of(x, Optional.empty(), Optional.empty(), mode);
  }

  /**
   * The same from the state that an earlier part of the sequences ended with, {@link Out#state()}.
   */
  public Out apply(Tensor x, Tensor state, Mode mode) {
    return of(x, Optional.empty(), Optional.of(state), mode);
  }

  /** Sequences of different lengths, from a state of zeros. */
  public Out apply(Padded x, Mode mode) {
    return of(x.sequences(), Optional.of(x.lengths()), Optional.empty(), mode);
  }

  /** Sequences of different lengths, from a state. */
  public Out apply(Padded x, Tensor state, Mode mode) {
    return of(x.sequences(), Optional.of(x.lengths()), Optional.of(state), mode);
  }

  private Out of(Tensor x, Optional<Tensor> lengths, Optional<Tensor> state, Mode mode) {
    return call(
        mode,
        () -> {
          List<Tensor> all = run(x, lengths, state.map(h -> List.of(h)), mode);
          return new Out(all.get(0), all.get(1));
        });
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

  @Override
  List<Long> widths() {
    return List.of(shape().hidden());
  }
}
