package org.atled.nn.layer;

import org.atled.core.tensor.Recurrence;

/**
 * Gated recurrence, h_t = n + z·(h_{t−1} − n) with r and z = σ(W_i·x + b_i + W_h·h + b_h) and n =
 * tanh(W_in·x + b_in + r·(W_hn·h + b_hn)); r, z, n lie in this order, as in PyTorch: Cho et al.
 * 2014.
 */
public final class GRU extends HiddenRecurrent {
  public GRU(long in, long hidden) {
    this(Config.of(in, hidden));
  }

  public GRU(Config config) {
    super(config, 3);
  }

  @Override
  Recurrence.Cell cell() {
    return Recurrence.Cell.GRU;
  }
}
