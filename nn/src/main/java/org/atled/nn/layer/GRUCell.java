package org.atled.nn.layer;

import org.atled.core.tensor.Recurrence;

/** One step of a {@link GRU}. */
public final class GRUCell extends HiddenRecurrentCell {
  public GRUCell(long in, long hidden) {
    this(Config.of(in, hidden));
  }

  public GRUCell(Config config) {
    super(config, 3);
  }

  @Override
  Recurrence.Cell cell() {
    return Recurrence.Cell.GRU;
  }
}
