package org.atled.nn.layer;

import java.util.Optional;
import org.atled.core.error.ArgumentException;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/**
 * y = W₂·(silu(W₁·x) ⊙ W₃·x), a gated layer between two: Shazeer 2020, eq. 6; w1, w2, w3 are
 * Llama's names. [.., in] → [.., in].
 */
public final class SwiGLU extends Layer {
  /**
   * What a layer is made from.
   *
   * @param in size of the last axis
   * @param hidden rows of W₁ and W₃; two thirds of what it would be without a gate
   * @param bias whether there are biases
   */
  public record Config(long in, long hidden, boolean bias) {
    public Config {
      if (in < 1 || hidden < 1) {
        throw new ArgumentException(
            "SwiGLU: in and hidden must be at least 1, not %d and %d.".formatted(in, hidden));
      }
    }
  }

  private final Config config;
  private final Linear gate;
  private final Linear down;
  private final Linear up;

  /** Three linear layers without biases, as Llama has them. */
  public SwiGLU(long in, long hidden) {
    this(new Config(in, hidden, false));
  }

  public SwiGLU(Config config) {
    this.config = config;
    gate = child("w1", linear(config.in(), config.hidden(), config.bias()));
    down = child("w2", linear(config.hidden(), config.in(), config.bias()));
    up = child("w3", linear(config.in(), config.hidden(), config.bias()));
  }

  private static Linear linear(long in, long out, boolean bias) {
    Linear.Config plain = Linear.Config.of(in, out);
    return new Linear(bias ? plain : plain.withoutBias());
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    return down.apply(gate.apply(x, mode).silu().mul(up.apply(x, mode)), mode);
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "SwiGLU(%d, %d)".formatted(config.in(), config.hidden());
  }
}
