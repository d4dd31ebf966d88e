package org.atled.nn.layer;

import org.atled.core.tensor.Recurrence;

/** One step of a {@link RNN}. */
public final class RNNCell extends HiddenRecurrentCell {
  public RNNCell(long in, long hidden) {
    this(Config.of(in, hidden));
  }

  public RNNCell(Config config) {
    super(config, 1);
  }

  @Override
  Recurrence.Cell cell() {
    return RNN.cell(nonlinearity());
  }
}
