package org.atled.nn.layer;

import org.atled.core.tensor.Tensor;
import org.atled.nn.Mode;
import org.atled.nn.init.Initializer;

/**
 * A sequence that looks at itself, and then at a memory, an encoder's result: [batch, steps, width]
 * and [batch, keys, width] → [batch, steps, width]. PyTorch's.
 */
public final class TransformerDecoderLayer extends TransformerLayer {
  private final MultiheadAttention attention;
  private final MultiheadAttention across;

  public TransformerDecoderLayer(long width, long heads) {
    this(Config.of(width, heads));
  }

  public TransformerDecoderLayer(Config config) {
    this(config, Initializer.standard());
  }

  /** With matrices after the first of an attention that start in another way. */
  TransformerDecoderLayer(Config config, Initializer matrices) {
    super(config, 3, matrices);
    attention = child("self_attn", new MultiheadAttention(config.attention(), matrices));
    across = child("multihead_attn", new MultiheadAttention(config.across(), matrices));
  }

  /**
   * The function.
   *
   * @param mask of the sequence, such as {@link Mask#causally}
   * @param memoryMask of the memory, such as {@link Mask#ofKeys} that are no padding
   */
  public Tensor apply(Tensor x, Tensor memory, Mask mask, Mask memoryMask, Mode mode) {
    return call(
        mode,
        () -> {
          Tensor own = beside(x, 0, y -> attention.apply(y, mask, mode), mode);
          Tensor both =
              beside(own, 1, y -> across.apply(y, memory, memory, memoryMask, mode), mode);
          return beside(both, 2, y -> feedforward(y, mode), mode);
        });
  }
}
