package org.atled.nn.layer;

import java.util.List;
import java.util.Optional;
import org.atled.core.tensor.Recurrence;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;

/**
 * Long short-term memory, c_t = σ(f)·c_{t−1} + σ(i)·tanh(g), h_t = σ(o)·tanh(c_t); i, f, g, o lie
 * in this order, as in PyTorch: Hochreiter and Schmidhuber 1997, Gers et al. 2000. With a
 * projection h_t is W_hr·(σ(o)·tanh(c_t)): Sak et al. 2014.
 */
public final class LSTM extends Recurrent {
  /**
   * What one step hands to the next.
   *
   * @param hidden h, which is also its result: [layers · directions, batch, hidden or projection]
   * @param cell c: [layers · directions, batch, hidden]
   */
  public record State(Tensor hidden, Tensor cell) {
    List<Tensor> both() {
      return List.of(hidden, cell);
    }

    /** The same numbers without history: back-propagation ends here. */
    public State detach() {
      return new State(hidden.detach(), cell.detach());
    }
  }

  /**
   * What it gives.
   *
   * @param sequence the results of the last layer at each step, both directions side by side
   * @param state after the last step
   */
  public record Out(Tensor sequence, State state) {}

  public LSTM(long in, long hidden) {
    this(Config.of(in, hidden));
  }

  public LSTM(Config config) {
    super(config, 4);
  }

  /** Goes over all steps of sequences x, [batch, steps, in], from a state of zeros. */
  public Out apply(Tensor x, Mode mode) {
    return of(x, Optional.empty(), Optional.empty(), mode);
  }

  /**
   * The same from the state that an earlier part of the sequences ended with, {@link Out#state()}.
   */
  public Out apply(Tensor x, State state, Mode mode) {
    return of(x, Optional.empty(), Optional.of(state), mode);
  }

  /** Sequences of different lengths, from a state of zeros. */
  public Out apply(Padded x, Mode mode) {
    return of(x.sequences(), Optional.of(x.lengths()), Optional.empty(), mode);
  }

  /** Sequences of different lengths, from a state. */
  public Out apply(Padded x, State state, Mode mode) {
    return of(x.sequences(), Optional.of(x.lengths()), Optional.of(state), mode);
  }

  private Out of(Tensor x, Optional<Tensor> lengths, Optional<State> state, Mode mode) {
    return call(
        mode,
        () -> {
          List<Tensor> all = run(x, lengths, state.map(State::both), mode);
          return new Out(all.get(0), new State(all.get(1), all.get(2)));
        });
  }

  @Override
  Recurrence.Cell cell() {
    return Recurrence.Cell.LSTM;
  }

  @Override
  List<Long> widths() {
    return List.of(shape().output(), shape().hidden());
  }
}
