package org.atled.nn.layer;

import java.util.Locale;
import java.util.Optional;
import org.atled.core.error.ShapeException;
import org.atled.core.tensor.Tensor;
import org.atled.nn.Layer;
import org.atled.nn.Mode;

/**
 * What the members of an ensemble say together, as its last layer: in evaluation [batch, k, n] →
 * [batch, n]. In training it passes [batch, k, n], since each member is to learn by its own loss:
 * that of the mean would let them make up for each other, and then they are one network and no
 * ensemble (Gorishniy et al. 2024, "TabM", section 3.2).
 */
public final class EnsembleMean extends Layer {
  /** Of what the mean is taken. */
  public enum Of {
    /** Of the outputs themselves. */
    NUMBERS,
    /** Of σ(z) of each logit z, of which the logit is given. */
    CHANCES,
    /** Of softmax(z) along the last axis, of which the logarithm is given. */
    CLASSES
  }

  /**
   * What a layer is made from.
   *
   * @param of what the mean is taken of
   */
  public record Config(Of of) {}

  private final Config config;

  public EnsembleMean(Of of) {
    this(new Config(of));
  }

  public EnsembleMean(Config config) {
    this.config = config;
  }

  @Override
  protected Tensor forward(Tensor x, Mode mode) {
    if (x.shape().rank() != 3) {
      throw new ShapeException(
          "the input is %s but must be [batch, members, n], as MemberLinear gives it."
              .formatted(x.shape()));
    }
    if (mode instanceof Mode.Training) {
      return x;
    }
    return switch (config.of()) {
      case NUMBERS -> x.mean(1);
      // In logarithms, so that no probability is rounded to 0; those of k cancel in the logit.
      case CHANCES -> x.logSigmoid().logSumExp(1).sub(x.neg().logSigmoid().logSumExp(1));
      case CLASSES -> x.logSoftmax(2).logSumExp(1).sub(StrictMath.log(x.shape().size(1)));
    };
  }

  @Override
  public Optional<Config> config() {
    return Optional.of(config);
  }

  @Override
  public String toString() {
    return "EnsembleMean(" + config.of().name().toLowerCase(Locale.ROOT) + ")";
  }
}
