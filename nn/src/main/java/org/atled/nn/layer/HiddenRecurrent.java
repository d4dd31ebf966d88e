package org.atled.nn.layer;

import java.util.List;
import java.util.Optional;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;

/** A recurrence whose state is h alone. */
public abstract sealed class HiddenRecurrent extends Recurrent permits RNN, GRU {
  /**
   * What it gives.
   *
   * @param sequence the results of the last layer at each step, both directions side by side
   * @param state after the last step, [layers · directions, batch, hidden]
   */
  public record Out(Tensor sequence, Tensor state) {}

  HiddenRecurrent(Config config, long gates) {
    super(config, gates);
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
  List<Long> widths() {
    return List.of(shape().hidden());
  }
}
