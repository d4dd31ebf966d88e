package org.atled.nn.layer;

import java.util.List;
import org.atled.core.tensor.Recurrence;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;

/** One step of a {@link HiddenRecurrent}. */
public abstract sealed class HiddenRecurrentCell extends RecurrentCell permits RNNCell, GRUCell {
  HiddenRecurrentCell(Config config, long gates) {
    super(config, gates);
  }

  /** What makes the next state. */
  abstract Recurrence.Cell cell();

  /** The first step of sequences, x [batch, in] → the state [batch, hidden], from one of zeros. */
  public Tensor apply(Tensor x, Mode mode) {
    return call(mode, () -> next(x, zeros(x)));
  }

  /** A step x [batch, in] from the state that the step before gave, [batch, hidden]. */
  public Tensor apply(Tensor x, Tensor hidden, Mode mode) {
    return call(mode, () -> next(x, hidden));
  }

  private Tensor next(Tensor x, Tensor hidden) {
    Tensor input = ofInput(x);
    Tensor h = checked("h", hidden, x);
    return Recurrence.step(cell(), input, ofState(h), List.of(h)).getFirst();
  }
}
