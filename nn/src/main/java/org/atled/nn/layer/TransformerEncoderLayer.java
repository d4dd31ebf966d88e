package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;
import org.atled.nn.init.Initializer;

/** A sequence that looks at itself: [batch, steps, width] → the same. PyTorch's. */
public final class TransformerEncoderLayer extends TransformerLayer {
  private final MultiheadAttention attention;

  public TransformerEncoderLayer(long width, long heads) {
    this(Config.of(width, heads));
  }

  public TransformerEncoderLayer(Config config) {
    this(config, Initializer.standard());
  }

  /** With matrices after the first of the attention that start in another way. */
  TransformerEncoderLayer(Config config, Initializer matrices) {
    super(config, 2, matrices);
    attention = child("self_attn", new MultiheadAttention(config.attention(), matrices));
  }

  /** For sequences that may look at what a mask allows. */
  public Tensor apply(Tensor x, Mask mask, Mode mode) {
    return call(
        mode,
        () -> {
          Tensor seen = beside(x, 0, y -> attention.apply(y, mask, mode), mode);
          return beside(seen, 1, y -> feedforward(y, mode), mode);
        });
  }

  /** For the next steps of a sequence: {@link MultiheadAttention#step}. */
  public MultiheadAttention.Step step(
      Tensor x, Optional<MultiheadAttention.Cache> before, Mask mask, Mode mode) {
    return call(
        mode,
        () -> {
          MultiheadAttention.Cache[] after = new MultiheadAttention.Cache[1];
          Tensor seen =
              beside(
                  x,
                  0,
                  y -> {
                    MultiheadAttention.Step step = attention.step(y, before, mask, mode);
                    after[0] = step.cache();
                    return step.result();
                  },
                  mode);
          return new MultiheadAttention.Step(
              beside(seen, 1, y -> feedforward(y, mode), mode), after[0]);
        });
  }
}
