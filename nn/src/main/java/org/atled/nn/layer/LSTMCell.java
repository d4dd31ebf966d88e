package org.atled.nn.layer;

import java.util.List;
import org.atled.core.tensor.Recurrence;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;

/** One step of an {@link LSTM}. */
public final class LSTMCell extends RecurrentCell {
  /**
   * What one step hands to the next.
   *
   * @param hidden h, which is also its result: [batch, hidden]
   * @param cell c: [batch, hidden]
   */
  public record State(Tensor hidden, Tensor cell) {}

  public LSTMCell(long in, long hidden) {
    this(Config.of(in, hidden));
  }

  public LSTMCell(Config config) {
    super(config, 4);
  }

  /** The first step of sequences, x [batch, in], from a state of zeros. */
  public State apply(Tensor x, Mode mode) {
    return call(mode, () -> next(x, new State(zeros(x), zeros(x))));
  }

  /** A step x [batch, in] from the state that the step before gave. */
  public State apply(Tensor x, State state, Mode mode) {
    return call(mode, () -> next(x, state));
  }

  private State next(Tensor x, State state) {
    Tensor input = ofInput(x);
    Tensor h = checked("h", state.hidden(), x);
    List<Tensor> both = List.of(h, checked("c", state.cell(), x));
    List<Tensor> next = Recurrence.step(Recurrence.Cell.LSTM, input, ofState(h), both);
    return new State(next.get(0), next.get(1));
  }
}
